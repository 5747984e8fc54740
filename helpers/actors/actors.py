"""Mentions → actors: names, adjectives, nominals and pronouns, found in the parse, and who they stand for.

`names` finds what is named, this module what points to an actor without naming it, and `coreference` who is meant. What
counts as a title, a nominal or a pronoun stands in `data/lexicons/`. Forms of mention follow ACE, kinds FollowTheMoney,
sectors PLOVER.
"""

from collections import defaultdict
from typing import NamedTuple

import pandas as pd

from helpers import __version__
from helpers.actors.contexts import describe_contexts
from helpers.actors.coreference import link_mentions
from helpers.actors.names import find_names
from helpers.actors.nominals import Found, choose_nominals, find_nominals, find_pronouns
from helpers.language.sentences import evidence, find_sentences
from helpers.tables import make_id, make_table

MADE_BY = f"rules/{__version__}"


class Actors(NamedTuple):
    """Who is in the article (table `actors`) and where (table `mentions`, linked)."""

    actors: pd.DataFrame
    mentions: pd.DataFrame


class Clues(dict):
    """What stood around mentions, {mention_id: dict}; nobody changes it, so that the copies that pandas makes of a
    table's `attrs` share it.
    """

    def __deepcopy__(self, memo):
        return self


def find_mentions(doc):
    """Find the mentions of actors in a parsed article.

    Returns the table `mentions`, not yet linked; what stood in and around each one is in `.attrs["clues"]`
    ({mention_id: dict}) for `resolve_actors`.
    """
    article = doc.user_data["article"]
    sentences = [(s, make_id(article, "sentence", (s.start_char, s.end_char))) for s in find_sentences(doc)]
    inside = {
        i: (number, sentence_id) for number, (s, sentence_id) in enumerate(sentences) for i in range(s.start, s.end)
    }
    found = [mention for mention in find_all(doc) if mention.span.start in inside]
    ids = [make_id(article, "mention", (m.span.start_char, m.span.end_char)) for m in found]
    clues = describe_contexts(doc, found, ids, {i: number for i, (number, _) in inside.items()})
    rows = [
        {
            "mention_id": mention_id,
            **evidence(mention.span),
            "form": mention.form,
            "sentence_id": inside[mention.span.start][1],
            "made_by": MADE_BY,
            "review": "unseen",
        }
        for mention, mention_id in zip(found, ids, strict=True)
    ]
    table = make_table("mentions", rows)
    table.attrs["clues"] = Clues(clues)
    return table


def resolve_actors(mentions):
    """Link mentions to actors.

    Returns an `Actors` pair: the table `actors`, one row each, and `mentions` with actor_id and link_score, or a
    candidate_id where the link is too weak to make. A table without clues (read from a file) is resolved from its
    words.
    """
    clues = mentions.attrs.get("clues", {})
    mentions = mentions.copy()
    mentions.attrs = {}
    links, entries = link_mentions(mentions, clues)
    mentions["actor_id"] = [";".join(link.actor_ids) if link.made else "" for link in links]
    mentions["candidate_id"] = ["" if link.made else next(iter(link.actor_ids), "") for link in links]
    mentions["link_score"] = pd.Series([link.score for link in links], dtype="float64")
    mentions = make_table("mentions", mentions)
    return Actors(tabulate_actors(entries, mentions), mentions)


def find_all(doc):
    """Every `Found` of a text, in order: names and pronouns, and the nominals around or between them."""
    names = [Found(*name) for name in find_names(doc)]
    taken = {i for name in names for i in range(name.span.start, name.span.end)}
    pronouns = find_pronouns(doc, taken)
    spans = {(m.span.start, m.span.end) for m in names + pronouns}
    nominals = [n for n in choose_nominals(find_nominals(doc, taken, names)) if (n.span.start, n.span.end) not in spans]
    return sorted(names + pronouns + nominals, key=lambda m: (m.span.start, -m.span.end))


def tabulate_actors(entries, mentions):
    """Table `actors`, in order of first mention; a parent that the article does not name has no row and is left out."""
    linked = mentions[mentions["actor_id"] != ""]
    aliases = defaultdict(dict)
    for row in linked[linked["form"] == "NAM"].itertuples(index=False):
        if row.text != entries[row.actor_id].name:
            aliases[row.actor_id][row.text] = None
    order = dict.fromkeys(actor_id for cell in linked["actor_id"] for actor_id in cell.split(";"))
    rows = []
    for entry in (entries[actor_id] for actor_id in order):
        if entry.parent_id not in order:
            entry = entry._replace(parent_id="", parent_relation="", parent_mention_id="")
        rows.append(
            {
                **entry._asdict(),
                "aliases": ";".join(aliases.get(entry.actor_id, ())),
                "made_by": MADE_BY,
                "review": "unseen",
            }
        )
    return make_table("actors", rows)
