"""The review page in a browser without a kernel: what is selected becomes a ready line, words filter the rows."""

import csv
from datetime import date

import pytest

from helpers.annotate import annotate, annotate_steps
from helpers.articles.article import article_from_text
from helpers.corrections.file import COLUMNS, load_corrections, no_corrections
from helpers.exports.browser import find_browser
from helpers.pages.review import SCRIPT, add_file, render_review

TEXT = (
    "The FCC fined Huawei on Monday 😀. On Tuesday, Northline Wireless sued the FCC in Que\u0301bec.\n"
    "Lena Whitmore called the fine, “unfair” as it was, a warning & left."
)
STORY = article_from_text(TEXT, "2018-01-16", slug="story")
# Selects words wherever marks and their small letters cut them, as a reader with a mouse does.
SELECT = """(words) => {
  const article = document.querySelector('.text > div');
  const walk = document.createTreeWalker(article, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest('sup') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  const places = [];
  let node;
  while ((node = walk.nextNode())) for (let at = 0; at < node.length; at++) places.push([node, at]);
  const text = places.map(([node, at]) => node.data[at]).join('');
  const start = text.indexOf(words), end = start + words.length - 1;
  const selection = document.getSelection();
  selection.setBaseAndExtent(...places[start], places[end][0], places[end][1] + 1);
  document.dispatchEvent(new Event('selectionchange'));
}"""


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """The page of an article, opened as a file."""
    pytest.importorskip("playwright", reason="playwright is not installed: the review page is not tried in a browser")
    if not find_browser():
        pytest.skip("no Chromium, Chrome or Edge is installed: the review page is not tried in a browser")
    from playwright.sync_api import sync_playwright

    path = tmp_path_factory.mktemp("page") / "review.html"
    path.write_text(render_review(STORY, *annotate_steps(STORY), no_corrections()), encoding="utf-8")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        opened = browser.new_page()
        opened.goto(path.as_uri())
        yield opened
        browser.close()


@pytest.mark.parametrize(
    ("words", "what", "new"),
    [
        ("unfair", "event", "category: accuses; status: happened; actor: Lena Whitmore; recipient: FCC"),
        ("fine, “unfair” as it was", "statement", "source: Lena Whitmore"),
        ("Monday 😀", "date", "timex_value: 2018-01-15"),
        ("Que\u0301bec.\nLena", "name", "actor: Huawei"),
    ],
)
def test_what_is_selected_is_a_line_that_adds_it(page, words, what, new, tmp_path, monkeypatch):
    monkeypatch.setattr("helpers.paths.CORRECTIONS", tmp_path)
    monkeypatch.setattr("helpers.pages.review.load_article", lambda slug: STORY)
    page.evaluate(SELECT, words)
    page.locator(f"#ready button[data-what={what}]").click()
    line = page.locator("#ready output").text_content()
    cells = dict(zip(COLUMNS, next(csv.reader([line])), strict=True))
    start = TEXT.index(words)
    assert (cells["start"], cells["end"], cells["quote"]) == (str(start), str(start + len(words)), words)
    assert cells["prefix"] == TEXT[max(0, start - 32) : start]
    assert cells["suffix"] == TEXT[start + len(words) :][:32]
    assert page.locator("#ready button.copied").get_attribute("data-what") == what
    given = tmp_path / "given.csv"
    with open(given, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, {**cells, "new": new}.values()])
    add_file("story", given, "Ana", date(2026, 11, 28))
    read = annotate(STORY, load_corrections("story"))
    table = {"event": read.events, "statement": read.claims, "date": read.dates, "name": read.mentions}[what]
    added = table[table["review"] == "added"].iloc[0]
    assert added["trigger_text" if what == "event" else "text"] == words


def test_a_line_is_copied_by_a_click_and_words_filter_the_rows(page):
    page.evaluate("document.querySelectorAll('details').forEach((node) => (node.open = true))")
    line = page.locator(".rows code").first
    line.click()
    assert "copied" in line.get_attribute("class")
    page.locator("#find").fill("northline")
    shown = page.locator(".rows tr[id]:not([hidden])")
    assert 0 < shown.count() < page.locator(".rows tr[id]").count()
    assert all("northline" in words.lower() for words in shown.all_text_contents())


def test_the_page_runs_no_other_script(page):
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = 1\">')")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))")
    assert page.evaluate("window.ran") is None
    assert page.locator("script").first.text_content() == SCRIPT
