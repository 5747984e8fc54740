"""The one place that opens a network connection: a page fetched from an address that a reader gives."""

import time
import urllib.request
from http.client import HTTPException
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlsplit

from helpers.articles.documents import LIMIT

SECONDS = 60
KINDS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".md",
}
HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; Regtrace)",
    "Accept-Encoding": "identity",
    "Accept": "text/html, application/pdf, text/plain",
}


class Page(NamedTuple):
    """What an address holds: its bytes, the ending that fits them, the character set it was sent with, and where it was
    found in the end.
    """

    raw: bytes
    suffix: str
    charset: str
    address: str


def is_address(given):
    """Whether a reader gave an address and not a file."""
    return str(given).lower().startswith(("http://", "https://"))


def fetch_page(address):
    """The `Page` at an http(s) address; raises ConnectionError or ValueError in one line.

    Nothing but http and https is followed, no more than 20 MB are read, and all of it within a minute.
    """
    opener = urllib.request.OpenerDirector()
    for handler in (
        "ProxyHandler",
        "HTTPHandler",
        "HTTPSHandler",
        "HTTPRedirectHandler",
        "HTTPErrorProcessor",
        "HTTPDefaultErrorHandler",
        "UnknownHandler",
    ):
        opener.add_handler(getattr(urllib.request, handler)())
    try:
        with opener.open(urllib.request.Request(address, headers=HEADERS), timeout=SECONDS / 3) as answer:
            suffix = find_kind(answer, address)
            charset = answer.headers.get_content_charset() or ""
            return Page(read_body(answer, address), suffix, charset, answer.url)
    except (OSError, HTTPException) as error:
        reason = " ".join(str(getattr(error, "reason", error)).split())
        if isinstance(error, HTTPError):
            error.close()
        raise ConnectionError(
            f"{address} could not be fetched: {reason}. Open it in a browser, save the page as 'HTML only', and give "
            "the file."
        ) from None


def find_kind(answer, address):
    """The ending that fits what was sent; raises ValueError for what is no document, or is packed."""
    kind = answer.headers.get_content_type()
    if kind not in KINDS:
        raise ValueError(f"{address} is {kind}, not a page that can be read. Expected HTML, PDF or plain text.")
    if answer.headers.get("Content-Encoding", "identity").lower() not in ("", "identity"):
        raise ValueError(
            f"{address} was sent packed although that was not asked for. Save the page in a browser and give the file."
        )
    return KINDS[kind]


def read_body(answer, address):
    """The bytes of an answer; raises ValueError beyond the limit of size or time."""
    parts, size, until = [], 0, time.monotonic() + SECONDS
    while part := answer.read1(65536):
        parts.append(part)
        size += len(part)
        if size > LIMIT or time.monotonic() > until:
            raise ValueError(
                f"{address} is larger than {LIMIT // 1_000_000} MB or takes longer than {SECONDS} seconds. Save the "
                "article in a browser as 'HTML only' and give the file."
            )
    return b"".join(parts)


def name_page(address):
    """A name for the page at an address: the last part of its path that says something, else its host."""
    parts = urlsplit(address)
    words = [part.rsplit(".", 1)[0] if part.count(".") == 1 else part for part in parts.path.split("/")]
    telling = [word for word in words if sum(c.isalpha() for c in word) >= 3 and word != "index"]
    return telling[-1] if telling else parts.hostname or "page"
