"""A process that opens documents of strangers: what is too large or takes too long ends it, and not the archive."""

import multiprocessing
import resource

from helpers.archive.databases import read_factiva_page, read_factiva_rtf, read_nexis
from helpers.articles.documents import MEMORY, SECONDS, read_document


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

        Raises ValueError in one line for what cannot be read.
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
        """Begin the process anew, without anything of this one."""
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()

    def stop(self):
        """End the process."""
        if self.process is not None:
            self.process.kill()
            self.process.join()
            self.pipe.close()
        self.process = None


def serve(pipe):
    """Answer with (documents, error) what comes through the pipe, within the limit on memory."""
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
