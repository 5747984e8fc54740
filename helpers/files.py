"""One way to write a file: whole or not at all, and only if its bytes would change."""

import os
import stat
import tempfile
from pathlib import Path


def check_writable(folder):
    """Make `folder` if it is missing; raise PermissionError in one line if it may not be written to.

    A folder without any write bit counts as read-only even for an administrator: somebody made it so on purpose.
    """
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PermissionError(
            f"Cannot make the folder {folder.name}/ ({error.strerror}). Give another place or its rights."
        ) from None
    if not folder.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(folder, os.W_OK):
        raise PermissionError(
            f"The folder {folder.name}/ is read-only; nothing was written. Make it writable: chmod u+w {folder.name}"
        )


def write_file(path, content):
    """Write `content` (str as UTF-8, or bytes) to `path`; return True if the file's bytes changed.

    The bytes go to a temporary file in the same folder, which then takes the old one's place in one step.
    """
    path = Path(path)
    content = content.encode("utf-8") if isinstance(content, str) else content
    if path.exists() and path.read_bytes() == content:
        return False
    check_writable(path.parent)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return True


def remove_file(path):
    """Remove a file; return True if there was one."""
    path = Path(path)
    was_there = path.exists()
    path.unlink(missing_ok=True)
    return was_there
