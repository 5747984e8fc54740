"""The brief on one actor or two: acts, statements, sources, right of reply, open questions, in short quotations."""

import html
import re

import pytest
from archives import read_stories

from helpers.__main__ import main
from helpers.archive.questions import ask
from helpers.exports import brief
from helpers.exports.brief import export_brief, make_brief

STORIES = (
    (
        "2021-05-04",
        "Example Wire",
        "The Federal Communications Commission will sue Huawei next week, two officials said, after a long inquiry "
        "into what the company sells to carriers in the countryside and to the schools that buy from them every year.",
    ),
    (
        "2021-05-12",
        "<script>alert(1)</script>",
        "The Justice Department accused Huawei of fraud on Monday. Huawei declined to comment.",
    ),
    ("2021-05-13", "Daily", "The Justice Department accused ZTE of fraud. ZTE & <b>partners</b> met officials."),
    ("2021-05-14", "Daily", "Huawei sued the Justice Department on Thursday. “We will win,” Huawei said."),
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """An archive of four articles, read, whose briefs go to a folder of its own."""
    folder = tmp_path_factory.mktemp("archives")
    rows = [{"text": text, "date": day, "outlet": outlet} for day, outlet, text in STORIES]
    with read_stories(folder, rows):
        yield folder


def read_section(page, heading):
    """The words of a section of a page."""
    body = re.search(rf"<h2>{heading}</h2>(.*?)</section>", page, re.DOTALL)[1]
    return html.unescape(re.sub(r"<[^>]*>", " ", body))


def test_a_brief_tells_acts_statements_sources_replies_and_what_is_open(archive):
    page = make_brief("a", "huawei")
    acts = read_section(page, "Acts")
    assert "Federal Communications Commission → Huawei: accuses – planned" in acts
    assert "Example Wire, 4 May 2021" in acts and len(re.findall("1 independent", acts)) == len(
        ask("a", "actor", actor="huawei")
    )
    assert "“We will win”" in read_section(page, "Statements")
    assert "1 statement in 1 article of 1 outlet" in read_section(page, "Sources")
    replies = read_section(page, "Right of reply")
    assert "→ Huawei: declined to comment" in replies and "ZTE" not in replies
    assert "nobody tells what came of it" in read_section(page, "Open questions")


def test_a_brief_on_two_tells_what_is_between_them(archive):
    page = make_brief("a", "huawei", "us-department-of-justice")
    assert "Federal Communications Commission" not in read_section(page, "Acts")
    assert "on a line of days" in page
    assert "ZTE" not in read_section(page, "Right of reply")
    assert "no word" not in page and "Huawei → U.S. Department of Justice" in html.unescape(page)


@pytest.mark.parametrize("given", [("huawei",), ("zte",), ("huawei", "zte"), ("huawei", "us-department-of-justice")])
def test_a_brief_quotes_at_most_25_words_in_a_row_and_escapes_all(archive, given):
    page = make_brief("a", *given)
    assert "<script" not in page and "<b>partners" not in page and "default-src 'none'" in page
    plain = html.unescape(re.sub(r"<[^>]*>", " ", re.sub(r'src="data:[^"]*"', "", page))).split()
    for _, _, text in STORIES:
        words = text.split()
        for n in range(len(words) - 25):
            assert " ".join(words[n : n + 26]) not in " ".join(plain)


def test_an_actor_is_named_by_id_or_name_and_the_same_brief_has_the_same_bytes(archive, monkeypatch, capsys):
    monkeypatch.setattr(brief, "print_page", lambda page: b"%PDF")
    assert export_brief("a", "Huawei") == ["brief-huawei.html", "brief-huawei.pdf"]
    assert export_brief("a", "huawei") == []
    assert main(["brief", "a", "huawei", "zte"]) == 0
    assert "exports/a/: brief-huawei-zte.html" in capsys.readouterr().out
    assert {path.name for path in (archive / "exports" / "a").iterdir()} == {
        f"brief-{who}.{end}" for who in ("huawei", "huawei-zte") for end in ("html", "pdf")
    }


def test_an_actor_whom_the_archive_does_not_have_is_told_and_nothing_is_written(archive, capsys):
    assert main(["brief", "a", "huawai"]) == 2
    assert "No actor 'huawai' in the archive 'a'. Did you mean 'huawei'?" in capsys.readouterr().err
    assert main(["brief", "b", "huawei"]) == 2
    assert "No archive 'b'" in capsys.readouterr().err
    assert not (archive / "exports" / "a" / "brief-huawai.html").exists()
