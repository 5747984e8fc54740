"""Which actors a source phrase stands for: the name in it, several that are joined, the body that issued a document."""

from bisect import bisect_right
from operator import attrgetter

from helpers.lexicons import function_words

OWNING = ("nmod:poss", "compound", "nmod")
BEFORE = 2000  # tokens, at most, back to the words that tell who issued a document


class Speakers:
    """The mentions that stand inside no other one, to ask which of them speaks."""

    def __init__(self, tree, outer):
        self.tree, self.outer = tree, outer
        self.places = {}
        for i, word in enumerate(tree.lower):
            self.places.setdefault(word, []).append(i)

    def find_mention(self, head):
        """The widest mention that a word, or what it stands for, stands in, a linked one first; None if there
        is none.
        """
        if head is None:
            return None
        head = self.tree.antecedent(head)
        near = bisect_right(self.outer, head, key=attrgetter("first"))
        around = [m for m in self.outer[max(0, near - 3) : near] if m.first <= head < m.last]
        return next(iter(sorted(around, key=lambda m: (m.actor_id == "", m.first - m.last))), None)

    def find_speaker(self, head, span):
        """The mention that a source is: that of its head, or the name put right behind a head that is linked
        to none.
        """
        mention = self.find_mention(head)
        if head is None or span is None or (mention is not None and mention.actor_id):
            return mention
        behind = head + 2 if self.tree.words[head + 1 : head + 2] == [","] else head + 1
        named = self.find_mention(behind) if behind < span[1] else None
        return named if named is not None and named.form == "NAM" and named.first == behind else mention

    def find_ids(self, head, span, mention, is_document):
        """The ids of the actors that a source stands for, separated by ;."""
        if mention is None or not mention.actor_id:
            return self.find_issuer(head) if is_document else ""
        joined = [c for c in self.tree.children[head] if self.tree.dep[c] == "conj" and span[0] <= c < span[1]]
        others = [m.actor_id for c in joined if (m := self.find_mention(c)) is not None and m.form == "NAM"]
        counted = mention.kind == "Group" and others  # "two other shops, Alda and Brenn": the names tell who they are
        ids = others if counted else [mention.actor_id, *others]
        return ";".join(dict.fromkeys(i for joined in ids for i in joined.split(";") if i))

    def find_issuer(self, noun):
        """The id of the body that a document is by: whose it is, or whose one called so before was or who filed it;
        empty if that is nobody or several.
        """
        if (own := self.find_owner(noun)) or not self.is_taken_up(noun):
            return own
        before = [i for i in self.places[self.tree.lower[noun]] if noun - BEFORE < i < noun]
        found = {owner for i in before if (owner := self.find_owner(i) or self.find_filer(i))}
        return found.pop() if len(found) == 1 else ""

    def is_taken_up(self, noun):
        """Whether a noun is one that was told before: "the lawsuit", "its complaint"."""
        return any(self.tree.lower[c] in function_words("definite") for c in self.tree.children[noun] if c < noun)

    def find_owner(self, noun):
        """The id of the actor whose a document is: "the agency's letter", "the FTC lawsuit", "a study by Roe"; empty if
        none is told.
        """
        tree, told = self.tree, function_words("teller")
        owners = (c for c in tree.children[noun] if tree.dep[c] in OWNING and (c < noun or tree.case(c) in told))
        return next((m.actor_id for c in owners if (m := self.find_mention(c)) is not None and m.actor_id), "")

    def find_filer(self, noun):
        """The id of the actor who files, issues or goes on with a document, as the subject of the verb above it."""
        tree, verb = self.tree, self.tree.head[noun]
        if tree.dep[noun] not in ("obj", "obl", "nsubj:pass") or tree.lower[verb] not in function_words("filing"):
            return ""
        mention = self.find_mention(tree.subject(verb))
        return mention.actor_id if mention is not None else ""
