"""The review widget for JupyterLab, Notebook, VS Code and Colab; where nobody sits at the keyboard, a static view.

What a stored notebook keeps is the static view: a widget's output has other bytes in every run.
"""

import os
import sys
from datetime import date

from IPython import get_ipython
from IPython.display import HTML

from helpers import paths
from helpers.corrections.file import CorrectionError
from helpers.pages.rows import TITLES
from helpers.review.session import Session
from helpers.review.static import render_static
from helpers.review.view import show_lists, show_state

SCRIPTS = ("elements.js", "article.js", "card.js", "figures.js", "review.js")


def review(article, layer="", who="", reader="", today=date.today):
    """Open an article for review: the widget where a person is at the keyboard, else article and rows, read-only.

    `article` is a slug of seeds/, a path, or an Article; `layer` is the table whose rows are read (events, claims,
    mentions, dates or actors), all if it is ""; `reader` names a reading of its own
    (`data/corrections/<slug>/<reader>.csv`). Raises ValueError in one line for an unknown article or layer.
    """
    if layer and layer not in TITLES:
        raise ValueError(f"There is no layer '{layer}'. Expected one of: {', '.join(TITLES)}.")
    session = Session(article, who=who, reader=reader, today=today)
    return open_widget(session, layer) if is_attended() else HTML(render_static(session, layer))


def is_attended():
    """Whether a person sits before the output: JupyterLab and Notebook name the session, VS Code and Colab are known by
    what they put into the kernel.
    """
    shell = get_ipython()
    if shell is None:
        return False
    named = bool(os.environ.get("JPY_SESSION_NAME"))
    return named or "__vsc_ipynb_file__" in shell.user_ns or "google.colab" in sys.modules


def open_widget(session, layer=""):
    """The widget of a session, its queue that of one table or of all; it needs anywidget."""
    import anywidget
    import traitlets

    class Review(anywidget.AnyWidget):
        """Shows `state`, sends decisions, shows what became of them."""

        _esm = "\n".join((paths.REVIEW_SCRIPTS / name).read_text(encoding="utf-8") for name in SCRIPTS)
        _css = (paths.REVIEW_SCRIPTS / "review.css").read_text(encoding="utf-8")
        state = traitlets.Dict().tag(sync=True)
        lists = traitlets.Dict().tag(sync=True)
        layer = traitlets.Unicode().tag(sync=True)

    widget = Review(state=show_state(session), lists=show_lists(), layer=layer)
    widget.on_msg(lambda _, message, buffers: answer(widget, session, message))
    return widget


def answer(widget, session, message):
    """Carry out one message of the widget and say what became of it."""
    reply = {"id": message.get("id"), "error": ""}
    try:
        reply["rows"] = carry_out(session, message)
    except (CorrectionError, OSError, ValueError) as error:
        reply["error"] = " ".join(str(error).split())
    widget.state = show_state(session)
    widget.send(reply)


def carry_out(session, message):
    """One message: a decision, or who, undo, redo, refresh; returns how many rows were written."""
    do = message.get("do")
    if do == "who":
        session.who = " ".join(message["who"].split()) or session.who
        return 0
    if do == "refresh":
        return int(session.refresh())
    if do in ("undo", "redo"):
        return getattr(session, do)()
    return session.decide(message)
