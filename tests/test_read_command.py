"""From a saved page to a report by the command line, as a new user would: read, review, correct, read again, export."""

import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from helpers import notebooks, paths
from helpers.__main__ import main
from helpers.corrections.overlay import load_corrections
from helpers.exports import figures
from helpers.tables import find_fields

SAVED = Path(__file__).parent / "saved"
COLUMNS = [field["name"] for field in find_fields("corrections")]
PAGES = {"linked-data": (), "meta-tags": (), "neither": ("--published", "2020-10-09")}


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A house of one's own: every folder that a command writes to; kernels are left out, few figures are drawn."""
    for name in ("ARTICLES", "CORRECTIONS", "EXPORTS", "FIGURES", "NOTEBOOKS"):
        monkeypatch.setattr(paths, name, tmp_path / name.lower())
    shutil.copytree(
        Path(__file__).parent.parent / "notebooks", tmp_path / "notebooks", ignore=shutil.ignore_patterns("read")
    )
    shutil.copytree(paths.SEEDS, tmp_path / "seeds")
    monkeypatch.setattr(paths, "SEEDS", tmp_path / "seeds")
    monkeypatch.setattr("helpers.__main__.ROOT", tmp_path)
    monkeypatch.setattr(notebooks, "run_notebook", lambda path, book, article, nursery: f"{path.stem} on {article}")
    monkeypatch.setattr("helpers.exports.browser.find_browser", lambda: "")
    drawn = figures.chart_tables
    monkeypatch.setattr(figures, "chart_tables", lambda *given: {"timeline": drawn(*given)["timeline"]})
    return tmp_path


@pytest.fixture
def command(capsys):
    """A function: a command that succeeds, and what it says."""

    def run(*arguments):
        assert main(list(arguments)) == 0
        return capsys.readouterr().out

    return run


@pytest.mark.parametrize(("slug", "options"), PAGES.items(), ids=PAGES)
def test_a_saved_page_is_read_whatever_it_says_of_itself(slug, options, house, command):
    told = command("read", str(SAVED / f"{slug}.html"), *options)
    assert "Published " in told and "event" in told and ("Left open" in told or "Nothing was left open" in told)
    assert f"Open notebooks/read/{slug}/00-start-here.ipynb first" in told
    assert (house / "notebooks" / "read" / slug / "00-start-here.ipynb").is_file()


def test_a_saved_page_goes_all_the_way_to_a_report(house, command):
    slug = "neither"
    command("read", str(SAVED / f"{slug}.html"), *PAGES[slug])
    assert f"exports/{slug}/review.html" in command("review", slug)
    page = (house / "exports" / slug / "review.html").read_text(encoding="utf-8")
    row = next(
        line for line in pick_lines(page) if ",mentions," in line and line.endswith(",accept,read and found right")
    )
    (house / "rows.csv").write_text(f"{','.join(COLUMNS)}\n{row}\n", encoding="utf-8")
    assert "1 corrections in all" in command("review", slug, "--add", str(house / "rows.csv"), "--who", "A. Reader")
    assert load_corrections(slug)["who"].tolist() == ["A. Reader"]
    told = command("read", slug)
    read_by = re.compile(r"1 of \d+ mentions read by A. Reader; the rest machine output that no person has checked")
    assert "Of the 1 row of the corrections file" in told and read_by.search(told)

    assert "dossier.html" in command("export", slug)
    assert read_by.search((house / "exports" / slug / "dossier.html").read_text(encoding="utf-8"))
    items = json.loads((house / "exports" / slug / "annotations.jsonld").read_text(encoding="utf-8"))["first"]["items"]
    assert len(items) > 20


def pick_lines(page):
    """The ready-made lines of a review page, as a browser would copy them."""
    from lxml import html

    return [code.text_content() for code in html.document_fromstring(page).iter("code")]


def test_every_ready_made_line_is_a_correction_that_is_understood(house, command):
    command("read", str(SAVED / "linked-data.html"))
    command("review", "linked-data")
    lines = pick_lines((house / "exports" / "linked-data" / "review.html").read_text(encoding="utf-8"))
    assert lines[0] == ",".join(COLUMNS)
    ready = [line for line in lines[1:] if ",edit," not in line and "WORDS OF THE ACT" not in line]
    assert len(ready) > 100
    (house / "rows.csv").write_text("\n".join([lines[0], *ready]) + "\n", encoding="utf-8")
    assert f"{len(ready)} corrections" in command(
        "review", "linked-data", "--add", str(house / "rows.csv"), "--who", "A. Reader"
    )


def test_errors_of_the_corrections_file_are_named_and_shown(house, command, capsys):
    command("read", str(SAVED / "linked-data.html"))
    (house / "corrections").mkdir(exist_ok=True)
    bad = {
        "when": "2026-11-24",
        "who": "x",
        "table": "dates",
        "row_id": "a",
        "action": "edit",
        "field": "precision",
        "new": "fortnight",
        "reason": "r",
    }
    rows = pd.DataFrame([bad, {**bad, "table": "datez"}], columns=COLUMNS)
    rows.to_csv(house / "corrections" / "linked-data.csv", index=False)
    assert main(["review", "linked-data"]) == 2
    error = capsys.readouterr().err
    assert "line 2" in error and "one of time, day" in error and "line 3" in error
    page = (house / "exports" / "linked-data" / "review.html").read_text(encoding="utf-8")
    assert "The corrections file has errors" in page and "fortnight" in page


def test_a_page_without_a_date_is_one_line_and_writes_nothing(house, snapshot, capsys):
    before = snapshot(house)
    assert main(["read", str(SAVED / "neither.html")]) == 2
    error = capsys.readouterr().err
    assert len(error.splitlines()) == 1 and "PUBLISHED=YYYY-MM-DD" in error
    assert snapshot(house) == before


def test_who_sits_at_a_terminal_is_asked_for_the_date(house, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: "2020-10-09")
    assert main(["read", str(SAVED / "neither.html")]) == 0
    assert "Weekdays" in capsys.readouterr().out


def test_the_help_teaches(capsys):
    with pytest.raises(SystemExit):
        main(["read", "--help"])
    told = capsys.readouterr().out
    assert all(
        word in told
        for word in ("story.html", "--published", "address", "Weekdays".lower(), "seeds/NAME.toml", "review NAME")
    )


@pytest.mark.parametrize("command", ["review", "export"])
def test_an_unknown_article_is_one_line(command, house, capsys):
    assert main([command, "../../etc/passwd"]) == main([command, "no-such"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2
