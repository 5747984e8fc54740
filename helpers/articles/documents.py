"""Raw bytes of a saved document → its text, and what its own markup says about it: plain text, Markdown, HTML, PDF.

Documents come from strangers. `read_apart` reads one in a process of its own, with a limit on time and memory; `LIMIT`
and `TEXT_LIMIT` bound what is read at all.
"""

import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from helpers import paths
from helpers.articles.characters import clean_text
from helpers.articles.extraction import BESIDE, extract_article
from helpers.articles.metadata import find_facts, find_marks, is_empty, parse_front_matter, settle_title
from helpers.articles.printed import read_print

SUFFIXES = (".txt", ".md", ".html", ".pdf")
SAME = {".htm": ".html", ".xhtml": ".html", ".markdown": ".md", ".text": ".txt"}
LIMIT = 20_000_000
APART = "import sys; from helpers.articles.documents import serve; serve(*sys.argv[1:])"
TEXT_LIMIT = 300_000
# A page takes a second; the time is for a machine that is busy with five other things.
SECONDS, MEMORY = 150, 2_000_000_000
MAGIC = {
    b"PK\x03\x04": "a ZIP archive (or a Word file)",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"\x28\xb5\x2f\xfd": "a Zstandard archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"\xd0\xcf\x11\xe0": "an old Word file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}
# A declaration counts in a tag of its own, not in a comment or a script.
CHARSET = re.compile(
    rb"""<!--.*?-->|<(?:script|style)\b.*?</|<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{1,40})"""
    rb"""|<meta\b[^>]{0,500}?\bcharset\s*=\s*["']?\s*([\w.:-]{1,40})""",
    re.IGNORECASE | re.DOTALL,
)
BLOCKS = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "pre", "td", "th", "blockquote"]


class Document(NamedTuple):
    """The canonical text of a document, {key: (value, where it was found)} of what its markup says about it, and of
    a page how much of it the text is: page_words, taken_words, left_out; and the day "suggested" by a page that states
    none.
    """

    text: str
    facts: dict
    page: dict | None = None


def find_suffix(name):
    """The kind of document that a file name promises, as one of `SUFFIXES`; raises ValueError for any other."""
    suffix = Path(name).suffix.lower()
    suffix = SAME.get(suffix, suffix)
    if suffix not in SUFFIXES:
        raise ValueError(
            f"'{Path(name).name}' is no document that can be read. Give plain text (.txt), Markdown (.md), a page "
            "saved from the browser as 'HTML only' (.html), or a PDF with a text layer (.pdf)."
        )
    return suffix


def read_raw(path):
    """The bytes of a file; of one larger than any article, no more than shows that it is."""
    with open(path, "rb") as file:
        return file.read(LIMIT + 1)


def check_raw(name, raw, suffix):
    """Raise ValueError for bytes that are too many, or are something else than the suffix says."""
    if len(raw) > LIMIT:
        raise ValueError(
            f"{name} is larger than {LIMIT // 1_000_000} MB. Give the article alone: save the page as 'HTML only', or "
            "paste its text into a .txt."
        )
    kind = next((kind for start, kind in MAGIC.items() if raw.startswith(start)), "")
    if kind:
        raise ValueError(
            f"{name} is {kind}, not a {suffix} file. Unpack or open it, and save the article as text or HTML."
        )
    if raw.startswith(b"%PDF-") != (suffix == ".pdf"):
        raise ValueError(
            f"{name} is {'a PDF' if suffix != '.pdf' else 'no PDF'}, whatever its name says. Give it the ending that "
            "fits."
        )


def read_document(name, raw, suffix, charset=""):
    """The `Document` of raw bytes; `charset` is the one that HTML was sent with, if that is known.

    Raises ValueError, in one line, for what cannot be read or holds no text.
    """
    check_raw(name, raw, suffix)
    document = read_page(name, raw, charset) if suffix == ".html" else READERS[suffix](name, raw)
    check_filled(name, document.text)
    if len(document.text) > TEXT_LIMIT:
        raise ValueError(
            f"{name} holds {len(document.text):,} characters, more than an article: the limit is {TEXT_LIMIT:,}. Give "
            "one article at a time."
        )
    return document


def check_filled(name, text):
    """Raise ValueError for a text in which nothing stands."""
    if not text.strip():
        raise ValueError(
            f"{name} is empty: no article text was found in it. Paste the text into a .txt and give that. Give a text."
        )


def read_text(name, raw):
    """Plain text: its code points one for one; the article takes out what shows nothing
    (`helpers.articles.characters`).
    """
    return Document(decode_utf8(name, raw), {})


def decode_utf8(name, raw):
    """Bytes as UTF-8; raises ValueError with the first byte that is not."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"{name} is not UTF-8 (byte {error.start}). Save it again with the encoding UTF-8.") from None


def read_markdown(name, raw):
    """Markdown: its blocks as lines, without the marks; facts from the front matter."""
    import mistune

    facts, body = parse_front_matter(decode_utf8(name, raw).removeprefix("\ufeff"))
    html = mistune.create_markdown(escape=True)(body)
    return Document(join_blocks(html), facts)


def join_blocks(html):
    """The text of the innermost blocks of a piece of HTML, one a line."""
    from lxml.html import fragment_fromstring

    root = fragment_fromstring(clean_controls(html), create_parent="div")
    blocks = [e for e in root.iter(*BLOCKS) if next(e.iterdescendants(*BLOCKS), None) is None]
    lines = (" ".join(block.text_content().split()) for block in blocks)
    return "\n".join(filter(None, lines)) + "\n"


def read_page(name, raw, charset=""):
    """HTML: the article without its page (`helpers.articles.extraction`); facts from JSON-LD, meta tags and other
    marks; what the page shows beside the article.
    """
    from lxml.html import HTMLParser, document_fromstring
    from webencodings import decode

    html = clean_controls(decode(raw, find_charset(raw, charset))[0])
    if not html.strip():
        return Document("", {})
    root = document_fromstring(html.encode("utf-8"), parser=HTMLParser(encoding="utf-8"), ensure_head_body=True)
    facts = find_facts(root)
    loosen_tables(root)
    found = extract_article(root, [*(facts[key][0] for key in ("title",) if key in facts), *find_marks(root).titles])
    page = {"page_words": found.shown, "taken_words": found.taken, "left_out": found.left_out}
    if "published" not in facts:
        page["suggested"] = str(found.day or suggest_day(root))
    return Document(found.text, settle_title(facts, found.headline, "the page's headline"), page)


def suggest_day(root):
    """A day that the marks and words of a page suggest, by htmldate, only ever shown to a reader; "" if there is none.
    The boxes beside the article are taken out: they tell of other days.
    """
    from htmldate import find_date
    from lxml.etree import strip_elements

    strip_elements(root, *BESIDE, with_tail=False)
    try:
        return find_date(root, original_date=True, extensive_search=False) or ""
    except (ValueError, TypeError, RecursionError):
        return ""


def loosen_tables(root):
    """Make plain blocks of tables that lay a page out: those that hold paragraphs. Others are data and stay tables."""
    for table in [t for t in root.iter("table") if next(t.iter("p"), None) is not None]:
        for part in list(table.iter("table", "tbody", "tr", "td", "th")):
            part.tag = "div"


def find_charset(raw, sent=""):
    """The character set that a page was sent with or declares, however late, else UTF-8 if it fits, else Windows-1252.

    The order is that of the HTML standard (WHATWG): a browser that finds a declaration late reads the page anew.
    """
    from webencodings import lookup

    declared = next((match[1] or match[2] for match in CHARSET.finditer(raw) if match[1] or match[2]), b"")
    encoding = lookup(sent or declared.decode("ascii", "ignore"))
    if encoding is None or encoding.name.startswith("utf-16"):
        return "utf-8" if is_utf8(raw) else "windows-1252"
    return encoding.name


def is_utf8(raw):
    """Whether bytes are UTF-8."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def clean_controls(html):
    """Markup without the control characters that no parser of XML or HTML keeps, and without lone surrogates."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]", "", html)


def read_pdf(name, raw):
    """PDF: the text layer as paragraphs (`helpers.articles.printed`); title and author from its properties."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(raw))
        found = read_print(reader.pages)
        known = reader.metadata or {}
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        NotImplementedError,
        RecursionError,
        OSError,
    ) as error:
        raise ValueError(
            f"{name} cannot be read as a PDF: {' '.join(str(error).split())[:120] or type(error).__name__}. Print it "
            "to a new PDF, or paste its text into a .txt."
        ) from None
    text = clean_text(clean_controls(found.text))
    if not text.strip():
        raise ValueError(
            f"{name} has no text layer: it is a scan. Run text recognition on it first, or paste its text into a .txt."
        )
    keys = {"title": "/Title", "author": "/Author"}
    said = {key: (str(known[field]), f"PDF property {field[1:]}") for key, field in keys.items() if known.get(field)}
    facts = settle_title({k: fact for k, fact in said.items() if not is_empty(fact[0])}, found.headline, "the headline")
    return Document(text, facts, count_print(text, found))


def count_print(text, found):
    """How much of the print is the text: the heads and feet of its pages are left out."""
    taken, heads = len(text.split()), sum(len(head.split()) for head in found.heads)
    return {
        "page_words": taken + heads,
        "taken_words": taken,
        "left_out": found.heads,
        "suggested": str(found.day or ""),
    }


READERS = {".txt": read_text, ".md": read_markdown, ".pdf": read_pdf}


def read_apart(name, raw, suffix, charset=""):
    """The same as `read_document`, in a process that may take `SECONDS` and `MEMORY`; raises ValueError if that is not
    enough.

    Plain text needs no parser and is read here.
    """
    if suffix == ".txt" or len(raw) > LIMIT:
        return read_document(name, raw, suffix, charset)
    try:
        done = subprocess.run(
            [sys.executable, "-c", APART, name, suffix, charset],
            input=raw,
            capture_output=True,
            timeout=SECONDS,
            cwd=paths.ROOT,
        )
        answer = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        raise ValueError(
            f"{name} could not be read within {SECONDS} seconds and {MEMORY // 1_000_000_000} GB of memory. Paste its "
            "text into a .txt and give that."
        ) from None
    if "error" in answer:
        raise ValueError(answer["error"])
    return Document(answer["text"], {key: tuple(fact) for key, fact in answer["facts"].items()}, answer["page"])


def serve(name, suffix, charset):
    """Read a document from standard input and write it as JSON to standard output, within the limits."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        answer = read_document(name, sys.stdin.buffer.read(), suffix, charset)._asdict()
    except ValueError as error:
        answer = {"error": str(error)}
    print(json.dumps(answer))
