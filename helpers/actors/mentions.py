"""Mentions on the tokens of a parsed article, as claims and events read them."""

from typing import NamedTuple


class Mention(NamedTuple):
    """A mention on its tokens, with the actor it stands for, or the one that is only suggested."""

    start: int
    end: int
    mention_id: str
    actor_id: str
    form: str
    kind: str
    sector: str
    first: int
    last: int
    text: str
    candidate_id: str = ""

    @property
    def party(self):
        """Who it is: the actor that it stands for, or, where it is linked to none, itself."""
        return self.actor_id or self.mention_id


def place_mentions(doc, actors):
    """The mentions as `Mention`s on the tokens of a Doc, in order; found once for the claims and the events of a
    parsed article.
    """
    last, placed = doc.user_data.get("placed_mentions", (None, None))
    if last is actors:
        return placed
    known = {row.actor_id: row for row in actors.actors.itertuples(index=False)}
    placed = []
    for row in actors.mentions.itertuples(index=False):
        span = doc.char_span(row.start, row.end, alignment_mode="expand")
        actor = known.get(row.actor_id.split(";")[0])
        kind, sector = (actor.kind, actor.sector) if actor else ("", "")
        placed.append(
            Mention(
                row.start,
                row.end,
                row.mention_id,
                row.actor_id,
                row.form,
                kind,
                sector,
                span.start,
                span.end,
                row.text,
                row.candidate_id,
            )
        )
    placed.sort()
    doc.user_data["placed_mentions"] = (actors, placed)
    return placed


def outermost(mentions):
    """The mentions that stand inside no other one: "a House committee", not its "House"."""
    kept = []
    for mention in sorted(mentions, key=lambda m: (m.first, -m.last)):
        if not kept or mention.last > kept[-1].last:
            kept.append(mention)
    return kept
