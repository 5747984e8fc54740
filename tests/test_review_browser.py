"""The review widget in JupyterLab: by mouse, by keyboard, with hostile words, over a restart, in two tabs."""

import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from datetime import date
from pathlib import Path

import pytest

from helpers.articles.article import article_from_text
from helpers.exports.browser import find_browser
from helpers.review import Session
from helpers.tables import TABLES

ROOT = Path(__file__).resolve().parent.parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TEXT = (
    "FCC sues Northline Wireless\n"
    "The FCC fined Huawei on Monday 😀. On Tuesday, Northline Wireless sued the FCC in Que\u0301bec.\n"
    "Lena Whitmore, a lawyer for Corvane Systems, called the fine “unfair”."
    " Omar \u05d0\u05d1\u05e8\u05d4\u05dd praised\n"
    "Corvane <img src=x onerror=\"document.title='hacked'\"><script>document.title='hacked'</script> & left.\n"
    "It was said that " + "nothing" * 714 + " was agreed."
)  # fmt: skip
STORY = article_from_text(TEXT, "2018-01-16", slug="story")
CELL = """from datetime import date
from pathlib import Path
from helpers import paths
from helpers.articles.article import article_from_text
from helpers.review import review
paths.CORRECTIONS = Path({folder!r})
article = article_from_text(Path("story.txt").read_text(encoding="utf-8"), "2018-01-16", slug="story")
review(article, today=lambda: date(2026, 11, 28))"""


def wait_for(address, server):
    for _ in range(600):
        try:
            return urllib.request.urlopen(address, timeout=5).read()
        except OSError:
            assert server.poll() is None, "JupyterLab ended"
            time.sleep(0.1)
    raise AssertionError(f"no answer from {address}")


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A `Lab` on loopback, ended behind the tests; its one kernel starts while the browser does."""
    pytest.importorskip("playwright", reason="playwright is not installed: the widget is not tried in a browser")
    if not find_browser():
        pytest.skip("no Chromium, Chrome or Edge is installed: the widget is not tried in a browser")
    folder = tmp_path_factory.mktemp("lab")
    (folder / "story.txt").write_text(TEXT, encoding="utf-8")
    home = folder / "home"
    settings = home / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    (settings / "notification.jupyterlab-settings").write_text('{"fetchNews": "false", "checkForUpdates": false}')
    places = {"CONFIG_DIR": home, "RUNTIME_DIR": home / "run"}
    own = {"LAB_SETTINGS_DIR": home / "settings", "LAB_WORKSPACES_DIR": home / "spaces"}
    named = {
        f"JUPYTER{'' if key.startswith('LAB') else '_'}{key}": str(path) for key, path in {**places, **own}.items()
    }
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(home), **named}
    options = [
        "--no-browser",
        "--ip=127.0.0.1",
        "--port=0",
        "--allow-root",
        "--ServerApp.token=",
        "--ServerApp.password=",
        "--ServerApp.disable_check_xsrf=True",
        "--LabApp.expose_app_in_browser=True",
    ]
    options.append(f"--ServerApp.root_dir={folder}")
    with open(folder / "log", "w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options], cwd=folder, env=environment, stdout=log, stderr=log
        )
    try:
        address = find_address(folder / "log", server)
        wait_for(f"{address}/api/status", server)
        yield Lab(address, folder)
    finally:
        server.terminate()
        server.wait(20)


class Lab:
    """A JupyterLab: its address, its folder, and the one kernel of all notebooks, as a kernel takes long to start."""

    def __init__(self, address, folder):
        self.address, self.folder = address, folder
        self.kernel = self.ask("sessions", **self.name("mouse.ipynb"), kernel={"name": "python3"})["kernel"]["id"]

    def ask(self, where, **given):
        """What the server answers to a request with data."""
        request = urllib.request.Request(
            f"{self.address}/api/{where}", data=json.dumps(given).encode(), headers={"Content-Type": "application/json"}
        )
        return json.loads(urllib.request.urlopen(request, timeout=60).read() or "null")

    def name(self, path):
        """How a session is told which notebook it belongs to."""
        return {"path": path, "name": path, "type": "notebook"}

    def write(self, path, source):
        """A notebook of one cell, with the shared kernel."""
        cell = {
            "cell_type": "code",
            "id": "one",
            "metadata": {},
            "execution_count": None,
            "outputs": [],
            "source": source,
        }
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        book = {"cells": [cell], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
        (self.folder / path).write_text(json.dumps(book), encoding="utf-8")
        self.ask("sessions", **self.name(path), kernel={"id": self.kernel})


def find_address(log, server):
    """Where the server listens: it has chosen a free port and says so."""
    for _ in range(600):
        found = re.search(r"http://127\.0\.0\.1:\d+", log.read_text())
        if found:
            return found[0]
        assert server.poll() is None, log.read_text()
        time.sleep(0.1)
    raise AssertionError(log.read_text())


@pytest.fixture(scope="module")
def pages(lab):
    """Two pages of one browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=find_browser(), args=FLAGS)
        context = opened.new_context(viewport={"width": 1500, "height": 1400})
        yield [Page(context, lab) for _ in range(2)]
        opened.close()


class Page:
    """A page of the browser that shows JupyterLab: loading it is what takes long, so its notebooks come and go."""

    def __init__(self, browser, lab):
        self.lab, self.page = lab, browser.new_page()
        self.page.goto(f"{lab.address}/doc")
        self.page.wait_for_function("window.jupyterapp?.restored.then(() => true)", timeout=90000)

    def show(self, path):
        """Open a notebook instead of the one that is shown."""
        # The browser keeps the reader's name: whoever opens a new notebook gives it anew.
        self.page.evaluate("localStorage.removeItem('regtrace-who')")
        self.page.bring_to_front()  # what is behind is drawn once a second
        self.page.evaluate(SHOW, path)


# What a click in JupyterLab's list of files does, without asking whether to save the notebook that goes.
SHOW = """async (path) => {
  jupyterapp.shell.currentWidget?.dispose();
  const notebook = await jupyterapp.commands.execute('docmanager:open', { path });
  await notebook.context.ready;
  await notebook.sessionContext.ready;
}"""
IDLE = "jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'"


class Tab:
    """A notebook that shows the widget, to do in it what a reader does."""

    def __init__(self, shown, name, notebook=""):
        self.lab, self.folder, self.page = shown.lab, shown.lab.folder / name, shown.page
        self.folder.mkdir(exist_ok=True)
        path = f"{notebook or name}.ipynb"
        self.lab.write(path, CELL.format(folder=str(self.folder)))
        shown.show(path)
        self.run()

    def run(self):
        """Run the cell, once the kernel waits for it, and wait for a new widget."""
        self.page.wait_for_function(IDLE, timeout=90000)
        self.page.evaluate("document.querySelectorAll('.regtrace-review').forEach((node) => (node.dataset.old = 1))")
        self.page.locator(".jp-InputArea-editor").first.click()
        self.page.keyboard.press("Shift+Enter")
        self.root = self.page.locator(".regtrace-review:not([data-old])")
        self.root.wait_for(timeout=90000)
        # The notebook adds a cell behind the one that was run and gives it the focus.
        self.page.locator(".jp-Cell").nth(1).wait_for(timeout=90000)

    def name(self, who):
        self.root.get_by_label("your name").fill(who)
        self.page.keyboard.press("Enter")
        self.page.locator(f".regtrace-review[data-who={who}]:not([data-old]):focus").wait_for(timeout=60000)

    def settle(self, act):
        """Do something and wait until the kernel has answered."""
        before = int(self.root.get_attribute("data-replies") or 0)
        act()
        answered = (
            "before => Number(document.querySelector('.regtrace-review:not([data-old])').dataset.replies ?? 0) > before"
        )
        self.page.wait_for_function(answered, arg=before, timeout=60000)

    def click(self, name, **given):
        self.root.get_by_role("button", name=name, **given).click()

    def save(self, name):
        """Click a button that writes."""
        self.settle(lambda: self.click(re.compile(f"^{name}")))

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, words):
        """Choose in the open menu by words."""
        self.page.keyboard.type(words)
        self.page.keyboard.press("Enter")

    def choose(self, words):
        """Choose in the open menu by mouse."""
        self.root.locator(".rv-menu li").filter(has_text=re.compile(f"^{words}")).first.click()

    def mark(self, words):
        """Click on words of the article."""
        self.root.locator(".rv-piece", has_text=re.compile(f"^{words}$")).first.click()

    def find(self, words):
        """Go to the first row that is found, by keyboard."""
        self.press("/")
        self.type(words)

    def drag(self, start, end):
        """Drag the mouse over characters of the article, given in code points."""
        corners = self.page.evaluate(CORNERS, [start, end])
        self.page.mouse.move(*corners[0])
        self.page.mouse.down()
        self.page.mouse.move(*corners[1], steps=4)
        self.page.mouse.up()

    def file(self):
        return (self.folder / "story.csv").read_bytes()


# Where the first and behind the last of some characters are on the screen, whatever marks cut the text.
CORNERS = """([start, end]) => {
  const article = document.querySelector('.rv-article');
  const points = Array.from(article.textContent);
  const unit = (place) => points.slice(0, place).join('').length;
  const walk = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let at = 0, node, from = unit(start), to = unit(end);
  while ((node = walk.nextNode())) {
    if (from >= at && from < at + node.length) range.setStart(node, from - at);
    if (to > at && to <= at + node.length) range.setEnd(node, to - at);
    at += node.length;
  }
  article.scrollTop += range.getBoundingClientRect().top - article.getBoundingClientRect().top - 60;
  const rects = [...range.getClientRects()].filter((rect) => rect.width);
  const [first, last] = [rects[0], rects.at(-1)];
  return [[first.left + 0.5, first.top + first.height / 2], [last.right - 0.5, last.top + last.height / 2]];
}"""


def decide_by_mouse(tab):
    """Ten decisions, with buttons, marks and menus."""
    tab.save("accept A")
    tab.save("reject R")
    tab.mark("sued")
    tab.root.locator("[data-field=status]").click()
    tab.settle(lambda: tab.choose("planned"))
    tab.root.locator("[data-field=recipient]").click()
    tab.settle(lambda: tab.mark("Huawei"))
    tab.save("undo")
    tab.save("redo")
    tab.mark("Monday")
    tab.save("accept the")
    tab.drag(*UNFAIR)
    tab.click(re.compile("^event"))
    tab.choose("accuses")
    tab.mark("Lena Whitmore")
    tab.mark("Huawei")
    tab.save("add")
    tab.root.get_by_label("which rows").select_option("actors")
    tab.root.locator(".rv-queue li", has_text="Lena Whitmore").click()
    tab.click(re.compile("^merge"))
    tab.settle(lambda: tab.choose("Corvane Systems"))
    tab.root.get_by_label("which rows").select_option("")
    tab.mark("It")
    tab.save("reject R")


def decide_by_keyboard(tab):
    """The same ten, without a mouse."""
    tab.settle(lambda: tab.press("a"))
    tab.settle(lambda: tab.press("r"))
    tab.find("sued")
    tab.press("2")
    tab.settle(lambda: tab.type("planned"))
    tab.press("4")
    tab.settle(lambda: tab.type("Huawei"))
    tab.settle(lambda: tab.press("z"))
    tab.settle(lambda: tab.press("y"))
    tab.find("15 Jan 2018")
    tab.settle(lambda: tab.press("Shift+A"))
    tab.find("a lawyer")
    tab.press("t", *["ArrowRight"] * len(re.findall(r"[\w]+|[^\w\s]", TEXT[TEXT.index("a lawyer") : UNFAIR[0]])))
    tab.press("v")
    for words in ("accuses", "Lena", "Huawei"):
        tab.type(words)
    tab.settle(lambda: tab.press("Enter"))
    tab.find("Lena Whitmore: person")
    tab.press("m")
    tab.settle(lambda: tab.type("Corvane"))
    tab.find("means nobody yet")
    tab.settle(lambda: tab.press("r"))


UNFAIR = (TEXT.index("unfair"), TEXT.index("unfair") + 6)


# Messages to the kernel are held back and counted until they are let go; redraws of the figure are counted.
HOLD = """() => {
  const send = WebSocket.prototype.send, held = [];
  const figure = document.querySelector('.regtrace-review:not([data-old]) .rv-figure');
  window.counted = { sent: held, redraws: 0 };
  const watch = new MutationObserver((changes) => {
    if (changes.some((change) => change.target === figure && change.addedNodes.length)) window.counted.redraws += 1;
  });
  watch.observe(figure, { childList: true });
  WebSocket.prototype.send = function (data) { held.push([this, data]); };
  window.letGo = () => {
    WebSocket.prototype.send = send;
    for (const [socket, data] of held) send.call(socket, data);
  };
}"""


def test_a_decision_shows_before_the_kernel_answers_and_takes_one_message(pages):
    tab = Tab(pages[0], "fast")
    tab.name("Ana")
    fined = tab.root.locator(".rv-piece.rv-events", has_text=re.compile("^fined$"))
    marks = tab.root.locator(".rv-figure .rv-mark")
    drawn = marks.count()
    tab.find("fined")
    tab.page.evaluate(HOLD)
    tab.press("r")
    assert "rv-rejected" in fined.get_attribute("class")
    assert (marks.count(), (tab.folder / "story.csv").exists()) == (drawn, False)
    tab.settle(lambda: tab.page.evaluate("letGo()"))
    assert "rv-rejected" in fined.get_attribute("class")
    assert marks.count() == drawn - 1
    assert tab.page.evaluate("[counted.sent.length, counted.redraws]") == [1, 2]
    tab.root.get_by_label("which rows").select_option("sentences")
    offered = tab.root.locator(".rv-queue li").count()
    tab.settle(lambda: tab.press("a"))
    assert tab.root.locator(".rv-queue li").count() == offered - 1
    tab.root.get_by_label("which rows").select_option("events")
    tab.press("m")
    tab.settle(lambda: tab.type("sue"))
    assert read_back(tab).events["told_again"].astype(bool).sum() == 1


def read_back(tab):
    """What the command line makes of the file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("helpers.paths.CORRECTIONS", tab.folder)
        session = Session(STORY, today=lambda: date(2026, 11, 28))
    assert session.errors == []
    return session.read


def test_ten_decisions_by_mouse_and_the_same_by_keyboard_write_the_same(pages):
    tabs = []
    for page, name, decide in zip(pages, ("mouse", "keys"), (decide_by_mouse, decide_by_keyboard), strict=True):
        tab = Tab(page, name)
        tabs.append(tab)
        tab.name("Ana")
        decide(tab)
        assert tab.page.title() != "hacked"
        assert tab.root.locator("img, script, iframe").count() == 0
        assert tab.page.locator(".jp-Cell").count() == 2, "keys fall through to the notebook"
    assert tabs[0].file().decode() == tabs[1].file().decode()
    first, second = map(read_back, tabs)
    assert [table for table in TABLES if not getattr(first, table).equals(getattr(second, table))] == []
    event = first.events[first.events["trigger_text"] == "unfair"].iloc[0]
    assert (event["category"], event["review"]) == ("ACCUSE", "added")


def test_odd_letters_a_restart_and_two_tabs(pages):
    tab = Tab(pages[0], "odd")
    tab.name("Ana")
    wanted = []
    for n, words in enumerate(["😀", "Que\u0301bec", "\u05d0\u05d1\u05e8\u05d4\u05dd", "praised\nCorvane"]):
        start = TEXT.index(words)
        tab.drag(start, start + len(words))
        tab.press("n")
        tab.settle(lambda n=n: tab.type(f"Party {n}"))
        wanted.append((start, start + len(words), words))
    read = read_back(tab)
    added = read.mentions[read.mentions["review"] == "added"]
    assert list(zip(added["start"], added["end"], added["text"], strict=True)) == wanted
    before = tab.file()
    tab.page.evaluate("jupyterapp.shell.currentWidget.sessionContext.restartKernel()")
    tab.run()
    tab.save("undo")
    assert tab.file().startswith(before)
    assert "Party 3" not in set(read_back(tab).actors["name"])
    tab.save("redo")
    assert "Party 3" in set(read_back(tab).actors["name"])
    other = Tab(pages[1], "odd", notebook="other")
    other.name("Ana")
    other.save("accept A")
    kept = tab.file()
    tab.page.bring_to_front()
    tab.save("accept A")
    assert tab.file().startswith(kept)
    assert "Party 3" in set(read_back(tab).actors["name"])
    assert "accepted" in set(read_back(tab).events["review"])
    tab.page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    style = "(node) => ['color', 'backgroundColor'].map((what) => getComputedStyle(node)[what])"
    ink, paper = (list(map(int, re.findall(r"\d+", colour)))[:3] for colour in tab.root.evaluate(style))
    assert min(ink) - max(paper) > 150
