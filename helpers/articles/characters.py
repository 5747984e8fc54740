"""The characters of a text as a reader sees them: what shows nothing goes, every kind of blank between words is a
space.
"""

import re
import unicodedata

# Soft hyphen, zero-width space, direction marks, word joiner, byte order mark.
INVISIBLE = re.compile(r"[\u00ad\u200b\u200e\u200f\u2060\ufeff]")
# Joiners count where letters join (Arabic, Indic) and in pictures of several; beside anything else they show nothing.
JOINED = r"\u0590-\u1fff\u2190-\U0010ffff"
JOINER = re.compile(rf"(?<![{JOINED}\u200c\u200d])[\u200c\u200d]++|[\u200c\u200d]++(?![{JOINED}])")
BLANKS = dict.fromkeys([ord("\t"), 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")


# What printers and keyboards set for letters and apostrophes: ligatures, and marks that only look like an apostrophe.
LIGATURES = {c: unicodedata.normalize("NFKC", chr(c)) for c in range(0xFB00, 0xFB07)}
LETTER = r"[^\W\d_]"
APOSTROPHE = re.compile(rf"(?<={LETTER})[`\u00b4\u02b9\u02bc\u2018\u2032\uff07](?={LETTER})|(?<={LETTER})\u00b4(?=\s)")


def clean_text(text):
    """A text without characters that show nothing, and with a plain space for every tab, no-break, thin or wide space;
    with letters for ligatures, and an apostrophe for what only looks like one inside a word; line ends stay as they
    are.

    A name with a soft hyphen in it is the same name to whoever reads it, and to no rule; so is "won´t". Offsets count
    the text that comes out.
    """
    seen = JOINER.sub("", INVISIBLE.sub("", text.translate({**BLANKS, **LIGATURES})))
    return APOSTROPHE.sub("'", seen)
