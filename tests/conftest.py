"""What several test files share: the six articles and their tables, annotated once per run."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.configuration import set_hypothesis_home_dir

from helpers.annotate import Chain
from helpers.articles.seeds import load_article
from helpers.corrections.overlay import load_corrections, no_corrections

HERE = Path(__file__).parent
ARTICLES = ["att-huawei-2018", *sorted(str(path) for path in (HERE / "articles").glob("*.txt"))]

TIMEML = """<TimeML><DCT>
<TIMEX3 tid="t0" type="DATE" value="2018-01-16" functionInDocument="CREATION_TIME">20180116</TIMEX3></DCT>
<TEXT>It <EVENT eid="e1">ruled</EVENT> on <TIMEX3 tid="t1" type="DATE" value="{value}">Monday</TIMEX3> &amp; waits
 for <TIMEX3 tid="t2" type="DURATION" value="P3M">three months </TIMEX3>. Not a {rest}.</TEXT></TimeML>"""

set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "regtrace-hypothesis")
settings.register_profile("regtrace", deadline=None, database=None, derandomize=True)
settings.register_profile("stress", deadline=None, database=None, max_examples=5000)


LONGEST = ("browser", "notebook_run", "archive_reading", "words_whole")


def pytest_addoption(parser):
    parser.addoption("--stress", action="store_true", help="more kills, longer fuzzing, and what is judged by time")


def pytest_configure(config):
    config.addinivalue_line("markers", "stress: only in `make stress`: what takes long, or is judged by time")
    settings.load_profile("stress" if config.getoption("--stress") else "regtrace")


def pytest_collection_modifyitems(config, items):
    # What takes longest begins first: a browser that waits at the end would leave the other cores idle.
    items.sort(key=lambda item: not any(name in item.path.name for name in LONGEST))
    if not config.getoption("--stress"):
        for item in items:
            if item.get_closest_marker("stress"):
                item.add_marker(pytest.mark.skip(reason="only in make stress"))


@pytest.fixture(scope="session")
def articles():
    loaded = [load_article(given) for given in ARTICLES]
    return {article.slug: article for article in loaded}


@pytest.fixture(scope="session")
def chains(articles):
    return {slug: Chain(article) for slug, article in articles.items()}


@pytest.fixture(scope="session")
def annotations(chains):
    return {slug: chain.annotate(load_corrections(slug))[1] for slug, chain in chains.items()}


@pytest.fixture(scope="session")
def machine(chains):
    return {slug: chain.annotate(no_corrections())[1] for slug, chain in chains.items()}


@pytest.fixture
def snapshot():
    """A function: every file below a folder, with its bytes."""
    return lambda folder: {path: path.read_bytes() for path in sorted(Path(folder).rglob("*")) if path.is_file()}


@pytest.fixture
def styled():
    """The collection's style, and every figure closed behind a test."""
    import matplotlib.pyplot as plt

    from helpers.charts.style import set_style

    set_style()
    yield
    plt.close("all")


@pytest.fixture
def timeml(tmp_path):
    """A function: a folder with one document."""

    def write(value="2018-01-15", rest="word", folder="invented"):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / "one.tml").write_text(TIMEML.format(value=value, rest=rest), encoding="utf-8")
        (tmp_path / folder / "._one.tml").write_bytes(b"\x00\x05\x16")
        return tmp_path / folder

    return write
