"""Cues, sources and contents beside PolNeAR's answers."""

import re
from datetime import date

from helpers.actors.actors import find_mentions, resolve_actors
from helpers.articles.article import Article
from helpers.claims.claims import find_claims
from helpers.corpora.brat import Attributed, load_brat
from helpers.language.sentences import parse
from helpers.readings.agreement import WORD
from helpers.scores.outcomes import count_outcomes
from helpers.spans import count_shared, pair_best, share_words
from helpers.tables import make_table

CLAIM_OUTCOMES = (
    "answers",
    "found",
    "cues",
    "sourced",
    "sources",
    "contents",
    "quoted",
    "quotations",
    "close",
    "exact",
)
CLOSE, EXACT = 0.3, 0.8
MARKS = ("“", "”", '"', "''")
BESIDE = 3  # characters: a mark stands at most so far from what it quotes ("`` It ended")


def score_claims(folder):
    """Table `claim_scores`: `find_claims` on the brat documents of a folder (PolNeAR's source, cue and content).

    The row "all", then a row per form of quotation. A cue counts if it shares a character with a marked one, one to
    one; a source, of the cues that count and have one marked, if it covers over half of it; a content if the words of
    both overlap by 0.8 (Jaccard). Quotations are contents with double quotation marks, in the answers and in what is
    found, paired by overlap whatever their cues, at 0.3 and at 0.8. Claims without content are left out: the corpus
    marks none. All in percent. Raises FileNotFoundError or ValueError for a folder that holds no brat standoff.
    """
    return tabulate_claims((document, read_claims(document)) for document in load_brat(folder))


def read_claims(document):
    """The machine's claims on a document of a corpus, whose text stays as its answers count it. Their parse does not
    depend on the day, which is made up.
    """
    doc = parse(Article("corpus", document.text, date(2016, 1, 1)))
    return find_claims(doc, resolve_actors(find_mentions(doc)))


def tabulate_claims(read):
    """Table `claim_scores` of (document, claims) pairs."""
    pairs = (pair for document, claims in read for pair in compare_claims(document, group_claims(claims)))
    counts = count_outcomes(pairs, CLAIM_OUTCOMES)
    return make_table("claim_scores", [{"form": form, **rate_claims(row)} for form, row in counts.items()])


def group_claims(claims):
    """The attributed claims with content as `Attributed`s, all pieces of one cue together; [(Attributed, form of
    quotation)].
    """
    groups = {}
    for row in claims[(claims["source_id"] != "author") & (claims["text"] != "")].itertuples(index=False):
        key = (row.cue_start, row.cue_end) if row.cue_text else row.claim_id
        groups.setdefault(key, []).append(row)
    return [
        (
            Attributed(
                ((rows[0].source_start, rows[0].source_end),) if rows[0].source_text else (),
                ((rows[0].cue_start, rows[0].cue_end),) if rows[0].cue_text else (),
                tuple((row.start, row.end) for row in rows),
            ),
            next((form for form in ("direct", "mixed") if any(row.quote_form == form for row in rows)), "indirect"),
        )
        for rows in groups.values()
    ]


def compare_claims(document, found):
    """(form, outcomes) of every answer, of every claim found that is no answer, and of the quotations of both."""
    text, answers = document.text, [a for a in document.attributions if a.cue and a.content]
    cues = [(n, own.cue) for n, (own, _) in enumerate(found) if own.cue]
    paired = pair_best([a.cue for a in answers], [cue for _, cue in cues], count_shared)
    words = [match.start() for match in re.finditer(WORD, text)]
    for n, answer in enumerate(answers):
        outcomes = ["answers"]
        if n in paired:
            own = found[cues[paired[n]][0]][0]
            outcomes += ["found", "cues", *["sourced"] * bool(answer.source)]
            outcomes += ["sources"] * covers_half(answer.source, own.source)
            outcomes += ["contents"] * (share_words(answer.content, own.content, words) >= EXACT)
        yield name_quote(text, answer.content), outcomes
    for n, (own, _) in enumerate(cues):
        if n not in paired.values():
            yield found[own][1], ["found"]
    quoted = [a.content for a in answers if name_quote(text, a.content) != "indirect"]
    quotations = [own.content for own, form in found if form != "indirect" and has_marks(text, own.content)]
    shared = pair_best(quoted, quotations, lambda a, b: share_words(a, b, words))
    yield "all", ["quoted"] * len(quoted) + ["quotations"] * len(quotations)
    for a, b in shared.items():
        overlap = share_words(quoted[a], quotations[b], words)
        yield "all", ["close"] * (overlap >= CLOSE) + ["exact"] * (overlap >= EXACT)


def covers_half(answer, own):
    """Whether a span in pieces covers over half of the characters of a marked one."""
    return bool(2 * count_shared(answer, own) > sum(end - start for start, end in answer))


def name_quote(text, pieces):
    """The form of a content by its marks: direct if it opens and ends with one, mixed if it holds one,
    else indirect.
    """
    words = "".join(text[start:end] for start, end in pieces).strip(" .,;:")
    if not any(mark in words for mark in MARKS):
        return "indirect"
    return "direct" if words.startswith(MARKS) and words.endswith(MARKS) else "mixed"


def has_marks(text, pieces):
    """Whether the marks that make an answer a quotation stand in a content or right beside it; single marks and turns
    of a transcript make none.
    """
    return any(mark in text[max(0, start - BESIDE) : end + BESIDE] for start, end in pieces for mark in MARKS)


def rate_claims(counts):
    """The scores of one row, in percent."""

    def percent(part, *wholes):
        whole = sum(counts[name] for name in wholes)
        return round(100 * len(wholes) * counts[part] / whole, 1) if whole else None

    return {
        "answers": counts["answers"],
        "found": counts["found"],
        "cue_precision": percent("cues", "found"),
        "cue_recall": percent("cues", "answers"),
        "cue_f1": percent("cues", "answers", "found"),
        "source_right": percent("sources", "sourced"),
        "content_right": percent("contents", "cues"),
        "quotation_f1": percent("close", "quoted", "quotations"),
        "quotation_exact_f1": percent("exact", "quoted", "quotations"),
    }
