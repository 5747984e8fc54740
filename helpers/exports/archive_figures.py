"""Every figure of an archive at once: acts told again, the two actors who have most to do with one another, who acts
towards whom.
"""

from helpers.archive.folder import find_archive
from helpers.archive.questions import ask, check_actors
from helpers.charts.episodes import episodes, episodes_data, episodes_words
from helpers.charts.network import network, network_data, network_words
from helpers.charts.pair import pair, pair_data, pair_words
from helpers.charts.style import check_width, name_figure, save_figure, set_style
from helpers.findings.archive import archive_line

ARCHIVE_FIGURES = ("episodes", "pair", "network")
MOST = 30  # relations of a network that was asked for no least number of reports: about a page


def draw_archive(name, given=None, width="page"):
    """(figure, its Axes, its drawn data, caption, alt text) of every figure of an archive, one after the other; each is
    closed again.

    `given` may choose the two of the pair (`actor`, `other`) and of the network the days and the least number of
    reports (`first`, `last`, `least`).
    """
    import matplotlib.pyplot as plt

    articles = ask(name, "SELECT day, outlet FROM articles")
    line = archive_line(name, articles, read_note(name))
    set_style()
    for draw in (draw_episodes, draw_pair, draw_network):
        ax, *rest = draw(name, choose(name, articles, given or {}), line, width)
        yield draw.__name__.removeprefix("draw_"), ax, *rest
        plt.close(ax.figure)


def read_note(name):
    """What must be known of the articles of an archive, such as that they are invented: its `note.txt`, or nothing."""
    path = find_archive(name) / "note.txt"
    return " ".join(path.read_text(encoding="utf-8").split()) if path.is_file() else ""


def choose(name, articles, given):
    """What the figures are asked for: what was given, else the first pair of the archive, all its days, and as many
    reports as leave `MOST` relations.

    Raises ValueError for what no figure is asked for, and for an actor that the archive does not have.
    """
    known = ("actor", "other", "first", "last", "least")
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise ValueError(f"No choice '{unknown[0]}' of a figure. There are: {', '.join(known)}.")
    if ("actor" in given) != ("other" in given):
        raise ValueError("A pair has two actors. Give both: actor=… other=…")
    chosen = {"first": str(articles["day"].min())[:10], "last": str(articles["day"].max())[:10], **given}
    if "actor" in given:
        check_actors(name, given["actor"], given["other"])
    else:
        pairs = ask(name, "pairs")
        chosen |= {"actor": pairs["actor_id"][0], "other": pairs["other_id"][0]} if len(pairs) else {}
    if "least" not in given:
        told = ask(name, "network", first=chosen["first"], last=chosen["last"], least=1)["independent"]
        chosen["least"] = 1 if len(told) <= MOST else int(told[MOST]) + 1
    return chosen


def draw_episodes(name, chosen, line, width):
    """(Axes, drawn data, caption, alt text) of the acts told more than once."""
    told = ask(name, "movement")
    drawn = episodes_data(told)
    return episodes(told, line, width=width), drawn, *episodes_words(drawn)


def draw_pair(name, chosen, line, width):
    """(Axes, drawn data, caption, alt text) of two actors."""
    actor, other = chosen.get("actor", ""), chosen.get("other", "")
    told = ask(name, "pair", actor=actor, other=other)
    drawn = pair_data(told, actor)
    return pair(told, actor, line, width=width), drawn, *pair_words(drawn)


def draw_network(name, chosen, line, width):
    """(Axes, drawn data, caption, alt text) of who acts towards whom."""
    asked = {key: chosen[key] for key in ("first", "last", "least")}
    told = ask(name, "network", **asked)
    drawn = network_data(told)
    return network(told, **asked, source=line, width=width), drawn, *network_words(drawn, **asked)


def export_archive_figures(name, width="page", given=None, report=None):
    """Draw every figure of an archive at a width and save it; returns the names of changed files."""
    check_width(width)
    changed = []
    for what, ax, drawn, caption, alt in draw_archive(name, given, width):
        changed += save_figure(ax.figure, name_figure(name, what, width), drawn, caption, alt)
        if report:
            report(what)
    return changed
