"""What stands around a mention: its owner, the subject above it, who speaks."""

from functools import lru_cache

from helpers.actors.gazetteer import may_govern
from helpers.actors.name_spans import verbs_of_saying
from helpers.attribution.attributions import read_attributions
from helpers.language.frames import RELATIVE, find_antecedent, find_subjects
from helpers.lexicons import function_words, load_lexicon, split_items
from helpers.spans import cover

ARGUMENTS = ("nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nsubj:outer")


def describe_contexts(doc, found, ids, sentence_numbers):
    """{mention_id: clue}: what each mention tells, and its place in the sentence and among the other mentions."""
    heads = {}
    for mention, mention_id in sorted(
        zip(found, ids, strict=True), key=lambda pair: pair[0].span.start - pair[0].span.end
    ):
        heads[mention.head.i] = mention_id  # of nested mentions with one head, the innermost
    speakers = find_speakers(doc, found, ids)
    clues = {}
    for mention, mention_id in zip(found, ids, strict=True):
        root = mention.head
        clues[mention_id] = {
            **mention.clue,
            "place": root.i,
            "sentence": sentence_numbers[mention.span.start],
            "subject": root.dep_ in ("nsubj", "nsubj:pass", "nsubj:outer"),
            "governor": root.head.i if root.dep_ in ARGUMENTS else -1,
            "owner": find_owner(doc, mention, heads),
            "same_as": heads.get(mention.beside, ""),
            "above": heads.get(find_subject_above(root, heads), "") if mention.form == "PRO" else "",
            "possessive": root.dep_ == "nmod:poss",
            "members": [heads[i] for i in list_members(root) if i in heads],
            "speaker": speakers(mention.span.start_char),
            "acts": mention.form in ("NAM", "PRO") and is_agent(root),
            "suffers": mention.form == "PRO" and is_patient(root),
            "says": root.dep_ == "nsubj" and root.head.lemma_.lower() in verbs_of_saying(),
            "takes_part": takes_part(mention),
            "said_by": heads.get(find_sayer(root), "") if mention.form == "PRO" else "",
            "utters": mention.form == "PRO" and utters(root),
        }
    return clues


def is_agent(noun):
    """Whether a noun, or the one that it is joined to, does what a verb of saying or acting says: "China and Japan
    agreed", "was fined by Brussels".
    """
    noun = noun.head if noun.dep_ == "conj" else noun
    return noun.dep_ in ("nsubj", "obl:agent") and noun.head.lemma_.lower() in acting_verbs()


def is_patient(noun):
    """Whether to a noun is done what is mostly done to somebody: "fined it", "it was told"."""
    verb = noun.head.head if noun.dep_ == "nsubj" and noun.head.dep_ == "xcomp" else noun.head
    afflicted = noun.dep_ in ("obj", "iobj", "nsubj:pass") or verb is not noun.head
    return afflicted and verb.lemma_.lower() in afflicting_verbs()


def find_sayer(pronoun):
    """The token of the subject of the verb of saying whose clause a pronoun is the subject of; -1 if there is none."""
    clause = pronoun.head
    while clause.dep_ == "conj":
        clause = clause.head
    verb = clause.head
    if not pronoun.dep_.startswith("nsubj") or clause.dep_ != "ccomp" or verb.lemma_.lower() not in verbs_of_saying():
        return -1
    return next((s.i for s in find_subjects(verb) if s.i < pronoun.i and s.tag_ not in RELATIVE), -1)


def utters(pronoun):
    """Whether a pronoun says what stands before it in its sentence: "Northline broke the rule, it said"."""
    before = pronoun.doc[pronoun.i - 1] if pronoun.i else pronoun
    closes = before.text == "," and not pronoun.is_sent_start
    return closes and pronoun.dep_ == "nsubj" and pronoun.head.lemma_.lower() in verbs_of_saying()


def takes_part(mention):
    """Whether a mention, or what it is joined to, does something or has it done to it, and is not only where:
    "Ruritania sued", "a pact with Ruritania", but not "a plant in Ruritania".
    """
    noun = mention.head.head if mention.head.dep_ == "conj" else mention.head
    if noun.dep_ not in ("obl", "nmod"):
        return noun.dep_ in ARGUMENTS
    partner = any(c.dep_ == "case" and c.lower_ in function_words("partner") for c in noun.children)
    return partner and may_govern(mention.span.text)


@lru_cache(maxsize=1)
def acting_verbs():
    """The verbs of saying, and those that trigger an event."""
    triggers = load_lexicon("event_triggers")
    lemmas = triggers.loc[triggers["pos"] == "verb", "lemmas"]
    return verbs_of_saying() | frozenset(lemma for cell in lemmas for lemma in split_items(cell))


@lru_cache(maxsize=1)
def afflicting_verbs():
    """The verbs that trigger an event whose recipient is their object, whatever else stands beside them."""
    triggers = load_lexicon("event_triggers")
    rows = triggers[(triggers["pos"] == "verb") & (triggers["fillers"] == "")]
    return frozenset(
        lemma
        for row in rows.itertuples(index=False)
        if "object" in split_items(row.recipient)[:2]
        for lemma in split_items(row.lemmas)
    )


def find_owner(doc, mention, heads):
    """The mention_id of the one that a noun phrase, or the name beside it, belongs to; "" if there is none."""
    roots = [mention.head, *([doc[mention.beside]] if mention.beside >= 0 else [])]
    return next((heads[i] for root in roots for i in list_owners(root) if i in heads and i != mention.head.i), "")


def list_owners(root):
    """The tokens of those that a noun can belong to: "Huawei's" or "its" before it, the body before a title, or "of" or
    "at" behind it.
    """
    for child in root.children:
        if child.dep_ in ("nmod:poss", "compound") or (child.dep_ == "nmod" and child.i < root.i):
            yield child.i
    for child in root.rights:
        if child.dep_ == "nmod" and any(c.dep_ == "case" and c.text in function_words("owner") for c in child.children):
            yield child.i


def find_subject_above(root, heads):
    """The subject of the nearest verb above a mention that is another mention: "Huawei" for "it" in "Huawei said that
    it will sell its phones", "Northline" in "Northline, which said it will"; -1 if there is none.
    """
    token, child = root.head, root
    for _ in range(6):
        for other in token.lefts:
            if other.dep_ in ("nsubj", "nsubj:pass") and other.i != child.i and other.i < root.i:
                subject = find_antecedent(other)
                if subject.i in heads:
                    return subject.i
        if token.head.i == token.i:
            return -1
        token, child = token.head, token
    return -1


def list_members(root):
    """The tokens of a coordination that a noun opens: "Carrier A and Carrier B"; empty if it opens none."""
    conjuncts = [child.i for child in root.children if child.dep_ == "conj"]
    return [root.i, *conjuncts] if conjuncts else []


def find_speakers(doc, found, ids):
    """A function: place of a character → mention_id of whoever speaks the quotation around it; "" outside of
    quotations.

    Who speaks is the source of the attribution whose content the quotation is, or is part of: the same as in the claim.
    """
    attributions, text = read_attributions(doc)
    quoted = [(q.start, q.end) for q in text.quotations]
    mentions = cover_tokens(found, ids)
    contents = sorted(
        (start, -end, mentions.get(text.tree.antecedent(a.head), "") if a.head is not None else "")
        for a in attributions
        for start, end, _ in a.contents
        if start is not None
    )
    speakers = list(match_speakers(quoted, contents))
    return lambda place: speakers[i] if (i := cover(quoted, place)) is not None else ""


def cover_tokens(found, ids):
    """{token: mention_id of the widest mention that it stands in}: the one that a claim takes for its source."""
    widest_last = sorted(zip(found, ids, strict=True), key=lambda pair: len(pair[0].span))
    return {i: mention_id for m, mention_id in widest_last for i in range(m.span.start, m.span.end)}


def match_speakers(quoted, contents):
    """For every (start, end) of a quotation, in order, the speaker of the innermost content that shares words with it,
    or ""; contents are sorted (start, -end, speaker)."""
    around, n = [], 0
    for start, end in quoted:
        while n < len(contents) and contents[n][0] < end:
            around.append(contents[n])
            n += 1
        while around and -around[-1][1] <= start:
            around.pop()
        yield around[-1][2] if around else ""
