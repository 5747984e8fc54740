"""The article among all that a page shows: what trafilatura takes, put right where that loses or adds a part of it.

A page is read as runs of text, as a browser would set them apart. Which of them trafilatura took is seen by their
words. Prose that it passed over although it stands among what was taken is put back, in its place; a second story on
the page is cut out before. `Extraction` counts what was taken and keeps what was left out near the text, so that a
reader sees a loss.
"""

import re
from calendar import day_name, month_name
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from helpers.articles.linked_data import find_words, share_words
from helpers.articles.metadata import find_days, is_telling

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
# The parser may put what a page shows into its head, where the page does not say that its body begins.
UNSEEN = frozenset(
    [
        "title",
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "select",
        "option",
        "textarea",
    ]
)
BESIDE = frozenset(["aside", "nav", "footer", "form", "figure", "figcaption", "button", "dialog", "label", "menu"])
ELSEWHERE = frozenset(("nav", "form", "footer"))
SENTENCE_END = re.compile(r"[.?!:;…][\"'”’»)\]]*$")
RELEASE = re.compile(r"(?:\W*\w+\W+){0,3}release\b(?:\W+\w+){0,8}\W*", re.IGNORECASE)
# Words of a sentence that is prose, of anything that is, of a line that may be evidence, and of what is told as left
# out; a story has paragraphs; runs above and behind the text that count as near it.
SENTENCE, LONG, EVIDENCE, TOLD = 8, 25, 12, 5
STORY = 3
# In how many lines three words are looked for: those of more are common and tell nothing.
PLACES = 8
ABOVE, BEHIND = 3, 12


class Extraction(NamedTuple):
    """The text of an article and its headline, "" if the page has none; the day that stands with its year from the
    headline to the first paragraph, None if none does; the numbers of words that the page shows and of those that were
    taken; and the runs left out near the text.
    """

    text: str
    headline: str
    day: object
    shown: int
    taken: int
    left_out: list


class Run(NamedTuple):
    """Text that a page shows without a break, and the element of a block that it stands in."""

    text: str
    block: object

    @property
    def words(self):
        """Its words."""
        return self.text.split()

    @property
    def heading(self):
        """Whether it is a heading."""
        return self.block.tag in HEADINGS

    @property
    def prose(self):
        """Whether it reads like a paragraph: a sentence that ends, or many words."""
        number = len(self.words)
        return not self.heading and (number >= LONG or (number >= SENTENCE and bool(SENTENCE_END.search(self.text))))


def extract_article(root, titles):
    """The `Extraction` from a page parsed by lxml, which loses its other stories by it; `titles` are those that the
    page bears, best first.
    """
    runs = list(find_runs(root))
    stories, cut = cut_stories(runs, titles)
    lines = extract_lines(root)
    taken = find_taken(runs, lines)
    text = [i for i in taken if runs[i].prose]
    headline = find_headline(runs[: min(text, default=len(runs))], titles)
    beside = find_beside(root, runs, text, cut)
    kept = restore(runs, text, taken, beside, headline) if text else set()
    near = find_near(runs, text, headline, cut) - kept - taken.keys() if text else set()
    return Extraction(
        "".join(f"{line}\n" for line in merge(lines, runs, taken, kept)),
        runs[headline].text if headline is not None else "",
        find_day(runs, text, headline),
        sum(len(run.words) for run in runs),
        sum(len(runs[i].words) for i in {*taken, *kept}),
        stories
        # What has the name of something beside an article comes last: it is the least likely to be part of it.
        + [runs[i].text for i in sorted(near, key=lambda i: (is_in(runs[i].block, beside), i))],
    )


def extract_lines(root):
    """The lines that trafilatura takes for the article."""
    import trafilatura

    text = trafilatura.extract(root, output_format="txt", include_comments=False, include_tables=True) or ""
    return text.splitlines()


def find_runs(root):
    """The `Run`s of a page in their order."""
    from lxml.etree import iterwalk

    parts, block = [], root
    walker = iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        is_element = event in ("start", "end")
        if is_element and element.tag not in INLINE and element.tag not in UNSEEN:
            text, parts = " ".join("".join(parts).split()), []
            if text:
                yield Run(text, block)
            if element.tag != "br":
                block = element if event == "start" else element.getparent()
        if event == "start" and is_unseen(element):
            walker.skip_subtree()
        elif event == "start":
            parts.append(element.text or "")
        elif element is not root:
            parts.append(element.tail or "")


def is_unseen(element):
    """Whether a browser does not show an element."""
    style = re.sub(r"\s", "", element.get("style") or "").lower()
    return element.tag in UNSEEN or element.get("hidden") is not None or "display:none" in style


def find_taken(runs, lines):
    """{index of a run: index of the line that holds it}. Two words in three must stand there in threes; a line is used
    up by the runs that it holds, so that a teaser that repeats a paragraph is not taken for it.
    """
    grams, room = {}, []
    for number, line in enumerate(lines):
        words = split_words(line)
        room.append(len(words) + 2)
        for gram in [*list_grams(words), *(tuple(split_words(cell)) for cell in line.split("|"))]:
            places = grams.setdefault(gram, [])
            if len(places) < PLACES:
                places.append(number)
    taken = {}
    for index, run in enumerate(runs):
        words = split_words(run.text)
        found = [grams[gram] for gram in list_grams(words) if gram in grams]
        if not words or len(found) < 0.7 * len(list_grams(words)):
            continue
        votes = Counter(place for places in found for place in dict.fromkeys(places))
        fitting = [line for line in votes if room[line] >= min(len(words), 3)]
        if fitting:
            taken[index] = max(fitting, key=lambda line: (votes[line], -line))
            room[taken[index]] -= len(words)
    return taken


def split_words(text):
    """The words of a text, in small letters."""
    return re.findall(r"\w+", text.lower())


def list_grams(words):
    """Every three words that follow one another; of fewer, all."""
    return [tuple(words[i : i + 3]) for i in range(max(1, len(words) - 2))]


def find_headline(runs, titles):
    """The index of the headline among the runs above the text, None if there is none that says more than two words: the
    heading that is like a title of the page, else the last of the highest rank.
    """
    fitting = [i for i, run in enumerate(runs) if run.block.tag in HEADINGS[:3] and is_telling(run.text)]
    named = [i for title in titles if is_telling(title) for i in fitting if share_words(runs[i].text, title) >= 0.8]
    return next(iter(named or sorted(fitting, key=lambda i: (runs[i].block.tag, -i))), None)


def cut_stories(runs, titles):
    """Take other stories than the page's own out of the page: ([what tells of each], their elements).

    A story of its own stands in an `article` of its own, under a heading of the first rank of its own, or under a
    heading of the rank of the headline or in another element, with no name in common with the story under the headline.
    """
    heads = [i for i, run in enumerate(runs) if run.block.tag in HEADINGS[:3]]
    named = [i for title in titles for i in heads if share_words(runs[i].text, title) >= 0.8]
    own = next(iter([*named, *(i for i in heads if runs[i].block.tag == "h1")]), None)
    if own is None:
        return [], set()
    headings, others = {}, [i for i in heads if share_words(runs[i].text, runs[own].text) < 0.8]
    for heading, story in (*find_containers(runs, heads, own, others), *find_parts(runs, own, others)):
        if not any(around in headings for element in story for around in climb(element)):
            headings |= dict.fromkeys(story, heading)
    words = Counter()
    for run in runs:
        heading = next((headings[around] for around in climb(run.block) if around in headings), None)
        words[heading] += len(run.words)
    for element in headings:
        if element.getparent() is not None:
            element.drop_tree()
    told = [f"{runs[i].text} [a story of its own, {words[i]} words]" for i in dict.fromkeys(headings.values())]
    return told, set(headings)


def find_containers(runs, heads, own, others):
    """(heading, [element]) of the other stories that stand in elements of their own, if the page's own does."""
    paragraphs = count_around(run.block for run in runs if run.prose)
    firsts = count_around(runs[i].block for i in heads if runs[i].block.tag == "h1")
    home, mine = find_story(runs[own].block, firsts), set(climb(runs[own].block))
    if home is None or paragraphs.get(home, 0) < STORY:
        return
    for i in others:
        story = find_story(runs[i].block, firsts)
        if story is not None and story not in mine and paragraphs.get(story, 0) >= STORY and home not in climb(story):
            yield i, [story]


def find_parts(runs, own, others):
    """(heading, [element of each run]) of what stands under a heading of the headline's rank, or of any rank outside of
    what holds the headline's story, and names nothing that stands under the headline, nor the other way round.
    """
    paragraphs = count_around(run.block for run in runs if run.prose)
    home = next((around for around in climb(runs[own].block) if paragraphs.get(around, 0) >= STORY), None)
    behind = (i for i in others if i > own)
    apart = (i for i in behind if runs[i].block.tag == runs[own].block.tag or home not in climb(runs[i].block))
    ranked = [own, *apart, len(runs)]
    story, *parts = [[run for run in runs[start:stop] if run.prose] for start, stop in pairwise(ranked)]
    above = set(climb(runs[own].block))
    for start, stop, prose in zip(ranked[1:], ranked[2:], parts, strict=False):
        elements = [run.block for run in runs[start:stop]]
        if above.isdisjoint(elements) and min(len(story), len(prose)) >= STORY and are_strangers(story, prose):
            yield start, elements


def are_strangers(story, other):
    """Whether the names in each of two stories, two or more, are no words of the other. Days are no names."""
    ours, theirs = find_names(story), find_names(other)
    return (
        min(len(ours), len(theirs)) > 1
        and ours.isdisjoint(word for run in other for word in find_words(run.text))
        and theirs.isdisjoint(word for run in story for word in find_words(run.text))
    )


def find_names(runs):
    """The words with a capital in the midst of the sentences of some runs, in small letters."""
    words = {name for run in runs for name in re.findall(r"(?<=[a-z,] )[A-Z][a-z]{2,}", run.text)}
    return {word.lower() for word in words.difference(day_name, month_name)}


def climb(element):
    """An element and all that it stands in, from the inside."""
    return [element, *element.iterancestors()]


def count_around(blocks):
    """{element: how many of the blocks stand in it}."""
    counts = {}
    for block in blocks:
        for around in climb(block):
            counts[around] = counts.get(around, 0) + 1
    return counts


def find_story(heading, firsts):
    """The element that holds the story under a heading: its `article`; for one of the first rank else the widest that
    holds no other of it; None if it has neither. `firsts` counts the headings of the first rank.
    """
    around = climb(heading)
    story = next((e for e in around if e.tag == "article"), None)
    if story is None and heading.tag == "h1":
        story = next((e for e in reversed(around) if firsts[e] == 1), None)
    return story


def find_beside(root, runs, text, cut):
    """The elements that stand beside an article: by their kind, or by what trafilatura knows of the names that page
    makers give them; none that holds some of the text.
    """
    from trafilatura.xpaths import OVERALL_DISCARD_XPATH, RAW_TREE_PRUNE_XPATH, REMOVE_COMMENTS_XPATH

    named = [*OVERALL_DISCARD_XPATH, *RAW_TREE_PRUNE_XPATH, *REMOVE_COMMENTS_XPATH]
    found = {*cut, *root.iter(*BESIDE), *(element for xpath in named for element in xpath(root))}
    return found.difference(*(climb(runs[i].block) for i in text))


def restore(runs, text, taken, beside, headline):
    """The indexes of runs that belong to the article though they were not taken. `text` are the indexes of the prose
    that was.

    These are prose above the text, under the headline or with no heading between; prose in the midst of it; prose
    behind it (`restore_behind`); and the lines of evidence under the headline.
    """
    first, last = min(text), max(text)
    makes = {describe_make(runs[i].block) for i in text}
    lost = [i for i, run in enumerate(runs) if run.prose and i not in taken and not is_in(run.block, beside)]
    top = headline if headline is not None else max((i for i in range(first) if runs[i].heading), default=-1)
    kept = {i for i in lost if top < i < first}
    for i in lost:
        if first < i < last and (runs[i].block.tag not in ("li", "td", "th") or describe_make(runs[i].block) in makes):
            kept.add(i)
    start = max(0, first - ABOVE) if headline is None else headline
    for i in range(max(0, start - ABOVE), first):
        if i not in taken and is_evidence(runs[i], i > start) and not is_within(runs[i].block, BESIDE):
            kept.add(i)
    return kept | restore_behind(runs, text, taken, makes, [i for i in lost if i > last])


def restore_behind(runs, text, taken, makes, lost):
    """Those of the lost runs behind the text that go on with it, and their headings.

    They stand in an element of the same make that has a class of its own or, without a heading between, has none; in a
    further `article` of several paragraphs; or, without a heading between, in an element of several paragraphs beside
    the text's.
    """
    outside = {around for i in text for around in climb(runs[i].block)[1:3]}
    paragraphs = count_around(run.block for run in runs if run.prose)
    heading = next((i for i in range(max(text) + 1, len(runs)) if runs[i].heading), len(runs))
    kept = set()
    for i in lost:
        make, around = describe_make(runs[i].block), climb(runs[i].block)[1:3]
        several = bool(around) and paragraphs[around[0]] > 1
        alike = make in makes and (make[-1] or i < heading or (several and around[0].tag == "article"))
        if alike or (several and i < heading and outside.intersection(around)):
            kept |= {i, i - 1} if runs[i - 1].heading and i - 1 not in taken else {i}
    return kept


def describe_make(block):
    """(tag of a block, tag of what holds it, class that it bears, without digits)."""
    parent = block.getparent()
    if parent is None:
        return (block.tag, "", "")
    return (block.tag, parent.tag, re.sub(r"[\d\s_-]+", " ", parent.get("class") or parent.get("itemprop") or ""))


def is_evidence(run, below):
    """Whether a run tells when the text was released; a bare day counts only below the headline, for above it pages
    show the day of the visit.
    """
    return len(run.words) <= EVIDENCE and bool(RELEASE.fullmatch(run.text) or (below and find_days(run.text)))


def is_within(block, tags):
    """Whether a block is, or stands in, an element with one of the tags."""
    return any(around.tag in tags for around in climb(block))


def is_in(block, elements):
    """Whether a block is, or stands in, one of a set of elements."""
    return not elements.isdisjoint(climb(block))


def find_day(runs, text, headline):
    """The first day, with its year, from the headline to the first paragraph; None if there is none."""
    first = min(text, default=0)
    above = runs[max(0, first - ABOVE) if headline is None else headline : first + 1]
    return next((day for run in above if not is_within(run.block, BESIDE) for day in find_days(run.text)), None)


def find_near(runs, text, headline, cut):
    """The indexes of the runs of some length that stand near the text, without the headline and other stories."""
    start = max(0, min(text) - ABOVE) if headline is None else headline + 1
    stop = min(len(runs), max(text) + BEHIND)
    near = (i for i in range(start, stop) if len(runs[i].words) >= TOLD and not is_in(runs[i].block, cut))
    return {i for i in near if not is_within(runs[i].block, ELSEWHERE)}


def merge(lines, runs, taken, kept):
    """The lines and the kept runs in the order of the page: a line stands where its first run does, one without a run
    behind the line before it.
    """
    places = {}
    for index, line in taken.items():
        places.setdefault(line, index)
    placed, place = [(index, runs[index].text) for index in kept], -1
    for number, line in enumerate(lines):
        place = places.get(number, place)
        placed.append((place, line))
    return [text for _, text in sorted(placed, key=lambda item: item[0])]
