"""Headlines and headings: lines of a text that are no prose, and tell in the present what has happened."""

LONGEST = 20
BREAKS = frozenset("\n\r\v\f\x85\u2028\u2029")
CLOSED = frozenset(".?!…:;,\"”’'")


def is_headline(sentence):
    """Whether a sentence (spaCy Span) is a line of at most 20 words for itself, without an end mark."""
    words = [token for token in sentence if not token.is_space]
    if not words or len(words) > LONGEST or words[-1].text in CLOSED:
        return False
    return is_edge(sentence.doc, words[0].i - 1) and is_edge(sentence.doc, words[-1].i + 1)


def is_edge(doc, place):
    """Whether a place among the words is a line break, or outside of the text."""
    return not 0 <= place < len(doc) or any(c in BREAKS for c in doc[place].text)


def is_misnamed(word):
    """Whether the verb of a headline, between two names, was parsed as a plural noun: "Ruritania bans Northline"."""
    if word.tag_ != "NNS" or word.dep_ != "ROOT" or not word.i or word.i + 1 == len(word.doc):
        return False
    sides = (word.nbor(-1), word.nbor())
    return all(w.pos_ == "PROPN" and word in w.ancestors for w in sides) and is_headline(word.sent)
