"""Downloads from press databases, many articles in one file: Nexis Uni (.docx) and Factiva (.html, .rtf).

Their forms are those that public importers read, LexisNexisTools and tm.plugin.factiva: Nexis Uni writes title,
outlet, day, then lines of `Key: value`, the line `Body`, the text and `End of Document`; Factiva writes two-letter
codes (HD headline, PD day, SN source …), or without them a line `… words` before the day, and ends each article with
`Document` and its number.
"""

import io
import re

from helpers.articles.metadata import parse_published

WORDS = re.compile(r"[\d,.]+ words")
DOCUMENT = re.compile(r"Document [A-Za-z0-9]{10,}")
CODE = re.compile(
    r"(HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|CO|IN|NS|RE|PUB|AN|CT|RF|IPC|IPD|ART|VOL|SE|CX)(?:[\s|]+(.*)|$)"
)
TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?(?: [A-Z]{2,4})?")
DAY = re.compile(r"(?:[A-Z][a-z]+ \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]+ \d{4}|\d{4}-\d{2}-\d{2})")
NEXIS_KEYS = {"byline": "author", "load-date": "loaded"}
KEY = re.compile(r"([A-Z][A-Za-z-]{2,20}):\s*(.*)")


def read_nexis(name, raw, charset=""):
    """The articles of a Nexis Uni .docx, as dicts with text, title, outlet, published, author."""
    lines = list_paragraphs(name, raw)
    pieces = split_at(lines, lambda line: line == "End of Document")
    found = [piece for piece in pieces if "Body" in piece]
    if not found:
        raise ValueError(
            f"{name} has no line 'Body', which a Nexis Uni download has in each article. Download the full documents "
            "as .docx, or paste the article's text into a .txt."
        )
    return [read_nexis_article(piece) for piece in found]


def list_paragraphs(name, raw):
    """The paragraphs of a Word document that hold anything, trimmed; a line break inside one parts it."""
    from zipfile import BadZipFile

    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import LxmlError

    try:
        paragraphs = Document(io.BytesIO(raw)).paragraphs
        lines = [line.strip() for paragraph in paragraphs for line in paragraph.text.split("\n")]
    except (BadZipFile, PackageNotFoundError, KeyError, LxmlError, MemoryError, OSError) as error:
        raise ValueError(
            f"{name} cannot be read as a Word document ({type(error).__name__}). Download it again."
        ) from None
    return [" ".join(line.split()) for line in lines if line]


def split_at(lines, ends):
    """The lines in pieces, each up to a line that ends one."""
    pieces, piece = [], []
    for line in lines:
        if ends(line):
            pieces.append(piece)
            piece = []
        else:
            piece.append(line)
    return [*pieces, piece] if piece else pieces


def read_nexis_article(piece):
    """One article of a Nexis Uni download: the lines up to `Body` tell of it, those up to the classification are its
    text.
    """
    middle = piece.index("Body")
    head, body = piece[:middle], piece[middle + 1 :]
    end = next(
        (i for i, line in enumerate(body) if line == "Classification" or line.startswith("Load-Date:")), len(body)
    )
    facts = {"text": "\n".join(body[:end]) + "\n"}
    for line in (*head, *body[end:]):
        key = KEY.fullmatch(line)
        if key and key[1].lower() in NEXIS_KEYS:
            facts.setdefault(NEXIS_KEYS[key[1].lower()], key[2])
    day = next((i for i, line in enumerate(head) if DAY.match(line)), None)
    if day is not None:
        facts["published"] = DAY.match(head[day])[0]
        facts["outlet"] = (
            re.sub(r"\s*\((?:Newspaper|Newswire|.* (?:Edition|Press))\)$", "", head[day - 1]) if day else ""
        )
        facts["title"] = head[day - 2] if day >= 2 else ""
    loaded = facts.pop("loaded", "")
    facts.setdefault("published", loaded)
    return facts


def read_factiva_page(name, raw, charset=""):
    """The articles of a Factiva .html, as dicts with text, title, outlet, published, author."""
    from lxml.html import HTMLParser, document_fromstring
    from webencodings import decode

    from helpers.articles.documents import clean_controls, find_charset

    html = clean_controls(decode(raw, find_charset(raw, charset))[0])
    root = document_fromstring(html.encode("utf-8"), parser=HTMLParser(encoding="utf-8"), ensure_head_body=True)
    articles = [box for box in root.iter("div") if "article" in (box.get("class") or "").split()]
    if not articles:
        raise ValueError(f'{name} has no article of Factiva: no <div class="article …">.')
    return [read_lines(list_lines(box)) for box in articles]


def list_lines(box):
    """The lines of an article of a Factiva page: a field a line, a paragraph a line."""
    lines = []
    for part in box.iter("tr", "p", "div"):
        if part is box or (next(part.iterdescendants("p", "tr", "div"), None) is not None and part.tag == "div"):
            continue
        if part.tag == "tr":
            cells = [list_texts(cell) for cell in part.iter("td")]
            lines += [" ".join([*cells[0], *cells[1][:1]]), *cells[1][1:]] if len(cells) > 1 and cells[1] else []
        elif next(part.iterancestors("tr"), None) is None:
            lines += list_texts(part)
    return lines


def list_texts(part):
    """The paragraphs in an element, or its text, on one line each."""
    blocks = list(part.iter("p")) or [part]
    return [text for block in blocks if (text := " ".join(block.text_content().split()))]


def is_factiva(raw):
    """Whether a saved page is a download from Factiva: it marks each article as one in a language."""
    return re.search(rb"""class=["']?article \w\wArticle""", raw) is not None


def read_factiva_rtf(name, raw, charset=""):
    """The articles of a Factiva .rtf, as dicts with text, title, outlet, published, author."""
    from striprtf.striprtf import rtf_to_text

    if not raw.startswith(b"{\\rtf"):
        raise ValueError(f"{name} is no RTF, whatever its name says. Download it again.")
    text = rtf_to_text(raw.decode("latin-1"), encoding="cp1252", errors="replace")
    lines = [" ".join(line.replace("|", " ").split()) for line in text.splitlines()]
    pieces = split_at(filter(None, lines), DOCUMENT.fullmatch)
    found = [article for article in map(read_lines, pieces) if article.get("published") or article.get("outlet")]
    if not found:
        raise ValueError(f"{name} has no article of Factiva: neither its codes (HD, PD, SN) nor a line '… words'.")
    return found


def read_lines(lines):
    """One article of Factiva from its lines, with codes or without."""
    lines = [line for line in lines if not DOCUMENT.fullmatch(line)]
    coded = any(line.startswith(("LP ", "TD ")) or line in ("LP", "TD") for line in lines)
    return read_coded(lines) if coded else read_uncoded(lines)


def read_coded(lines):
    """An article whose lines begin with codes; what follows without one belongs to the code before."""
    fields, last = {}, ""
    for line in lines:
        code = CODE.fullmatch(line)
        if code:
            last, line = code[1], code[2] or ""
        if line:
            fields.setdefault(last, []).append(line)
    join = {code: " ".join(found) for code, found in fields.items()}
    return {
        "text": "\n".join([*fields.get("LP", ()), *fields.get("TD", ())]) + "\n",
        "title": join.get("HD", ""),
        "outlet": join.get("SN", ""),
        "published": join.get("PD", ""),
        "author": join.get("BY", ""),
    }


def read_uncoded(lines):
    """An article without codes: headline, perhaps a byline, `… words`, day, perhaps a time, source, code, language,
    copyright, text.
    """
    count = next((i for i, line in enumerate(lines) if WORDS.fullmatch(line)), None)
    if count is None:
        return {"text": "\n".join(lines) + "\n"}
    rest = [line for line in lines[count + 1 :] if not TIME.fullmatch(line)]
    begin = next(
        (i + 1 for i, line in enumerate(rest[:8]) if re.match(r"(?:Copyright|\(c\)|©)", line)), min(4, len(rest))
    )
    return {
        "text": "\n".join(rest[begin:]) + "\n",
        "title": lines[0] if count else "",
        "author": lines[1] if count > 1 else "",
        "published": rest[0] if rest and parse_published(rest[0]) else "",
        "outlet": rest[1] if len(rest) > 1 else "",
    }
