"""The whole chain on one article."""

from helpers.actors.actors import Actors, find_mentions, resolve_actors
from helpers.claims.claims import find_claims
from helpers.corrections.overlay import anchor_corrections, lay_corrections, no_corrections, release_references
from helpers.dates.dates import find_dates
from helpers.events.events import find_events
from helpers.language.sentences import parse, tabulate_sentences
from helpers.relations import derive_relations
from helpers.tables import Annotations, sort_rows


def annotate(article, corrections=None):
    """Every table of an article, as an `Annotations`.

    Without `corrections` it is what the machine says. With them, each step's corrections are laid over it before the
    next step reads it; relations are derived last.
    """
    return annotate_steps(article, corrections)[1]


def annotate_steps(article, corrections=None):
    """(found, corrected), two `Annotations`: what the machine found at each step, and the same with corrections laid
    over.
    """
    corrections = no_corrections() if corrections is None else corrections
    found, corrected = {}, {}

    def lay(name, frame):
        nonlocal corrections
        found[name] = corrected[name] = frame = sort_rows(frame)
        if len(corrections):
            corrections, _ = anchor_corrections(name, corrections, frame, article.text)
            corrected[name] = lay_corrections(name, frame, corrections, article.text).frame
        return corrected[name]

    check_characters(article.text)
    take_steps(parse(article), lay)
    corrected = release_references(corrected) if len(corrections) else corrected
    found["relations"] = corrected["relations"] = derive_relations(
        *map(corrected.get, ("events", "event_parties", "claims"))
    )
    return Annotations(**found), Annotations(**corrected)


def take_steps(doc, lay):
    """Every step on a parsed article but the last, relations; `lay(name, frame)` gets each table and returns what the
    next steps read.
    """
    article = doc.user_data["article"]
    lay("sentences", tabulate_sentences(doc))
    dates = lay("dates", find_dates(article.prose, article.published, article.slug))
    resolved = resolve_actors(find_mentions(doc))
    actors = Actors(lay("actors", resolved.actors), lay("mentions", resolved.mentions))
    claims = lay("claims", find_claims(doc, actors))
    events = find_events(doc, actors, dates, claims)
    lay("events", events.events)
    lay("event_parties", events.event_parties)


def check_characters(text):
    """Raise ValueError for a text that no file could hold: one with half of a surrogate pair."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError(
            f"Character {error.start} of the text is half of a surrogate pair (U+{ord(text[error.start]):04X}). Take "
            "it out, or decode the text anew."
        ) from None
