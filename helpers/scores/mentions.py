"""How well mentions and their links are found, against corpora with answers: names by Universal NER, coreference by
GUM.
"""

from collections import Counter, defaultdict
from pathlib import Path

from helpers.actors.actors import find_mentions, resolve_actors
from helpers.actors.gazetteer import index_ambiguous, is_place
from helpers.actors.mentions import place_mentions
from helpers.articles.article import Article
from helpers.corpora.gum import ANY_DAY, SPEECH_PARTNERS, Answers, read_document
from helpers.corpora.treebanks import join_words, label_spans, read_conllu, read_iob
from helpers.language.sentences import parse
from helpers.tables import make_table

LABELS = {"Person": "PER", "Territory": "LOC"}


def score_mentions(folder):
    """Table `mention_scores` of the corpora in a folder: names of its `.iob2` files, names and links of GUM's `.conllu`
    files.

    Names count with exactly equal spans, without and with their label (PER, ORG, LOC). Links of names are B³ (Bagga &
    Baldwin 1998) over the names that both have. A nominal or pronoun that is linked to a named actor is right if GUM
    has it in the group of that name; recall is over those in a group with a name, pronouns of the third person. Raises
    FileNotFoundError if there is no such file.
    """
    named, linked = find_answers(folder)
    if not named and not linked:
        raise FileNotFoundError(
            f"No names below '{folder}'. Expected .iob2 files with a .conllu beside each, or GUM's .conllu files."
        )
    counts = defaultdict(Counter)
    for path in named:
        for answers in read_sentences(path):
            count_names(answers, annotate_text(answers.text), counts)
    for path in linked:
        answers = read_document(path)
        mentions = annotate_text(answers.text)
        count_names(answers, mentions, counts)
        count_links(answers, mentions, counts)
    return make_table(
        "mention_scores", [{"measure": key, **rate_mentions(count)} for key, count in sorted(counts.items())]
    )


def find_answers(folder):
    """(files with names, files with names and links) in a folder, each in order of their names."""
    named = sorted(path for path in Path(folder).glob("*.iob2") if path.with_suffix(".conllu").is_file())
    linked = sorted(path for path in Path(folder).glob("*.conllu") if "Entity=(" in path.read_text(encoding="utf-8"))
    return named, linked


def annotate_text(text):
    """The `Mention`s of a text, linked."""
    doc = parse(Article("corpus", text, ANY_DAY))
    return place_mentions(doc, resolve_actors(find_mentions(doc)))


# Answers


def read_sentences(path):
    """`Answers` of every sentence of Universal NER's file; the white space comes from the treebank beside it."""
    trees = read_conllu(path.with_suffix(".conllu"))
    for sentence, (_, labels) in zip(trees, read_iob(path), strict=True):
        text, places = join_words(sentence.words)
        names = {(places[s][0], places[e - 1][1]): (label, "") for s, e, label in label_spans(labels)}
        yield Answers(text, names, {})


# Counting


def count_names(answers, mentions, counts):
    """Add the names found and the right ones to `counts`, in all and by label."""
    found = {(m.start, m.end): label_mention(m) for m in mentions if m.form == "NAM"}
    for span, (label, _) in answers.names.items():
        right, typed = span in found, found.get(span) == label
        counts["names"].update(answers=1, right=right)
        counts["names typed"].update(answers=1, right=typed)
        counts[f"names typed {label}"].update(answers=1, right=typed)
    for label in found.values():
        for key in ("names", "names typed", f"names typed {label}"):
            counts[key]["found"] += 1


def label_mention(mention):
    """PER, ORG or LOC of a name, by the kind of its actor; a country that acts is a place here, and so is a name
    without an actor, unless it is a short form that several bodies share.
    """
    if is_place(mention.text) or not (mention.actor_id or mention.text in index_ambiguous()):
        return "LOC"
    return LABELS.get(mention.kind, "ORG")


def count_links(answers, mentions, counts):
    """Add the links of one document to `counts`."""
    pairs = [
        (m.actor_id, answers.names[m.start, m.end][1])
        for m in mentions
        if m.form == "NAM" and m.actor_id and (m.start, m.end) in answers.names
    ]
    count_clusters(pairs, counts["names linked"])
    groups = defaultdict(set)
    for actor_id, group in pairs:
        groups[actor_id].add(group)
    named = {group for _, group in answers.names.values()}
    for form, group in answers.heads.values():
        if form and group in named:
            counts[f"links {form}"]["answers"] += 1
    starts = {(m.actor_id, m.start) for m in mentions if m.form == "NAM"}
    for m in mentions:
        meant = set().union(*(groups[actor_id] for actor_id in m.actor_id.split(";")))
        titled = any((m.actor_id, m.end + gap) in starts for gap in (0, 1))  # GUM has a title in one span with its name
        if m.form in ("NOM", "PRO") and meant and not titled and m.text.lower() not in SPEECH_PARTNERS:
            right = answers.heads.get(m.end, ("", ""))[1] in meant
            counts[f"links {m.form}"].update(found=1, right=right)


def count_clusters(pairs, count):
    """Add the sums of B³ over (actor, group) of the names that both have."""
    same, actors, groups = Counter(pairs), Counter(a for a, _ in pairs), Counter(g for _, g in pairs)
    for pair in pairs:
        count["mentions"] += 1
        count["precision"] += same[pair] / actors[pair[0]]
        count["recall"] += same[pair] / groups[pair[1]]


def rate_mentions(count):
    """Precision, recall and F1 in percent; empty where they are not defined."""
    if "mentions" in count:
        n = count["mentions"]
        return {"answers": n, "found": n, **rate(count["precision"] / n, count["recall"] / n)}
    answers, found, right = count["answers"], count["found"], count["right"]
    return {
        "answers": answers,
        "found": found,
        **rate(right / found if found else None, right / answers if answers else None),
    }


def rate(precision, recall):
    """The two shares in percent, and their harmonic mean."""
    f1 = 2 * precision * recall / (precision + recall) if precision and recall else None
    return {
        name: None if value is None else round(100 * value, 1)
        for name, value in (("precision", precision), ("recall", recall), ("f1", f1))
    }
