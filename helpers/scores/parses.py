"""How well the bundled pipeline reads, against treebanks of Universal Dependencies: tags, lemmas, syntax, sentences."""

from collections import Counter, defaultdict
from pathlib import Path

from spacy.tokens import Doc

from helpers.corpora.treebanks import join_words, read_conllu, read_paragraphs
from helpers.language.pipeline import load_pipeline
from helpers.tables import make_table

RELATIONS = ("nsubj", "obj", "obl", "nmod", "ccomp", "xcomp", "advcl", "acl", "conj", "appos", "parataxis")


def score_parse(folder):
    """Table `parse_scores` of the treebank in a folder: all of it, and GUM's genres apart.

    On the treebank's own tokens and sentences, without punctuation, as shares in percent: parts of speech (upos),
    lemmas whatever their case, heads (uas), and heads with their relation, subtypes aside (las); by relation, the F1 of
    head and relation. Sentences are found in the text of paragraphs and count if both ends are right (F1). Raises
    FileNotFoundError if there is no treebank.
    """
    files = sorted(Path(folder).glob("*.conllu"))
    if not files:
        raise FileNotFoundError(f"No treebank below '{folder}'. Expected .conllu files.")
    counts, relations = defaultdict(Counter), Counter()
    for path in files:
        count = count_words(path, relations) + count_sentences(path)
        for part in {"all", name_genre(path)}:
            counts[part].update(count)
    rows = [{"part": part, **rate_words(counts[part])} for part in sorted(counts)]
    return make_table("parse_scores", rows + [rate_relation(relation, relations) for relation in RELATIONS])


def name_genre(path):
    """The genre of a document of GUM, which its file name says ("GUM_news_iodine"); "all" for other treebanks."""
    name, _, rest = path.stem.partition("_")
    return rest.split("_")[0] if name == "GUM" and rest else "all"


def count_words(path, relations):
    """Counter of the words of a treebank and what is right of them; adds (what, relation) to `relations`."""
    count = Counter()
    sentences = [sentence.words for sentence in read_conllu(path)]
    for words, doc in zip(sentences, parse_words(sentences), strict=True):
        for place, (word, token) in enumerate(zip(words, doc, strict=True)):
            if word.upos == "PUNCT":
                continue
            head = token.head.i == (word.head - 1 if word.head else place)
            answer, found = plain(word.deprel), plain(token.dep_)
            count.update(
                words=1, upos=word.upos == token.pos_, lemmas=word.lemma.lower() == token.lemma_.lower(),
                uas=head, las=head and answer == found,
            )  # fmt: skip
            relations.update([("answers", answer), ("found", found)])
            relations["right", answer] += head and answer == found
    return count


def plain(relation):
    """A relation without subtype; spaCy writes the root in capitals."""
    return relation.partition(":")[0].lower()


def parse_words(sentences):
    """The Docs of sentences (lists of `Word`), on their own tokens."""
    pipeline = load_pipeline()
    docs = [Doc(pipeline.vocab, words=[w.form for w in words], spaces=[w.space for w in words]) for words in sentences]
    for _, component in pipeline.pipeline:
        docs = [component(doc) for doc in docs] if not hasattr(component, "pipe") else list(component.pipe(docs))
    return docs


def count_sentences(path):
    """Counter of the sentences in the running text of paragraphs: in the answers, found, and right at both ends."""
    count = Counter()
    for paragraph in read_paragraphs(path):
        text, places = join_words([word for sentence in paragraph for word in sentence])
        answers, first = set(), 0
        for sentence in paragraph:
            answers.add((places[first][0], places[first + len(sentence) - 1][1]))
            first += len(sentence)
        found = {(span.start_char, span.end_char) for span in load_pipeline()(text).sents}
        count.update(sentences=len(answers), sentences_found=len(found), sentences_right=len(answers & found))
    return count


def rate_words(count):
    """The shares of one part in percent, rounded to two places."""
    shares = {key: round(100 * count[key] / count["words"], 2) for key in ("upos", "lemmas", "uas", "las")}
    f1 = 200 * count["sentences_right"] / (count["sentences"] + count["sentences_found"])
    return {"words": count["words"], "sentences": count["sentences"], **shares, "sentences_f1": round(f1, 1)}


def rate_relation(relation, relations):
    """The F1 of one relation, under "las"."""
    answers, found, right = (relations[what, relation] for what in ("answers", "found", "right"))
    las = round(200 * right / (answers + found), 2) if answers + found else None
    return {"part": relation, "words": answers, "las": las}
