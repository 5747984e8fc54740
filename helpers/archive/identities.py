"""Who is who across articles: an actor of each article becomes an identity of the archive.

The same id of the gazetteer is the same identity. So is the same name of the same kind without a conflict in country,
role or parent; for a person something must be shared as well, a body or a role, for two people may have one name. What
is likely but not sure is a suggestion; the archive's `corrections.csv` decides.
"""

from typing import NamedTuple

from helpers import paths
from helpers.actors.gazetteer import index_entries
from helpers.articles.article import slugify
from helpers.tables import check_file, make_table

TELLING = ("country", "role", "parent_id")


class Member(NamedTuple):
    """An actor of one article, with what its table tells of it."""

    slug: str
    actor_id: str
    name: str
    kind: str
    country: str
    role: str
    parent_id: str
    named: bool
    belongs: frozenset

    @property
    def key(self):
        """By what a correction names it: its article and its id there."""
        return f"{self.slug}:{self.actor_id}"


class Identity:
    """Actors of articles that are one."""

    def __init__(self, identity_id, member, basis):
        self.identity_id, self.name, self.kind, self.basis = identity_id, member.name, member.kind, basis
        self.members, self.told, self.belongs = [], {column: set() for column in TELLING}, set()

    def add(self, member):
        """Take in a member and what it tells."""
        self.members.append(member)
        self.belongs |= member.belongs
        for column in TELLING:
            self.told[column] |= {getattr(member, column)} - {""}

    def conflicts(self, member):
        """In what a member tells something else than those that are in."""
        return [c for c in TELLING if getattr(member, c) and self.told[c] and getattr(member, c) not in self.told[c]]

    def shares(self, member):
        """Whether a member tells a body, a title or a role that those that are in tell, too."""
        return bool(self.belongs & member.belongs) or member.role in self.told["role"] - {""}


def find_identities(members, corrections):
    """(rows of `identities`, rows of `suggestions`) of `Member`s, those of the first article first."""
    by_name, identities, suggestions = {}, {}, []
    apart = {row.other_id for row in corrections.itertuples(index=False) if row.decision == "apart"}
    for member in members:
        candidates = by_name.setdefault((member.name.casefold(), member.kind), [])
        identity = choose_identity(member, candidates, identities, apart, suggestions)
        identity.add(member)
        identities.setdefault(identity.identity_id, identity)
    join_by_corrections(identities, corrections)
    decided = {(row.identity_id, row.other_id) for row in corrections.itertuples(index=False)}
    return list_rows(identities), list_suggestions(suggestions, identities, decided)


def choose_identity(member, candidates, identities, apart, suggestions):
    """The identity of a member: of the gazetteer, one of those of its name, or a new one."""
    if member.actor_id in index_entries() and member.key not in apart:
        return identities.get(member.actor_id) or Identity(member.actor_id, member, "gazetteer")
    if not member.named:
        return Identity(member.key, member, "described")
    if member.key not in apart:
        doubts = []
        for identity in candidates:
            doubt = find_doubt(identity, member)
            if not doubt:
                identity.basis = "name"
                return identity
            doubts.append((identity.identity_id, member.key, doubt))
        suggestions += doubts[:1]
    slug, taken = slugify(member.name) or "unnamed", len(candidates) + (slugify(member.name) in index_entries())
    identity = Identity(slug if not taken else f"{slug}-{taken + 1}", member, "alone")
    while identity.identity_id in identities:
        taken += 1
        identity.identity_id = f"{slug}-{taken + 1}"
    candidates.append(identity)
    return identity


def find_doubt(identity, member):
    """Why a member of the same name and kind may be somebody else; "" if it is not."""
    conflicts = identity.conflicts(member)
    if conflicts:
        return f"same name, but another {', '.join(column.removesuffix('_id') for column in conflicts)}"
    if member.kind == "Person" and not identity.shares(member):
        return "same name, but no body or role that both articles tell"
    return ""


def join_by_corrections(identities, corrections):
    """Lay over the identities what was decided to be one."""
    for row in corrections[corrections["decision"] == "join"].itertuples(index=False):
        one, other = find_decided(identities, row.identity_id), find_decided(identities, row.other_id)
        if one is not other:
            for member in identities.pop(other.identity_id).members:
                one.add(member)
            one.basis = "correction"


def find_decided(identities, given):
    """The identity that a correction names, by its id or by a member; raises ValueError if there is none."""
    if given in identities:
        return identities[given]
    for identity in identities.values():
        if any(member.key == given for member in identity.members):
            return identity
    raise ValueError(
        f"corrections.csv of the archive: no identity '{given}'. Give an identity_id of the table identities, or "
        "article:actor."
    )


def list_rows(identities):
    """Rows of `identities`, in the order of articles within each."""
    return [
        {
            "slug": member.slug,
            "actor_id": member.actor_id,
            "identity_id": identity.identity_id,
            "name": identity.name,
            "kind": identity.kind,
            "basis": identity.basis,
        }
        for identity in identities.values()
        for member in identity.members
    ]


def list_suggestions(suggestions, identities, decided):
    """Rows of `suggestions`, undecided ones, by the identities that the members ended in."""
    ended = {member.key: identity.identity_id for identity in identities.values() for member in identity.members}
    rows = {}
    for identity_id, key, evidence in suggestions:
        pair = identity_id, ended[key]
        if identity_id in identities and pair[0] != pair[1] and not {pair, (identity_id, key)} & decided:
            rows.setdefault(pair, {"identity_id": pair[0], "other_id": pair[1], "member": key, "evidence": evidence})
    return list(rows.values())


def load_corrections(name):
    """The decisions of an archive about who is who, `data/archives/<name>/corrections.csv`; empty if there are none.

    Raises TableError, which names file and line, for a row that breaks a rule.
    """
    path = paths.ARCHIVES / name / "corrections.csv"
    return check_file("identity_corrections", path) if path.is_file() else make_table("identity_corrections", [])
