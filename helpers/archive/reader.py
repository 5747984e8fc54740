"""A process that opens documents of strangers: what is too large or takes too long ends it, and not the archive."""

import resource
import subprocess
import sys
from multiprocessing import Pipe
from multiprocessing.connection import Connection

from helpers import paths
from helpers.archive.databases import read_factiva_page, read_factiva_rtf, read_nexis
from helpers.articles.documents import MEMORY, SECONDS, read_document

# Begun by its own name, and not as a copy of this process, which would run the script that asks for it once more.
APART = "import sys; from helpers.archive.reader import serve; serve(int(sys.argv[1]))"


class Reader:
    """Opens documents one after another in a process of its own, which is begun again after one that ended it."""

    def __init__(self, seconds=SECONDS):
        self.seconds, self.process, self.pipe = seconds, None, None

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.stop()

    def read(self, kind, name, raw, charset=""):
        """The documents, {"text", "title", …} each, in the bytes of a file of a kind of `OPENERS`.

        Raises ValueError in one line for what cannot be read, RuntimeError where the process cannot begin.
        """
        if kind == ".txt":  # needs no parser
            return OPENERS[kind](name, raw, charset)
        if self.process is None:
            self.start()
        try:
            self.pipe.send((kind, name, raw, charset))
            if not self.pipe.poll(self.seconds):
                raise EOFError
            answer, error = self.pipe.recv()
        except (EOFError, OSError):
            self.stop()
            raise ValueError(
                f"{name} could not be read within {self.seconds} seconds and {MEMORY // 1_000_000_000} GB of memory."
            ) from None
        if error:
            raise ValueError(error)
        return answer

    def start(self):
        """Begin the process anew, without anything of this one; raises RuntimeError if it does not say that it has."""
        self.pipe, theirs = Pipe()
        number = theirs.fileno()
        command = [sys.executable, "-c", APART, str(number)]
        self.process = subprocess.Popen(
            command, cwd=paths.ROOT, pass_fds=[number], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        theirs.close()
        try:
            if not self.pipe.poll(self.seconds):
                raise EOFError
            self.pipe.recv()
        except (EOFError, OSError):
            self.stop()
            raise RuntimeError(
                f"The process that opens documents does not begin: {sys.executable} cannot import helpers in "
                f"{paths.ROOT}. Set the project up anew (make setup) and run it again; no document was given up."
            ) from None

    def stop(self):
        """End the process."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.pipe.close()
        self.process = None


def serve(number):
    """Answer with (documents, error) what comes through the pipe of a number, within the limit on memory."""
    pipe = Connection(number)
    pipe.send("begun")
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    while True:
        try:
            kind, name, raw, charset = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send((OPENERS[kind](name, raw, charset), ""))
        except ValueError as error:
            pipe.send(([], str(error)))


def open_article(suffix):
    """An opener of a document that is one article."""

    def opener(name, raw, charset):
        document = read_document(name, raw, suffix, charset)
        return [{"text": document.text, **{key: str(value) for key, (value, _) in document.facts.items()}}]

    return opener


OPENERS = {suffix: open_article(suffix) for suffix in (".txt", ".md", ".html", ".pdf")} | {
    "factiva.html": read_factiva_page,
    ".rtf": read_factiva_rtf,
    ".docx": read_nexis,
}
