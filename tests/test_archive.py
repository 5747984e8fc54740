"""What a reader holds becomes documents of an archive: folders, tables, saved pages, downloads; whatever is wrong is
told.
"""

import io
import json
import os
import subprocess
import sys
import warnings

import pytest
from docx import Document
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from helpers import paths
from helpers.archive import folder, reader, sources
from helpers.archive.adding import PART_SIZE, add_articles
from helpers.archive.folder import list_archives, list_parts, lock_archive, part_path
from helpers.archive.measuring import invent_articles
from helpers.archive.parquet import connect, quote, read_rows
from helpers.archive.reader import Reader

STORY = "The agency fined Northline on Monday. “We will appeal,” the carrier said."
PAGE = """<html lang="en"><head><title>Fine</title><meta property="og:site_name" content="Example Wire">
<meta property="article:published_time" content="2021-03-02"></head><body><article><h1>Fine</h1>
<p>The agency fined Northline on Monday, and the carrier said that it would appeal against the decision in court.</p>
<p>Officials of the agency told reporters that the fine was the largest that it had ever set.</p>
</article></body></html>"""


@pytest.fixture
def archives(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "ARCHIVES", tmp_path / "archives")
    return tmp_path / "archives"


@pytest.fixture
def source(tmp_path):
    """A function: a file of the source's folder, with its content."""
    place = tmp_path / "source"
    place.mkdir()

    def write(name, content):
        content = content.encode() if isinstance(content, str) else content
        (place / name).write_bytes(content)
        return place / name

    return write


def load(name):
    """The documents of an archive."""
    place = folder.find_archive(name)
    return read_rows([part_path(place, number) for number in list_parts(place)])


def bring(path, **options):
    """The documents that a source gives."""
    counts = add_articles(path, "a", **options)
    return load("a"), counts


def make_docx(*lines):
    document, file = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(file)
    return file.getvalue()


NEXIS = [
    "User Name: a reader", "Documents (2)",
    "Agency fines carrier", "The Daily Example (London)", "January 16, 2018 Tuesday", "Copyright 2018 Example Ltd.",
    "Section: NEWS; Pg. 3", "Length: 12 words", "Byline: Ann Lee", "Body", STORY, "It is final.", "Classification",
    "Language: ENGLISH", "Load-Date: January 17, 2018", "End of Document",
    "Carrier appeals", "Example Wire", "Body", "Northline appealed.", "Load-Date: March 2, 2018", "End of Document",
]  # fmt: skip
FACTIVA = f"""<html><body><div class="article enArticle"><table>
<tr><td><b>HD</b></td><td>Agency fines carrier</td></tr><tr><td><b>BY</b></td><td>Ann Lee</td></tr>
<tr><td><b>WC</b></td><td>12 words</td></tr><tr><td><b>PD</b></td><td>16 January 2018</td></tr>
<tr><td><b>SN</b></td><td>Daily Example</td></tr><tr><td><b>LP</b></td><td><p>{STORY}</p></td></tr>
<tr><td><b>TD</b></td><td><p>It is final.</p><p>Nobody spoke.</p></td></tr></table>
<p>Document DAYEX00020180116abcd</p></div>
<div class="article enArticle"><div><span class="enHeadline">Carrier appeals</span></div><div>9 words</div>
<div>2 March 2018</div><div>10:15</div><div>Example Wire</div><div>EXWI</div><div>English</div>
<div>(c) 2018 Example</div>
<p class="articleParagraph enarticleParagraph">Northline appealed.</p></div></body></html>"""
RTF = r"""{\rtf1\ansi\b HD\b0  Agency fines carrier\par\b PD\b0  16 January 2018\par\b SN\b0  Daily Example\par
\b LP\b0\par The agency fined Northline. \par\b TD\b0\par It is final.\par Document DAYEX00020180116abcd\par
Carrier appeals\par 9 words\par 2 March 2018\par Example Wire\par EXWI\par English\par (c) 2018 Example\par
Northline appealed.\par Document EXWI000020180302abcd\par}"""


def test_a_folder_of_documents_is_read_in_the_order_of_its_files(archives, source, tmp_path):
    source("b.txt", STORY)
    source("b.toml", 'published = 2018-01-16\ntitle = "Fine"\noutlet = "Daily Example"\n')
    source("a.md", f"---\ntitle: Fine again\ndate: 2018-01-17\nsource: Example Wire\n---\n\n{STORY}\n")
    source("c.html", PAGE)
    source("README.md", "no article")
    found, counts = bring(tmp_path / "source")
    assert found["file"].tolist() == ["a.md", "b.txt", "c.html"] and counts["new"] == 3
    assert found["outlet"].tolist() == ["Example Wire", "Daily Example", "Example Wire"]
    assert found["published"].tolist() == ["2018-01-17", "2018-01-16", "2021-03-02"]
    assert found["text"][1] == STORY and found["slug"][1].startswith("2018-01-16-daily-example-")
    assert list_archives() == ["a"]


@pytest.mark.parametrize("ending", ["csv", "tsv", "jsonl", "parquet"])
def test_the_columns_of_a_table_are_recognised(archives, source, ending):
    rows = [
        {"Headline": "Fine", "Body": STORY, "Date": "2018-01-16", "Source": "Daily Example", "URL": "https://x.org/1"}
    ]
    path = source(f"t.{ending}", "")
    if ending == "parquet":
        with connect() as connection:
            columns = ", ".join(f"{quote(value)} AS {key}" for key, value in rows[0].items())
            connection.execute(f"COPY (SELECT {columns}) TO {quote(path)} (FORMAT parquet)")
    elif ending == "jsonl":
        path.write_text(json.dumps(rows[0]) + "\n\n", encoding="utf-8")
    else:
        between = "," if ending == "csv" else "\t"
        path.write_text(
            "\ufeff" + "\n".join(between.join(f'"{c}"' for c in r) for r in (rows[0], rows[0].values())), "utf-8"
        )
    found, _ = bring(path)
    row = found.iloc[0]
    assert (row["title"], row["text"], row["outlet"], row["address"]) == (
        "Fine",
        STORY,
        "Daily Example",
        "https://x.org/1",
    )
    assert row["problem"] == "" and str(row["day"].date()) == "2018-01-16"


def test_columns_can_be_named_and_an_unknown_one_is_refused_in_one_line(archives, source):
    path = source("t.csv", f'wording,when\n"{STORY}",16 January 2018\n')
    with pytest.raises(ValueError, match=r"no column that is known to hold the text.*wording"):
        add_articles(path, "a")
    with pytest.raises(ValueError, match=r"no column 'wordin'.*Did you mean 'wording'"):
        add_articles(path, "a", {"text": "wordin"})
    with pytest.raises(ValueError, match="No fact 'day'"):
        add_articles(path, "a", {"day": "when"})
    found, _ = bring(path, columns={"text": "wording", "published": "when"})
    assert found["published"].tolist() == ["2018-01-16"]


def write_warc(*pages):
    file = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # the writer leaves its own temporary file open
        writer = WARCWriter(file, gzip=True)
        for address, status, kind, content in pages:
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(address, "response", payload=io.BytesIO(content), http_headers=headers)
            )
    return file.getvalue()


def test_the_pages_of_a_warc_are_articles_with_their_address(archives, source):
    pages = [
        ("https://example.org/fine", "200 OK", "text/html; charset=utf-8", PAGE.encode()),
        ("https://example.org/gone", "404 Not Found", "text/html", PAGE.encode()),
        ("https://example.org/picture", "200 OK", "image/png", b"\x89PNG"),
        ("https://example.org/empty", "200 OK", "text/html", b"<html></html>"),
    ]
    found, counts = bring(source("saved.warc.gz", write_warc(*pages)))
    assert found["address"].tolist() == ["https://example.org/fine", "https://example.org/empty"]
    assert (counts["new"], counts["problems"]) == (1, 1)
    assert found["outlet"][0] == "Example Wire" and "empty" in found["problem"][1]


def test_a_download_of_nexis_uni_is_split_into_its_articles(archives, source):
    found, _ = bring(source("nexis.docx", make_docx(*NEXIS)))
    assert found["title"].tolist() == ["Agency fines carrier", ""]
    assert found["outlet"].tolist()[0] == "The Daily Example (London)"
    assert found["published"].tolist() == ["2018-01-16", "2018-03-02"]
    assert found["author"][0] == "Ann Lee" and found["text"][0] == f"{STORY}\nIt is final.\n"


def test_downloads_of_factiva_are_split_into_their_articles_with_codes_and_without(archives, source):
    for name, content in (("f.html", FACTIVA), ("f.rtf", RTF)):
        found = list(sources.read_documents(source(name, content)))
        assert [row["title"] for row in found] == ["Agency fines carrier", "Carrier appeals"], name
        assert [row["outlet"] for row in found] == ["Daily Example", "Example Wire"]
        assert [row["published"] for row in found] == ["16 January 2018", "2 March 2018"]
        assert found[1]["text"] == "Northline appealed.\n" and "It is final." in found[0]["text"]


def test_what_cannot_be_read_is_a_problem_with_its_reason_and_stops_nothing(archives, source, tmp_path):
    german = (
        "Die Behörde hat gegen den Anbieter eine Strafe verhängt, und der Anbieter will sich nun "
        "vor Gericht dagegen wehren, wie er am Montag sagte. " * 3
    )
    rows = [
        ("Good", STORY, "2018-01-16"), ("No day", STORY, ""), ("Two days", STORY, "01/02/2018"),
        ("Empty", " ", "2018-01-16"),
        ("German", german, "2018-01-16"), ("Long", "word " * 100_000, "2018-01-16"),
    ]  # fmt: skip
    source(
        "a.jsonl", "\n".join(json.dumps(dict(zip(("title", "text", "date"), row, strict=True))) for row in rows) + "\n{"
    )
    source("b.pdf", b"%PDF-1.4 nothing")
    source("c.docx", b"PK\x03\x04 no document")
    source("d.rtf", b"no rtf")
    source("e.parquet", b"PAR1")
    source("f.warc", b"no warc")
    source("g.csv", b"text,date\n\xff\xfe,2018\n")
    found, counts = bring(tmp_path / "source")
    told = dict(zip(found["title"], found["problem"], strict=True))
    assert told["Good"] == "" and counts["new"] == 1
    assert "no date" in told["No day"] and "two" in told["Two days"] and "empty" in told["Empty"]
    assert "German" in told["German"] and "too long" in told["Long"]
    assert {name.partition(".")[0] for name in found.loc[found["problem"] != "", "file"]} == set("abcdefg")
    assert all(len(problem.splitlines()) == 1 for problem in found["problem"] if problem)


def test_what_was_brought_in_is_known_and_more_goes_behind_it(archives, source, snapshot):
    rows = "".join(f'"Story {i}: {STORY}",2018-01-16,Daily\n' for i in range(PART_SIZE + 3))
    path = source("t.csv", f"text,date,outlet\n{rows}")
    assert add_articles(path, "a")["new"] == PART_SIZE + 3
    before = snapshot(archives)
    assert add_articles(path, "a") == {"archive": "a", "new": 0, "known": PART_SIZE + 3, "problems": 0}
    assert snapshot(archives) == before
    add_articles(source("u.csv", f'text,date,outlet\n"{STORY}",2018-01-16,Other\n"{STORY}",2018-01-16,Other\n'), "a")
    assert len(load("a")) == PART_SIZE + 4 and list_parts(archives / "a") == [1, 2, 3]


def test_the_same_text_in_two_outlets_is_two_articles(archives, source):
    found, counts = bring(source("t.csv", f'text,date,outlet\n"{STORY}",2018-01-16,A\n"{STORY}",2018-01-16,B\n'))
    assert counts["new"] == 2 and found["slug"].nunique() == 2


def test_a_copy_is_kept_if_it_is_asked_for(archives, source):
    path = source("t.csv", f'text,date\n"{STORY}",2018-01-16\n')
    add_articles(path, "a", copy=True)
    assert (archives / "a" / "raw" / "t.csv").read_bytes() == path.read_bytes()


def test_an_archive_that_another_process_writes_is_refused(archives, source, snapshot):
    path = source("t.csv", f'text,date\n"{STORY}",2018-01-16\n')
    add_articles(path, "a")
    before = snapshot(archives)
    with lock_archive(archives / "a"), pytest.raises(ValueError, match="Another process is writing to the archive 'a'"):
        add_articles(path, "a")
    assert snapshot(archives) == before


@pytest.mark.parametrize("name", ["../x", "A B", "", "x/y"])
def test_a_name_that_could_lead_elsewhere_is_refused(archives, source, name):
    with pytest.raises(ValueError, match="no name of an archive"):
        folder.archive_folder(name)


def test_a_source_that_is_not_there_or_holds_nothing_is_refused(archives, tmp_path, source):
    with pytest.raises(FileNotFoundError, match="No file or folder"):
        add_articles(tmp_path / "nowhere", "a")
    source("picture.png", b"\x89PNG")
    with pytest.raises(ValueError, match="holds no file that can be read"):
        add_articles(tmp_path / "source", "a")
    with pytest.raises(ValueError, match="No archive 'nothing'"):
        folder.find_archive("nothing")


def test_a_part_that_is_missing_is_told(archives, source):
    rows = "".join(f'"Story {i}: {STORY}",2018-01-16\n' for i in range(PART_SIZE + 1))
    add_articles(source("t.csv", f"text,date\n{rows}"), "a")
    part_path(archives / "a", 1).unlink()
    with pytest.raises(ValueError, match=r"000001\.parquet is missing"):
        list_parts(archives / "a")


def test_a_bomb_in_a_warc_a_million_columns_and_an_article_of_5_mb_are_problems(archives, source, tmp_path):
    bomb = write_warc(("https://example.org/bomb", "200 OK", "text/html", b" " * 21_000_000))
    source("bomb.warc.gz", bomb)
    source("wide.csv", ",".join(f"c{i}" for i in range(1_000_000)) + "\n")
    source("long.txt", f"{STORY} " * (5_000_000 // len(STORY)))
    found, counts = bring(tmp_path / "source")
    told = dict(zip(found["file"], found["problem"], strict=True))
    assert counts["problems"] == 3 and counts["new"] == 0
    assert (
        "20 MB" in told["bomb.warc.gz"]
        and "no header" in told["wide.csv"]
        and "more than an article" in told["long.txt"]
    )
    assert len(bomb) < 100_000


def test_a_document_that_ends_the_process_is_a_problem_and_the_next_is_read():
    with Reader(seconds=60) as opening:
        opening.start()
        opening.process.kill()
        with pytest.raises(ValueError, match="could not be read within"):
            opening.read(".md", "a.md", b"Words.")
        assert opening.read(".md", "a.md", b"Words.") == [{"text": "Words.\n"}]


def test_a_process_that_cannot_begin_stops_the_run_and_keeps_no_document_as_unreadable(archives, source, monkeypatch):
    source("a.md", STORY)
    monkeypatch.setattr(reader, "APART", "raise SystemExit(1)")
    with pytest.raises(RuntimeError, match="does not begin") as error:
        add_articles(archives.parent / "source", "a")
    assert len(str(error.value).splitlines()) == 1 and list_archives() == []


@pytest.mark.parametrize("given", [[], ["ask.py"]])
def test_a_script_from_standard_input_or_without_a_guard_can_bring_articles_in(archives, source, given):
    source("a.html", PAGE)
    script = archives.parent / "ask.py"
    script.write_text(
        "from pathlib import Path\nfrom helpers import paths\nfrom helpers.archive.adding import add_articles\n"
        f"paths.ARCHIVES = Path({str(archives)!r})\nprint(add_articles({str(archives.parent / 'source')!r}, 'a'))\n"
    )
    command, environment = [sys.executable, *given], {**os.environ, "PYTHONPATH": str(paths.ROOT)}
    with open(script, "rb") as file:
        done = subprocess.run(command, stdin=file, cwd=archives.parent, env=environment, capture_output=True, text=True)
    assert "'new': 1, 'known': 0, 'problems': 0" in done.stdout and not done.stderr


def test_the_articles_by_which_an_archive_is_measured_are_the_same_every_time_and_can_be_read(archives, source):
    rows = invent_articles(40)
    assert rows == invent_articles(40) and rows != invent_articles(40, seed=1)
    found, counts = bring(source("t.jsonl", "\n".join(map(json.dumps, rows))))
    assert counts["new"] == 40 and found["text"].str.split().map(len).between(100, 300).all()
