"""Kills a process at its n-th step of writing: the same moments on every machine.

A step is whatever changes a file below a folder: to open one for writing, to rename, to remove, to change its rights;
and, in the middle of its bytes, to write one. Imported as `sitecustomize` by a command of its own (`test_kills.py`), it
arms itself from its environment.
"""

import os
import signal
import sys

CHANGES = {"os.rename", "os.remove", "os.chmod", "os.truncate", "os.rmdir", "os.mkdir"}


class Steps:
    """Counts the steps of this process below a folder, and kills it before the n-th."""

    def __init__(self, folder, last=0):
        self.folder, self.last, self.taken = str(folder), last, 0

    def watch(self):
        """From here on every step counts; there is no way back in this process."""
        sys.addaudithook(self.hear)
        opened = os.fdopen
        os.fdopen = lambda *given, **options: Halving(opened(*given, **options), self)
        return self

    def hear(self, event, given):
        if event in CHANGES or (event == "open" and writes(given)):
            path = given[0]
            if isinstance(path, (str, bytes)) and os.fsdecode(path).startswith(self.folder):
                self.step()

    def step(self):
        self.taken += 1
        if self.taken == self.last:
            os.kill(os.getpid(), signal.SIGKILL)


class Halving:
    """A file that writes in two halves, with a step between them."""

    def __init__(self, file, steps):
        self.file, self.steps = file, steps

    def __getattr__(self, name):
        return getattr(self.file, name)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.file.close()

    def __iter__(self):
        return iter(self.file)

    def write(self, content):
        half = len(content) // 2
        self.file.write(content[:half])
        self.file.flush()
        self.steps.step()
        return half + self.file.write(content[half:])


def writes(given):
    """Whether the event of an opened file says that it is opened for writing."""
    _, mode, flags = given
    return bool(set(mode or "") & set("wax+")) or bool((flags or 0) & (os.O_WRONLY | os.O_RDWR))


if os.environ.get("REGTRACE_KILL_BELOW"):
    Steps(os.environ["REGTRACE_KILL_BELOW"], int(os.environ["REGTRACE_KILL_AT"])).watch()
