"""Which actor a mention stands for: names and their short forms, nominals, pronouns.

A link is made where its score reaches LINK_THRESHOLD, else the best candidate is only suggested. The scores of pronouns
and definite nominals are probabilities that `antecedents` learned from GUM (Zeldes 2017); those of the rules are shares
of right links of their kind on its training documents, rounded.
"""

from collections import Counter, defaultdict
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from helpers.actors.antecedents import Candidate, Sides, describe_alone, describe_pair, rate_candidates
from helpers.actors.gazetteer import (
    BODIES,
    Entry,
    country_rows,
    find_government,
    index_entries,
    index_genders,
    index_name_parts,
    index_nominals,
    load_gazetteer,
    make_territory,
)
from helpers.articles.article import slugify
from helpers.lexicons import function_words, kind_sectors, load_lexicon

LINK_THRESHOLD = 0.5
LOOK_BACK = 4  # sentences
LOOK_AHEAD = 2
OPENING = 3  # the last sentence that opens an article: headline and dateline are one each
IN_SIGHT = 40  # candidates
BROAD = ("BUS", "GOV", "UNK", "")  # sectors of nouns for bodies of any sector
NO_SCORE = float("nan")
AROUND = {"sentence": 0, "subject": False, "governor": -1, "possessive": False}  # around a mention without a clue


class Link(NamedTuple):
    """Whom a mention stands for, how sure that is (0–1), and whether the link is made or only suggested."""

    actor_ids: tuple
    score: float

    @property
    def made(self):
        """Whether the score is high enough for a link."""
        return bool(self.actor_ids) and self.score >= LINK_THRESHOLD


NOBODY = Link((), NO_SCORE)


class Seen(NamedTuple):
    """A linked mention that later ones may point to; `joint` are the actors if it stands for several."""

    entry: Entry
    row: object
    clue: dict
    joint: tuple = ()


def link_mentions(mentions, clues):
    """(a `Link` for every mention, {actor_id: Entry} of the actors); `clues` are those of `find_mentions`, or empty."""
    linker = Linker(mentions, clues)
    links = {mention_id: linker.link(row) for mention_id, row in linker.rows.items()}
    return linker.leave_out_places(links | linker.link_early_quotations(links)), linker.entries


class Linker:
    """Links the mentions of one article in the order of the text; all names are known before the first link is made."""

    def __init__(self, mentions, clues):
        self.rows = {row.mention_id: row for row in mentions.itertuples(index=False)}
        self.clues = {
            mention_id: {**AROUND, **(clues.get(mention_id) or recall_clue(row))}
            for mention_id, row in self.rows.items()
        }
        self.entries, self.linked, self.seen, self.sight = {}, {}, {}, {}
        self.nouns, self.genders, self.unnamed, self.titles = {}, {}, set(), defaultdict(set)
        self.full_names = {clue["actor_id"] for clue in self.clues.values() if "actor_id" in clue}
        acting = (index_entries()[c["actor_id"]] for c in self.clues.values() if c.get("acts") and "actor_id" in c)
        self.governing = {entry.actor_id for entry in acting if is_country(entry)}
        self.countries = Counter(
            index_entries()[actor_id].country for clue in self.clues.values() if (actor_id := clue.get("actor_id"))
        )
        self.owned, self.subjects, self.sectors = defaultdict(list), defaultdict(list), defaultdict(set)
        for mention_id, clue in self.clues.items():
            if clue.get("noun"):
                self.sectors[clue.get("sentence")].add(clue["sector"])
            self.owned[clue.get("owner", "")].append(mention_id)
            if clue.get("subject"):
                self.subjects[clue["sentence"]].append(mention_id)
        self.link_names()
        self.names = defaultdict(list)
        for mention_id, row in self.rows.items():
            if row.form == "NAM" and mention_id in clues:
                self.names[self.clues[mention_id]["sentence"]].append(mention_id)
        for mention_id in self.rows:
            self.find_parent(mention_id)

    def link_names(self):
        """Link every name, and every nominal beside one, before the first that needs those before it."""
        for mention_id, row in self.rows.items():
            if row.form in ("NAM", "ADJ") or "actor_id" in self.clues[mention_id]:
                self.linked[mention_id] = self.link_name(row, self.clues[mention_id])
        for mention_id, clue in self.clues.items():
            beside = self.linked.get(clue.get("same_as", ""), NOBODY)
            if beside.made and self.may_be(self.entries[beside.actor_ids[0]], clue):
                self.linked[mention_id] = Link(beside.actor_ids, 0.95)
                self.titles[beside.actor_ids[0]].add(clue["noun"].rpartition(" ")[2])

    def link(self, row):
        """The `Link` of a mention, which later mentions may point to."""
        clue = self.clues[row.mention_id]
        link = self.linked.get(row.mention_id) or (
            self.link_nominal(row, clue) if row.form == "NOM" else self.link_pronoun(row, clue)
        )
        self.linked[row.mention_id] = link
        if link.made or row.form == "NOM":
            self.remember(row, clue, link)
        for owned in (row.mention_id, *self.owned.get(row.mention_id, ())):
            self.find_parent(owned)
        return link

    def remember(self, row, clue, link):
        """Keep a mention for those that follow, with the noun and the pronoun that its actor goes by."""
        if len(link.actor_ids) > 1:
            clue = {**clue, "kind": "Group", "number": "plural"}
            self.seen[row.mention_id] = Seen(None, row, clue, link.actor_ids)
            self.put_in_sight(None, row, clue)
            return
        entry = self.entries[link.actor_ids[0]] if link.made else None
        self.seen[row.mention_id] = Seen(entry, row, clue)
        self.put_in_sight(entry, row, clue)
        if entry is None:
            return
        if clue.get("noun"):
            self.nouns.setdefault(entry.actor_id, set()).add(clue["noun"])
        if clue.get("gender"):
            self.genders[entry.actor_id] = clue["gender"]

    def put_in_sight(self, entry, row, clue):
        """Make an actor, or a nominal that is linked to none, the candidate that was mentioned last."""
        key = entry.actor_id if entry else row.mention_id
        before = self.sight.pop(key, None)
        subject = clue["sentence"] if clue["subject"] else before.subject if before else None
        self.sight[key] = Candidate(entry, row, clue, before.count + 1 if before else 1, subject)

    def recent(self, clue):
        """The `Seen` of the last sentences, latest first."""
        for seen in islice(reversed(self.seen.values()), IN_SIGHT):
            if clue["sentence"] - seen.clue["sentence"] > LOOK_BACK:
                return
            yield seen

    def leave_out_places(self, links):
        """The links, none to a place that does nothing in the text and to which nothing is done: it tells where."""
        acting = {
            i
            for mention_id, link in links.items()
            if link.made and self.clues[mention_id].get("takes_part", True)
            for i in link.actor_ids
        }
        only_where = {i for i, entry in self.entries.items() if entry.kind == "Territory" and i not in acting}
        return [NOBODY if only_where & set(link.actor_ids) else link for link in links.values()]

    # Names

    def link_name(self, row, clue):
        """A name stands for an entry of the gazetteer, the actor that it shortens, or an actor of its own."""
        if "actor_id" in clue:
            entry = index_entries()[clue["actor_id"]]
            acts = clue.get("acts") or (clue.get("takes_part") and entry.actor_id in self.governing)
            return self.admit(govern(entry) if acts else entry, 0.9 if acts else 1.0)
        if "options" in clue:
            return self.link_ambiguous(row.text, clue)
        full = clue.get("short_of", row.text)
        known = self.entries.get(slugify(full))
        return self.admit(known or make_entry(full, clue), 0.9)

    def link_ambiguous(self, alias, clue):
        """A short form of several actors: the one that the text names in full, else the one that the gazetteer gives it
        to, unless the text names another's country instead, or the sentence those who act for another ("AFP officers");
        else left open, with a suggestion if the text names several in full.
        """
        named = [i for i in clue["options"] if i in self.full_names]
        if len(named) == 1:
            return self.admit(index_entries()[named[0]], 0.9)
        known = load_gazetteer().get(alias)
        usual = known.entry if known is not None and not named else None
        chosen = usual
        if clue["resolve_by"] == "country" and (usual is None or not self.countries[usual.country]):
            chosen = self.choose_by_country(named or clue["options"]) or usual
        if clue["resolve_by"] == "role":
            chosen = self.choose_by_role(named or clue["options"], clue.get("sentence")) or usual
        if chosen is not None:
            return self.admit(chosen, 0.75)
        if named:
            return Link((named[0],), 0.4)
        party = index_entries()[clue["options"][0]].sector == "PTY"  # "Labour" is one, of whatever country
        return self.admit(make_entry(alias, {**clue, "sector": "PTY"}), 0.6) if party else NOBODY

    def choose_by_country(self, actor_ids):
        """The entry whose country the text names more often than that of any other; None if there is none."""
        entries = sorted((index_entries()[i] for i in actor_ids), key=lambda e: -self.countries[e.country])
        counts = [self.countries[e.country] for e in entries]
        return entries[0] if counts[0] > (counts[1] if len(counts) > 1 else 0) else None

    def choose_by_role(self, actor_ids, sentence):
        """The one entry of the sector that a noun of the sentence tells: officers search, broadcasters air; None if
        none or several are.
        """
        fitting = [e for e in (index_entries()[i] for i in actor_ids) if e.sector in self.sectors[sentence]]
        return fitting[0] if len(fitting) == 1 else None

    def admit(self, entry, score):
        """A link to an entry, which becomes one of the article's actors."""
        entry = self.entries.setdefault(entry.actor_id, entry)
        return Link((entry.actor_id,), score)

    def find_parent(self, mention_id):
        """Set the parent that a title or a noun of belonging tells: "Huawei's chief executive Richard Yu", "the
        carrier's subsidiary Cricket".
        """
        clue = self.clues[mention_id]
        relation = clue.get("relation") or structural_relations().get(clue.get("noun", ""), "")
        child = self.linked.get(mention_id, NOBODY)
        if not relation or not child.made:
            return
        owner = self.linked.get(clue.get("owner", ""), NOBODY)
        if not owner.made and clue.get("sector") == "BUS" and clue.get("same_as"):
            owner = self.find_company_before(clue)
        if owner.made and child.actor_ids != owner.actor_ids:
            self.set_parent(child.actor_ids[0], owner.actor_ids[0], relation, mention_id)

    def find_company_before(self, clue):
        """The link to the one company that is a subject in the sentence before a title that names none ("CEO Jane Roe
        said"), else NOBODY.
        """
        subjects = {
            self.linked[m].actor_ids[0]
            for m in self.subjects.get(clue["sentence"] - 1, ())
            if self.linked.get(m, NOBODY).made
        }
        companies = [i for i in subjects if self.entries[i].kind == "Company"]
        return Link((companies[0],), 0.75) if len(companies) == 1 else NOBODY

    def set_parent(self, actor_id, parent_id, relation, mention_id):
        """Give an actor a parent, if it has no other, with the first mention that says so; a person without a sector or
        a country takes those of the body.
        """
        entry, parent = self.entries[actor_id], self.entries[parent_id]
        if entry.parent_id in ("", parent_id) and not entry.parent_mention_id and parent.kind in BODIES:
            self.entries[actor_id] = entry._replace(
                parent_id=parent_id,
                parent_relation=relation,
                parent_mention_id=mention_id,
                sector=parent.sector if entry.sector == "UNK" else entry.sector,
                country=entry.country or (parent.country if entry.kind == "Person" else ""),
            )

    # Nominals

    def link_nominal(self, row, clue):
        """A nominal without a name beside it stands for an actor of its own, or a recent actor whose kind, role,
        country or name it fits.
        """
        if is_general(clue) and clue["country"] in country_rows():
            country = country_rows()[clue["country"]]
            return self.admit(govern(make_territory(country.name, country.country)), 0.85)
        own = make_entry(strip_determiner(clue.get("whole", row.text)), clue)
        again = clue["number"] == "plural" and clue.get("definite") and own.actor_id not in self.entries
        if again and (joint := self.find_joint(row, clue)):
            return Link(joint, 0.75)
        if clue["own"]:
            named = self.find_named(row, clue) if own.actor_id not in self.entries else ()
            if named:
                return Link(named, 0.75)
            return self.find_presented(row, clue) or self.open_actor(own, 0.8)
        link = self.link_definite(row, clue)
        new = clue.get("described") and clue["kind"] in BODIES and not link.actor_ids
        return self.open_actor(own, 0.75) if new else link

    def find_presented(self, row, clue):
        """The `Link` of an indefinite nominal that opens an article, before anybody of its kind is named, to the one
        whom the next sentences name as a subject: "A Springfield carrier was fined. Northline said …"; None without
        one.
        """
        told = clue["kind"] == "Person" or len(row.text.split()) > 2  # not "a company"
        opens = told and clue["sentence"] <= OPENING and not clue.get("says")  # a source without a name wants none
        if clue["number"] == "plural" or not opens or clue["kind"] not in (*BODIES, "Person"):
            return None
        ahead = range(clue["sentence"] + LOOK_AHEAD + 1)
        for mention_id in (i for n in ahead for i in self.names.get(n, ())):
            seen, other, link = self.rows[mention_id], self.clues[mention_id], self.linked[mention_id]
            entry = self.entries[link.actor_ids[0]] if link.made else None
            if entry is None or entry.kind != clue["kind"]:
                continue
            if seen.start < row.start:
                return None
            if other["sentence"] > clue["sentence"] and other["subject"] and self.fits(entry, clue):
                return Link((entry.actor_id,), 0.75)
        return None

    def open_actor(self, entry, score):
        """A link to the actor that a noun phrase opens."""
        self.unnamed.add(entry.actor_id)
        return self.admit(entry, score)

    def find_joint(self, row, clue):
        """The actors that "the companies" or "both regulators" means: all whom the last coordination joins, or, of a
        word for two, the only two in sight, if the noun fits each; else nothing.
        """
        if clue.get("described") or clue["sector"] in BROAD[2:]:
            return ()
        single = {**clue, "kind": clue["member_kind"], "country": ""}
        fitting = {}
        for seen in self.recent(clue):
            members = self.join(seen.clue)
            if len(members) > 1 and all(self.fits(self.entries[i], single) for i in members):
                return members
            if seen.entry and self.fits(seen.entry, single):
                fitting[seen.entry.actor_id] = None
        told = function_words("pair").intersection(row.text.lower().split())
        return tuple(reversed(fitting)) if told and len(fitting) == 2 else ()

    def join(self, clue):
        """The actors whom the coordination that a mention opens joins; none if one of them is linked to nobody."""
        links = [self.linked.get(mention_id, NOBODY) for mention_id in clue.get("members", ())]
        joined = dict.fromkeys(i for link in links for i in link.actor_ids)
        return tuple(joined) if all(link.made for link in links) else ()

    def link_definite(self, row, clue):
        """The `Link` of a nominal to an actor that it fits: first those whose name or earlier noun it repeats, then
        those of exactly its kind; without any, the one that the next sentences name.
        """
        owner = self.linked.get(clue.get("owner", ""), NOBODY)
        keys = [
            key
            for key, candidate in self.near(clue)
            if key not in owner.actor_ids and self.can_be(candidate, row, clue)
        ]
        alike = [key for key in keys if self.is_called(self.sight[key].entry, clue["noun"])]
        same_kind = [key for key in keys if self.sight[key].entry.kind == clue["kind"]]
        owned = clue.get("owner") and not clue["country"]
        if not clue["definite"] or owned:
            return Link(tuple(keys[:1]), 0.2) if keys else NOBODY
        if not keys:
            return self.look_ahead(row, clue)
        return self.choose(row, clue, alike or same_kind or keys)

    def can_be(self, candidate, row, clue):
        """Whether a nominal can stand for somebody in sight: an actor that it fits, and no other party to its verb."""
        entry, governor = candidate.entry, clue["governor"]
        apart = governor < 0 or governor != candidate.clue["governor"]
        return entry is not None and candidate.row.form != "ADJ" and apart and self.fits(entry, clue)

    def is_called(self, entry, noun):
        """Whether a noun stands in the name of an actor, or is what it was called, or the last word of that."""
        called = {word for name in self.nouns.get(entry.actor_id, ()) for word in (name, name.rpartition(" ")[2])}
        return noun in called or (entry.actor_id not in self.unnamed and noun in entry.name.lower().split())

    def look_ahead(self, row, clue):
        """The one actor that fits a nominal among those that its sentence and the next name behind it: "The watchdog
        fined Northline. The Harbour Markets Authority said …".
        """
        ahead = (entry for entry in self.list_ahead(row, clue) if entry.kind == clue["kind"])
        fitting = dict.fromkeys(entry.actor_id for entry in ahead if self.fits(entry, clue))
        return Link(tuple(fitting), 0.75) if len(fitting) == 1 and points_back(clue) else NOBODY

    def find_named(self, row, clue):
        """The one actor whom a nominal announces and the next sentences name, by a name or title that repeats its noun:
        "A federal judge blocked … Judge Roe wrote", or the regulator that "state regulators" are; nothing if none is.
        """
        noun = clue["noun"].rpartition(" ")[2].lower()
        office = clue["number"] == "plural" and clue["member_kind"] == "PublicBody" and clue["role"] == "regulator"
        single = clue["kind"] in ("PublicBody", "Person") and clue.get("whole", row.text) == row.text
        if not (office or single):
            return ()
        each = {**clue, "kind": clue["member_kind"]}
        fitting = dict.fromkeys(
            entry.actor_id
            for entry in self.list_ahead(row, clue)
            if (self.fits(entry, each) if office else entry.kind == clue["kind"] and self.repeats(entry, noun))
        )
        return tuple(fitting) if len(fitting) == 1 else ()

    def repeats(self, entry, noun):
        """Whether a noun is in the name of an actor or its title."""
        return noun in self.titles[entry.actor_id] or noun in entry.name.lower().split()

    def list_ahead(self, row, clue):
        """The `Entry` of every name behind a mention in its sentence and the next ones."""
        sentence = clue["sentence"]
        for mention_id in (i for n in range(sentence, sentence + LOOK_AHEAD + 1) for i in self.names.get(n, ())):
            if self.rows[mention_id].start > row.end and self.linked[mention_id].made:
                yield self.entries[self.linked[mention_id].actor_ids[0]]

    def may_be(self, entry, clue):
        """Whether a nominal beside a name can be what the name is: a person is no company."""
        kind = clue["member_kind"]
        return not kind or (kind == "Person") == (entry.kind == "Person") or entry.kind == "Group"

    def fits(self, entry, clue):
        """Whether an actor can be meant by a nominal: kind, and role and country where the words give them."""
        called = self.is_called(entry, clue["noun"])
        vague = entry.kind == "Organization" and entry.sector in ("UNK", clue["sector"])
        return (
            (entry.kind == clue["kind"] or (clue["kind"] in BODIES and vague) or (entry.kind in BODIES and called))
            and (entry.role in (clue["role"], "") or not clue["role"] or called)
            and (clue["sector"] in (*BROAD, entry.sector) or entry.sector == "UNK" or called)
            and entry.country in (clue["country"], "") + (entry.country,) * (not clue["country"])
            and (called or not differs(entry, clue["noun"]))
        )

    # Pronouns

    def link_pronoun(self, row, clue):
        """A pronoun stands for the speaker, the pair before, or the most salient recent actor of its kind, number and
        gender.
        """
        if clue["person"] == "first":
            return self.link_first_person(clue)
        if row.text.lower() == "both":
            return self.link_both(clue)
        if (said := self.find_sayer(row, clue)) is not None:
            return said
        keys = [key for key, candidate in self.near(clue) if self.can_mean(candidate, row, clue)]
        link = self.choose(row, clue, keys)
        joint = self.find_joint_subject(clue) if clue["number"] == "plural" and not link.made else ()
        return Link(joint, 0.7) if joint else link

    def find_joint_subject(self, clue):
        """The actors that the subject above a plural pronoun joins, or, of one that is a subject, the last subject
        before its sentence that joins any: "Roe and Poe left. They …"; nothing if none does.
        """
        earlier = self.subjects.get(clue["sentence"] - 1, ()) if clue["subject"] else ()
        before = [clue.get("above", ""), *reversed(earlier)]
        joined = (self.join(self.clues[mention_id]) for mention_id in before if mention_id)
        return next((members for members in joined if len(members) > 1), ())

    def find_sayer(self, row, clue):
        """The `Link` of a pronoun to the subject of the verb of saying whose clause it opens, if that can be meant:
        "Northline said it …", "Roe said she …"; NOBODY if that is linked to nobody, None if there is none.
        """
        seen = self.seen.get(clue.get("said_by", ""))
        if seen is None or not self.can_mean(seen, row, clue):
            return None
        joint = seen.joint or self.join(seen.clue)
        if len(joint) > 1 and clue["number"] == "plural":
            return Link(joint, 0.9)
        many = seen.clue.get("number") == "plural" or (seen.entry is not None and seen.entry.kind == "Group")
        if many != (clue["number"] == "plural"):
            return None
        return Link((seen.entry.actor_id,), 0.9) if seen.entry else NOBODY

    def refers(self, row, clue, entry):
        """Whether a mention is for somebody in sight, whatever GUM's share of such mentions that are not: "the
        regulator", "it said", "its chief executive"; the genres there know few bodies.
        """
        if row.form == "NOM":
            return points_back(clue)
        body = entry is not None and entry.kind in BODIES and clue["number"] == "singular"
        person = entry is not None and entry.kind == "Person" and bool(clue["gender"])
        return person or (body and bool(clue["possessive"] or clue.get("acts") or clue.get("suffers")))

    def near(self, clue):
        """The (key, Candidate) in sight, latest first: of a pronoun those of the last sentences."""
        reach = LOOK_BACK if "kinds" in clue else float("inf")
        for key in islice(reversed(self.sight), IN_SIGHT):
            if clue["sentence"] - self.sight[key].clue["sentence"] > reach:
                return
            yield key, self.sight[key]

    def choose(self, row, clue, keys):
        """The `Link` of a pronoun or definite nominal to the likeliest of the candidates."""
        if not keys:
            return NOBODY
        shares = rate_candidates(*self.describe(row, clue, keys))
        best = max(range(len(keys)), key=lambda n: (shares[n], -n))
        entry = self.sight[keys[best]].entry
        sure = shares[best] / sum(shares) if self.refers(row, clue, entry) else shares[best]
        if keys[best] in self.entries:
            return Link((keys[best],), round(sure, 2))
        joint = self.seen[keys[best]].joint
        return Link(joint, round(sure, 2)) if joint else NOBODY

    def describe(self, row, clue, keys):
        """(features of a mention alone, [features of it with each candidate])."""
        most = max(self.sight[key].count for key in keys)
        pairs = [
            describe_pair(row, clue, self.sight[key], rank, self.compare(row, clue, key, most))
            for rank, key in enumerate(keys)
        ]
        return describe_alone(row, clue, len(keys)), pairs

    def compare(self, row, clue, key, most):
        """The `Sides` of a mention and a candidate, of whom none is mentioned more than `most` times."""
        candidate = self.sight[key]
        entry = candidate.entry
        sides = Sides(
            often=candidate.count == most,
            above=self.is_at(clue.get("above", ""), key),
            speaks=self.is_at(clue.get("speaker", ""), key),
            gender=self.tell_gender(entry) if entry else "",
        )
        if row.form != "NOM":
            return sides
        named = clue["noun"] in entry.name.lower().split()
        return sides._replace(
            called="name" if named else "noun" if self.is_called(entry, clue["noun"]) else "no",
            role=share(clue["role"], entry.role),
            country=share(clue["country"], entry.country),
        )

    def is_at(self, mention_id, key):
        """Whether a mention is a candidate's, or the candidate itself."""
        return bool(mention_id) and (mention_id == key or key in self.linked.get(mention_id, NOBODY).actor_ids)

    def link_early_quotations(self, links):
        """{mention_id: `Link`} of "I" and "we" in quotations whose speaker stands behind them and was no name: "“We
        left,” she said".
        """
        return {
            mention_id: self.link_first_person(clue)
            for mention_id, clue in self.clues.items()
            if clue.get("person") == "first" and clue.get("speaker") and not links[mention_id].made
        }

    def link_first_person(self, clue):
        """ "I" is who speaks; "we" is the body that this person speaks for: by a title or as whose spokesman, else the
        one of the title's sector that was mentioned last.
        """
        speaker = self.linked.get(clue.get("speaker", ""), NOBODY)
        entry = self.entries[speaker.actor_ids[0]] if speaker.made else None
        if clue["number"] != "plural" or (entry is not None and entry.kind != "Person"):
            return Link((entry.actor_id,), 0.9) if entry else NOBODY
        if entry is not None and entry.parent_id in self.entries:
            return Link((entry.parent_id,), 0.8)
        owner = self.linked.get(self.clues.get(clue.get("speaker", ""), {}).get("owner", ""), NOBODY)
        if owner.made and self.entries[owner.actor_ids[0]].kind in BODIES:
            return Link(owner.actor_ids, 0.75)
        body = self.find_spoken_for(clue) or (self.find_body(entry, clue) if entry is not None else None)
        return Link((body,), 0.6) if body else Link(speaker.actor_ids, 0.3)

    def find_spoken_for(self, clue):
        """The body that a spokesman without one speaks for: the last that was a subject in his sentence or the one
        before; None if whoever speaks is none, or there is none.
        """
        speaker = self.clues.get(clue.get("speaker", ""), {})
        if speaker.get("role") != "spokesperson":
            return None
        for sentence in (speaker["sentence"], speaker["sentence"] - 1, speaker["sentence"] - 2):
            links = (self.linked.get(mention_id, NOBODY) for mention_id in reversed(self.subjects.get(sentence, ())))
            bodies = (i for link in links if link.made for i in link.actor_ids if self.entries[i].kind in BODIES)
            if body := next(bodies, None):
                return body
        return None

    def find_body(self, person, clue):
        """The body of a person's sector that was mentioned last before a quotation, a company for business; None if the
        sector is no body's.
        """
        near = (c.entry for _, c in self.near(clue) if c.entry is not None)
        return next((e.actor_id for e in near if kind_sectors().get(e.kind) == person.sector), None)

    def link_both(self, clue):
        """ "both" is the last pair that "and" joins."""
        joined = (self.join(seen.clue) for seen in self.recent(clue))
        pair = next((members for members in joined if len(members) == 2), ())
        return Link(pair, 0.8) if pair else NOBODY

    def can_mean(self, seen, row, clue):
        """Whether a recent mention agrees with a pronoun and is not another party to the same verb."""
        kind = seen.entry.kind if seen.entry else seen.clue.get("kind", "")
        gender = self.tell_gender(seen.entry) if seen.entry else ""
        same_verb = clue["governor"] >= 0 and clue["governor"] == seen.clue["governor"]
        return (
            seen.row.form != "ADJ"
            and kind in clue["kinds"]
            and (kind != "Territory" or seen.clue.get("takes_part", True))
            and not (seen.row.form != "PRO" and self.is_uttered(seen, row, clue))
            and not same_verb
            and (not gender or not clue["gender"] or gender == clue["gender"])
            and seen.row.end <= row.start
        )

    def is_uttered(self, seen, row, clue):
        """Whether a mention stands in what a pronoun says: "“Northline is late,” it said"."""
        if seen.clue.get("speaker"):
            return seen.clue["speaker"] == row.mention_id
        return clue.get("utters") and seen.clue.get("sentence") == clue["sentence"]

    def tell_gender(self, entry):
        """The gender of an actor by an earlier pronoun, else by its given name; "" if neither tells it."""
        return self.genders.get(entry.actor_id) or index_genders().get(entry.name.split()[0], "")


def share(asked, told):
    """How what a nominal asks for is what an actor has: same, open, or "" if it asks for nothing."""
    return "" if not asked else "same" if asked == told else "open"


def differs(entry, noun):
    """Whether the name of an actor says that it is something else than a noun: a council is no ministry, no city a
    country.
    """
    if entry.kind == "Territory":
        return noun in function_words("country") and not is_country(entry)
    told = forms_of_bodies().intersection(entry.name.lower().split())
    form = noun.rpartition(" ")[2]
    return bool(told) and form in forms_of_bodies() and form not in told


@lru_cache(maxsize=1)
def forms_of_bodies():
    """The nouns for a form of public body that close names, such as council; not those for generic, such as agency."""
    nouns = index_nominals()
    closing = {part.lower() for part, position in index_name_parts() if position == "last"}
    return frozenset(w for w in closing if w in nouns and nouns[w].kind == "PublicBody") - function_words("generic")


def is_general(clue):
    """Whether a nominal is for a body that every country has, such as a government."""
    return clue["noun"] in function_words("general")


def points_back(clue):
    """Whether a definite nominal of this kind stands for a named body where there is but one: "the company", "the
    agency"; "the government", "the court" may be any.
    """
    return clue["kind"] in BODIES and not is_general(clue) and clue["sector"] not in ("", "UNK")


def is_country(entry):
    """Whether an entry is a country itself, and not its capital."""
    country = find_government(entry)
    return country is not None and country.name == entry.name


def govern(place):
    """The government that a country or its capital stands for where it acts: "China welcomes the plan", "Washington
    sued".
    """
    country = find_government(place)
    if country is None:
        return place
    name = f"Government of {'the ' if country.name.startswith('United ') else ''}{country.name}"
    return Entry(slugify(name), name, "PublicBody", "GOV", "", place.country)


def make_entry(name, clue):
    """An actor of its own, from its words and what stands around them."""
    name = name[:1].upper() + name[1:]
    return Entry(
        slugify(name),
        name,
        clue["kind"] or "Organization",
        clue.get("sector") or "UNK",
        clue.get("role", ""),
        clue.get("country", ""),
    )


def strip_determiner(text):
    """The words of a nominal without those that open it: "various lawmakers" → "lawmakers"."""
    openers = function_words("determiner") | function_words("indefinite")
    return " ".join(word for word in text.split() if word.lower() not in openers) or text


@lru_cache(maxsize=1)
def structural_relations():
    """{noun: owned_by or part_of} of nouns such as subsidiary."""
    rows = load_lexicon("structural_nouns")
    return dict(zip(rows["noun"], rows["relation"], strict=True))


def recall_clue(row):
    """A clue from the words of a mention alone."""
    known = load_gazetteer().get(row.text)
    if known is not None:
        return {"actor_id": known.entry.actor_id}
    head = index_nominals().get(row.text.split()[-1].lower())
    if row.form == "NOM" and head is not None:
        return {
            "kind": head.kind,
            "member_kind": head.kind,
            "noun": head.noun,
            "number": "singular",
            "sector": head.sector,
            "role": head.role,
            "country": "",
            "definite": False,
            "own": False,
        }
    return (
        {"kind": "Organization"}
        if row.form == "NAM"
        else {"kinds": (), "person": "third", "number": "", "gender": "", "governor": -1}
    )
