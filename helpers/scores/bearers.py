"""Whom the machine's actors stand for, by the names that a close reading gives."""

import re
import unicodedata

OPENERS = re.compile(r"^(the|a|an|its|his|her|their|sen\.|rep\.|mr\.?|ms\.?|dr\.?)\s+")
ENDINGS = re.compile(r"'s$|s'$")
NAMING = ("NAM", "NOM")


def simplify(name):
    """A name as it is compared: its words in small letters, without an article, a title or a possessive."""
    plain = unicodedata.normalize("NFKC", name).replace("’", "'").lower().strip()
    return " ".join(re.findall(r"\w+", ENDINGS.sub("", OPENERS.sub("", plain))))


class Bearers:
    """The actors of the machine beside those of a reading.

    `read`: {simplified name: name in the reading}. Of every actor of the machine by its id: `names`, `kinds`, `hits`
    (the actors of the reading that its forms name) and `bearer` (the one it stands for, None if there is none); `named`
    are the ids of those that a name mentions.
    """

    def __init__(self, read_actors, tables):
        self.read_actors = read_actors
        self.read = {}
        for actor in read_actors:
            for name in (actor.name, *actor.aliases):
                self.read.setdefault(simplify(name), actor.name)
        rows = list(tables.actors.itertuples())
        self.names, self.kinds = ({row.actor_id: getattr(row, column) for row in rows} for column in ("name", "kind"))
        forms = {row.actor_id: {"NAM": [row.name, *row.aliases.split(";")], "NOM": []} for row in rows}
        self.named = self.add_mentions(forms, tables.mentions)
        self.hits = {actor_id: self.find_hits(actor_id, own) for actor_id, own in forms.items()}
        self.bearer = {actor_id: self.find_bearer(actor_id) for actor_id in self.names}

    def add_mentions(self, forms, mentions):
        """Add the words of the mentions to the forms of their actors; the ids of actors that a name mentions."""
        named = set()
        for row in mentions.itertuples():
            for actor_id in row.actor_id.split(";"):
                if actor_id in forms and row.form in NAMING:
                    forms[actor_id][row.form].append(row.text)
                    named |= {actor_id} if row.form == "NAM" else set()
        return named

    def find_hits(self, actor_id, forms):
        """The actors of the reading that the forms of an actor name; nouns count only of one without a name."""
        used = forms["NAM"] + ([] if actor_id in self.named else forms["NOM"])
        return {self.read[key] for form in used if (key := simplify(form)) in self.read}

    def find_bearer(self, actor_id):
        """The actor of the reading that an actor stands for: by its name, by a form, or by a part of one name alone."""
        name = simplify(self.names[actor_id])
        if name in self.read or self.hits[actor_id]:
            return self.read.get(name) or min(self.hits[actor_id])
        words = set(name.split())
        if not words or actor_id not in self.named:
            return None
        longer = [actor.name for actor in self.read_actors if words < set(simplify(actor.name).split())]
        return longer[0] if len(longer) == 1 else None

    def identify(self, ids):
        """The actors of the reading, by their names, that ids stand for; one that it does not have by its own name."""
        return {self.bearer.get(i) or self.names.get(i, i) for i in ids if i}

    def simplified(self, names):
        """Names as they are compared, those of the reading's actors by its name for them."""
        return {simplify(self.read.get(simplify(name), name)) for name in names}

    def simplified_ids(self, ids):
        """The actors that ids stand for, as they are compared."""
        return self.simplified(self.identify(ids))
