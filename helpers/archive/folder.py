"""Where an archive lies, what is in its folder, and that one process at a time writes to it.

`documents/` holds what was brought in and `batches/` what the machine found in it, in parts of the same number;
`tables/` holds the whole. All of it is made from the sources and can be made again.
"""

import fcntl
import os
import re
from contextlib import contextmanager
from difflib import get_close_matches

from helpers import paths
from helpers.files import check_writable

PART = "{:06d}"


def archive_folder(name):
    """The folder of an archive; raises ValueError for what is no name of one."""
    if not re.fullmatch(r"[a-z0-9]+(?:-+[a-z0-9]+)*", str(name)):
        raise ValueError(
            f"'{name}' is no name of an archive. Expected: small letters, digits and hyphens, such as my-archive."
        )
    return paths.ARCHIVES / name


def list_archives():
    """Names of the archives into which articles were brought, sorted."""
    return sorted(folder.parent.name for folder in paths.ARCHIVES.glob("*/documents"))


def find_archive(name):
    """The folder of an archive that is there; raises ValueError that names those that are."""
    folder = archive_folder(name)
    if (folder / "documents").is_dir():
        return folder
    known = list_archives()
    close = get_close_matches(str(name), known, n=1)
    hint = f"Did you mean '{close[0]}'?" if close else f"There are: {', '.join(known) or 'none'}."
    raise ValueError(f"No archive '{name}' in data/archives/. {hint} Make one: make archive ARTICLES=… NAME={name}")


def list_parts(folder, kind="documents"):
    """Numbers of the parts that are there, from 1 and without a gap."""
    numbers = sorted(int(path.stem) for path in (folder / kind).glob("[0-9]*.parquet"))
    if numbers != list(range(1, len(numbers) + 1)):
        missing = min(set(range(1, len(numbers) + 1)) - set(numbers))
        raise ValueError(
            f"{folder.name}/{kind}/{PART.format(missing)}.parquet is missing. Bring the articles in again."
        )
    return numbers


def part_path(folder, number, kind="documents"):
    """The file of a part."""
    return folder / kind / f"{PART.format(number)}.parquet"


def sweep(folder):
    """Take away the temporary files of a process that was killed."""
    for path in folder.glob("*/**/.*"):
        path.unlink()


@contextmanager
def lock_archive(folder, wait=False):
    """Let no second process write to an archive meanwhile; the system lets go when the process ends.

    With `wait` this process waits until the other has ended; without, raises ValueError.
    """
    check_writable(folder)
    handle = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        os.close(handle)
        raise ValueError(
            f"Another process is writing to the archive '{folder.name}'. Wait until it has ended; nothing was changed."
        ) from None
    try:
        sweep(folder)
        yield
    finally:
        os.close(handle)
