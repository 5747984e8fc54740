"""Strangers' words shown in a real browser: nothing runs, nothing is fetched, nothing turns the text around.

The browser is Chromium of the system, driven by Playwright. Where none is installed these tests are skipped.
"""

import json
import subprocess
from pathlib import Path

import pytest

from helpers import pages
from helpers.annotate import annotate_steps
from helpers.articles.article import article_from_text
from helpers.corrections.overlay import no_corrections
from helpers.exports import Material, figures
from helpers.exports.browser import find_browser, print_page
from helpers.exports.dossier import make_dossier
from helpers.exports.timeline import make_timeline
from helpers.pages.review import SCRIPT, render_review
from helpers.pages.tracing import show_trace

BAD = (
    "<script>window.ran = 1</script>",
    "<img src=http://127.0.0.1:9/x onerror='window.ran = 1'>",
    "<svg onload='window.ran = 1'>",
    "<a href='javascript:window.ran = 1' id=bait>bait</a>",
    "<iframe srcdoc='<script>parent.ran = 1</script>'></iframe>",
    '" onmouseover="window.ran = 1" autofocus onfocus="window.ran = 1',
    "</title></style></textarea></blockquote><script>window.ran = 1</script>",
    "\u202eturned around\u2066",
    "=HYPERLINK(1)",
    "\x00\x1b[31m",
)
LINES = [
    "<script>window.ran = 1</script> The FCC sued AT&T on Monday over {bad} a planned deal with Huawei.",
    "“We {bad} broke no rule,” said Ana Ruiz, a commissioner of the FCC. AT&T Inc. {bad} denied the charge.",
]
TEXT = "\n".join(line.format(bad=bad) for bad in BAD for line in LINES)
FACTS = {"title": BAD[6] + BAD[0], "outlet": BAD[1], "author": BAD[5], "credited_source": BAD[3]}


@pytest.fixture(scope="module")
def hostile():
    """(article, what the machine found)."""
    article = article_from_text(TEXT, "2018-01-16", slug="hostile", **FACTS)
    return article, annotate_steps(article)[1]


@pytest.fixture(scope="module")
def browser():
    if not find_browser():
        pytest.skip("no Chromium is installed (Debian: apt-get install chromium): the browser cases are left out")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        yield running
        running.close()


def wrap(html):
    return f"<!DOCTYPE html><meta charset='utf-8'><body>{html}</body>"


def without_policy(html):
    """A page whose own policy is taken away: escaping alone must do."""
    assert html.count("Content-Security-Policy") == 1
    return html.replace("Content-Security-Policy", "X-Nothing")


def review(article, read):
    return without_policy(render_review(article, read, read, no_corrections(), [TEXT]))


def dossier(article, read):
    """The dossier, with two of its figures: drawing all takes long."""
    drawn = figures.chart_tables
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            figures, "chart_tables", lambda *given: {what: drawn(*given)[what] for what in ("claims", "timeline")}
        )
        return without_policy(make_dossier(Material(article, read, no_corrections(), True)))


def highlighted(article, read):
    return wrap(pages.highlight_article(article, read.actors, read.mentions, read.dates, read.claims).data)


def tables(article, read):
    return wrap("".join(pages.show_table(frame).data for frame in vars(read).values()))


def trace(article, read):
    import pandas as pd

    url = "javascript:window.ran=1 https://x.example/?'\"><script>window.ran=1</script>"
    marks = pd.DataFrame({
        "mark": ["1"], "what": [TEXT], "start": [0], "end": [200], "text": [TEXT[:200]], "place": [TEXT],
        "letter": [BAD[0]], "source": [TEXT], "note": [TEXT], "url": [url],
    })  # fmt: skip
    return wrap(show_trace(marks, article, "m").data)


def slides(article, read):
    """What TimelineJS makes of its JSON: it sets headline and text as HTML."""
    timeline = json.loads(make_timeline(Material(article, read, no_corrections())))
    texts = [timeline["title"]["text"], *(event["text"] for event in timeline["events"])]
    return wrap("".join(f"<h2>{text['headline']}</h2><div>{text['text']}</div>" for text in texts))


@pytest.mark.parametrize("make", [review, dossier, highlighted, tables, trace, slides], ids=lambda make: make.__name__)
def test_a_browser_runs_nothing_of_a_hostile_article(make, hostile, browser, tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(make(*hostile).encode("utf-8", "replace"))
    page, asked = browser.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.evaluate(
        "document.querySelectorAll('a, span, [title]').forEach(e => { e.dispatchEvent(new MouseEvent('mouseover')); })"
    )
    assert page.evaluate("window.ran") is None
    own = [SCRIPT] if make is review else []
    assert page.evaluate("[...document.querySelectorAll('script')].map(node => node.textContent)") == own
    assert page.evaluate("document.querySelectorAll('iframe, svg, object, embed, #bait').length") == 0
    handlers = (
        "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes])"
        ".filter(a => a.name.startsWith('on')).length"
    )
    assert page.evaluate(handlers) == 0
    links = page.evaluate("[...document.querySelectorAll('a')].map(a => a.getAttribute('href'))")
    assert [link for link in links if not link.startswith(("#", "https://"))] == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    shown = page.evaluate("document.body.innerText")
    assert not set("\u202e\u2066\x00\x1b") & set(shown)
    assert "window.ran = 1" in shown
    page.close()


def test_the_browser_runs_the_same_words_where_nobody_escapes_them(browser):
    page = browser.new_page()
    page.set_content(wrap(TEXT))
    assert page.evaluate("window.ran") == 1
    page.close()


def test_the_dossier_is_printed_to_pdf_with_its_words(hostile, browser):
    import io

    from pypdf import PdfReader

    page = "<!DOCTYPE html><meta charset='utf-8'><title>Dossier</title><p>The FCC sued AT&amp;T.</p>"
    raw = print_page(page)
    assert "The FCC sued AT&T." in PdfReader(io.BytesIO(raw)).pages[0].extract_text()
    assert print_page(page) == raw
    assert b"CreationDate" not in raw


def test_a_browser_that_does_not_end_is_given_up_in_one_line(monkeypatch):
    def hang(command, **options):
        raise subprocess.TimeoutExpired(command, options["timeout"])

    monkeypatch.setattr("helpers.exports.browser.find_browser", lambda: "/opt/chromium")
    monkeypatch.setattr(subprocess, "run", hang)
    with pytest.raises(RuntimeError, match=r"^chromium could not print the page: TimeoutExpired\. Open the .html"):
        print_page("<p>x</p>")


def test_a_pdf_is_left_out_where_no_browser_is(monkeypatch):
    monkeypatch.setattr("helpers.exports.browser.BROWSERS", ())
    assert print_page("<p>x</p>") == b""


def test_what_the_terminal_is_told_holds_no_control_character(hostile):
    from helpers import __main__ as command

    article, _ = hostile
    told = command.tell_reading(article)
    assert not {c for line in told for c in line if not c.isprintable()}


def test_nothing_of_a_hostile_name_leaves_its_folder():
    from helpers.charts.style import name_figure
    from helpers.tables import save_tables

    for call in (lambda: save_tables("../up", {}), lambda: name_figure("../up", "timeline")):
        with pytest.raises(ValueError, match="no name of an article"):
            call()
    assert article_from_text("The FCC.", "2018-01-16", slug="../../etc/passwd").slug == "etc-passwd"
    assert not Path("up").exists()
