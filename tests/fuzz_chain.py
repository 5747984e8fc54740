"""The target of atheris: bytes as text through the loader's checks and the whole chain."""

import sys

import atheris

with atheris.instrument_imports(include=["helpers"]):
    from test_fuzz import check_chain


def one_input(data):
    """One input: any text, surrogates included."""
    check_chain(atheris.FuzzedDataProvider(data).ConsumeUnicode(400))


atheris.Setup(sys.argv, one_input)
atheris.Fuzz()
