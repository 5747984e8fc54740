"""Trains the bundled language pipeline from treebanks and corpora of names: `make model TREEBANKS=folder`.

The components are spaCy's; their settings stand in `training.cfg`. What goes in: UD English-EWT and GUM (tags,
morphology, lemmas, syntax; GUM's entities as names), Universal NER on EWT, wikigold and CrossNER (names only), and word
vectors as static features. `role_training` then adds who does what to whom, from PropBank's annotation of English-EWT.
"""

import hashlib
import json
import random
import tempfile
from pathlib import Path

import numpy as np
import spacy
import srsly
from spacy.tokens import Doc, DocBin, Span
from spacy.training import Example
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config, load_model_from_config, registry

from helpers import __version__, paths
from helpers.corpora.treebanks import find_names, label_spans, read_iob, read_paragraphs
from helpers.files import write_file
from helpers.language.pipeline import load_pipeline, look_up_lowercase, set_precision, set_tokenizer, use_fast_products
from helpers.language.role_training import find_role_files, train_roles
from helpers.lexicons import load_lexicon, split_items

CONFIG = paths.PACKAGE / "language" / "training.cfg"
WEIGHTS = {
    "news": 3,
    "bio": 2,
}  # how often an epoch sees the paragraphs of a genre of GUM: news is what the pipeline is for
LABELS = {
    "PER": "PER", "politician": "PER", "person": "PER", "scientist": "PER",
    "ORG": "ORG", "organisation": "ORG", "politicalparty": "ORG", "university": "ORG",
    "LOC": "LOC", "country": "LOC", "location": "LOC",
}  # fmt: skip
META = {
    "name": "regtrace",
    "description": "English news: tags, morphology, lemmas, dependencies, names",
    "license": "CC BY-SA 4.0",
}
NO_SPACE_BEFORE = frozenset([".", ",", ";", ":", "!", "?", ")", "]", "%", "”", "’", "'s", "n't"])
NO_SPACE_AFTER = frozenset(["(", "[", "$", "“", "‘"])


def train_pipeline(treebanks, target):
    """Train the pipeline on the folder `treebanks` and write it, with halved weights, to the folder `target`.

    Returns {file: sha256} of everything that was read, which `sources.csv` beside it lists. The word vectors are those
    of the pipeline in `helpers/model`. Raises FileNotFoundError if a corpus is missing.
    """
    treebanks = Path(treebanks)
    files = sorted({*find_corpora(treebanks), *find_role_files(treebanks)})
    with tempfile.TemporaryDirectory() as folder:
        config = load_config(CONFIG)
        for name, docs in build_corpora(treebanks, spacy.blank("en").vocab).items():
            config["paths"][name] = f"{folder}/{name}.spacy"
            DocBin(docs=docs).to_disk(config["paths"][name])
        config["paths"]["vectors"] = copy_vectors(f"{folder}/vectors")
        pipeline = run_training(config, Path(folder))
    write_pipeline(pipeline, Path(target))
    load_pipeline.cache_clear()
    train_roles(treebanks, Path(target) / "roles")
    sources = {path.relative_to(treebanks).as_posix(): hash_file(path) for path in files}
    write_file(
        Path(target) / "sources.csv", "file,sha256\n" + "".join(f"{file},{sha}\n" for file, sha in sources.items())
    )
    return sources


def find_corpora(treebanks):
    """Every corpus file below the folder, in order of their names; raises FileNotFoundError if there is no treebank."""
    files = sorted(p for p in treebanks.rglob("*") if p.suffix in (".conllu", ".iob2") or p.parent.name == "ner")
    if not any(p.suffix == ".conllu" for p in files):
        raise FileNotFoundError(
            f"No treebank below '{treebanks}'. Name the folder that holds ewt/, gum/ and ner/: make model TREEBANKS=…"
        )
    return files


def hash_file(path):
    """The sha256 of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def run_training(config, folder):
    """Train by spaCy's loop; labels are read off the documents that have a syntax: names alone have none to offer."""
    config["training"]["train_corpus"] = "corpora.syntax"
    pipeline = init_nlp(load_model_from_config(config, auto_fill=True).config)
    look_up_lowercase(pipeline)
    set_tokenizer(pipeline)
    use_fast_products(pipeline)
    pipeline.config["training"]["train_corpus"] = "corpora.train"
    train(pipeline, folder)
    return spacy.load(folder / "model-best")


def write_pipeline(pipeline, target):
    """Write a pipeline with halved weights, without paths and scores of its training or strings it does not need."""
    set_precision(pipeline, np.float16)
    pipeline.config["paths"] = dict.fromkeys(pipeline.config["paths"])
    pipeline.meta.update(META, version=__version__, performance={})
    pipeline.to_disk(target)
    strings = json.dumps(sorted(list_strings(pipeline)), ensure_ascii=False, indent=0)
    write_file(target / "vocab" / "strings.json", strings)


def list_strings(pipeline):
    """The strings that a pipeline looks up by their hash: words with a vector, labels, their parts, parts of lemmas."""
    strings = pipeline.vocab.strings
    needed = {strings[key] for key in pipeline.vocab.vectors.key2row}
    for _, component in pipeline.pipeline:
        for label in map(str, getattr(component, "labels", ())):
            needed.update([label, *label.replace("|", "=").split("=")])
    trees = srsly.msgpack_loads(pipeline.get_pipe("lemmatizer").trees.to_bytes())["trees"]
    return needed | {strings[tree[key]] for tree in trees for key in ("orig", "subst") if key in tree}


def copy_vectors(target):
    """Write a blank pipeline with the word vectors of the bundled one, for spaCy to read; returns its path."""
    blank = spacy.blank("en")
    blank.vocab.from_disk(paths.MODEL / "vocab")
    blank.vocab.vectors.data = blank.vocab.vectors.data.astype(np.float32)
    blank.to_disk(target)
    return target


# The documents


def build_corpora(treebanks, vocab):
    """{"syntax", "train", "dev"}: lists of spaCy Docs; "train" is "syntax" with the documents that have only names."""
    syntax = [
        make_doc(vocab, p) for path in sorted((treebanks / "ewt").glob("*.conllu")) for p in read_paragraphs(path)
    ]
    names = []
    for path in sorted((treebanks / "gum" / "train").glob("*.conllu")):
        docs = [make_doc(vocab, p, find_names(p)) for p in read_paragraphs(path)]
        syntax += docs * WEIGHTS.get(path.stem.split("_")[1], 1)
        names += docs
    named = [doc for path in sorted((treebanks / "ner").iterdir()) for doc in read_named(vocab, path)]
    dev = [
        make_doc(vocab, p, find_names(p))
        for path in sorted((treebanks / "gum" / "dev").glob("*.conllu"))
        for p in read_paragraphs(path)
    ]
    substitute = Substitute(names + named)
    substituted = [substitute(doc) for doc in named if doc.ents]
    return {"syntax": syntax, "train": syntax + named + substituted, "dev": dev}


def make_doc(vocab, paragraph, names=None):
    """A Doc of a paragraph (sentences of `Word`) with `names`, (start, end, label) on its words; None: unknown."""
    words = [word for sentence in paragraph for word in sentence]
    heads, offset = [], 0
    for sentence in paragraph:
        heads += [offset + (word.head - 1 if word.head else i) for i, word in enumerate(sentence)]
        offset += len(sentence)
    doc = Doc(
        vocab,
        words=[w.form for w in words],
        spaces=[*(w.space for w in words[:-1]), False],
        tags=[w.xpos for w in words],
        **dict(zip(("pos", "lemmas", "morphs"), zip(*map(normalise, words), strict=True), strict=True)),
        heads=heads,
        deps=["ROOT" if w.deprel == "root" else w.deprel for w in words],
    )
    if names is not None:
        doc.set_ents([Span(doc, start, end, label) for start, end, label in names], default="outside")
    return doc


def normalise(word):
    """(part of speech, lemma, features) of a word, alike in all treebanks.

    "United" in "United States" is an adjective, its own lemma.
    """
    feats = "" if word.feats == "_" else word.feats
    if word.upos == "VERB" and word.xpos in ("NNP", "NNPS"):
        return "ADJ", word.form, "Degree=Pos"
    return word.upos, word.form if word.lemma == "_" else word.lemma, feats


def read_named(vocab, path):
    """Docs of a corpus of names, a sentence each; types that are no person, organisation or place count as no name."""
    for words, labels in read_iob(path):
        spaces = [
            not (following in NO_SPACE_BEFORE or word in NO_SPACE_AFTER)
            for word, following in zip(words, [*words[1:], "."], strict=True)
        ]
        doc = Doc(vocab, words=words, spaces=spaces)
        spans = [(start, end, LABELS[kind]) for start, end, kind in label_spans(labels) if kind in LABELS]
        doc.set_ents([Span(doc, *span) for span in spans], default="outside")
        yield doc


class Substitute:
    """Puts other names in place of those of a Doc: the pipeline is to learn the words around names and not the names.

    Names come from the documents themselves and from the lexicons; one in three is coined from halves of two others.
    """

    def __init__(self, docs, seed=0):
        self.random = random.Random(seed)
        known = {
            label: {ent.text for doc in docs for ent in doc.ents if ent.label_ == label}
            for label in ("PER", "ORG", "LOC")
        }
        countries, actors = load_lexicon("countries"), load_lexicon("actors")
        known["LOC"] |= {
            name for column in ("name", "capital") for cell in countries[column] for name in split_items(cell)
        }
        known["ORG"] |= set(actors.loc[actors["kind"] != "Person", "name"])
        self.names = {label: sorted(names) for label, names in known.items()}

    def __call__(self, doc):
        """A Doc with the words of `doc` and other names; without its syntax."""
        words, spaces, spans, done = [], [], [], 0
        for ent in doc.ents:
            words += [t.text for t in doc[done : ent.start]]
            spaces += [bool(t.whitespace_) for t in doc[done : ent.start]]
            name = self.choose(ent.label_).split()
            spans.append((len(words), len(words) + len(name), ent.label_))
            words += name
            spaces += [True] * (len(name) - 1) + [bool(ent[-1].whitespace_)]
            done = ent.end
        words += [t.text for t in doc[done:]]
        spaces += [bool(t.whitespace_) for t in doc[done:]]
        changed = Doc(doc.vocab, words=words, spaces=spaces)
        changed.set_ents([Span(changed, *span) for span in spans], default="outside")
        return changed

    def choose(self, label):
        """A name of a type, or a new word made of the first half of one and the second half of another."""
        name, other = self.random.choice(self.names[label]), self.random.choice(self.names[label])
        if self.random.random() < 1 / 3 and name.isalpha() and other.isalpha():
            return name[: (len(name) + 1) // 2] + other[len(other) // 2 :].lower()
        return name


@registry.augmenters("regtrace.typographic_quotes.v1")
def set_typographic_quotes(level):
    """A spaCy augmenter: in a share `level` of the documents straight quotation marks and apostrophes are curled."""
    chance = random.Random(0)

    def augment(pipeline, example):
        doc = example.reference
        if chance.random() < level and ('"' in doc.text or "'" in doc.text):
            doc = curl_quotes(doc)
            example = Example(pipeline.make_doc(doc.text), doc)
        yield example

    return augment


def curl_quotes(doc):
    """A copy of a Doc with typographic quotation marks; which way a mark opens is told by its tag."""
    marks = {('"', "``"): "“", ('"', "''"): "”", ("'", "``"): "‘"}
    words = [marks.get((token.text, token.tag_), token.text.replace("'", "’")) for token in doc]
    curled = Doc(doc.vocab, words=words, spaces=[bool(token.whitespace_) for token in doc])
    attributes = [
        name
        for name in ("TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE")
        if doc.has_annotation(name)
    ]
    return curled.from_array(attributes, doc.to_array(attributes)) if attributes else curled
