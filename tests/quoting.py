"""How many words in a row of an article stand in what is written of it."""

import html
import re


def words(text):
    """The words of a text, as white space parts them, without marks at their ends; tags and escapes are none."""
    plain = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text)
    parts = html.unescape(re.sub(r"<[^>]*>", " ", plain)).split()
    return [part.strip("\"“”‘’',;.:()[]{}") for part in parts]


def longest_run(content, text):
    """How many words in a row of an article stand in an export."""
    own, length = words(text), 0
    held = words(content)
    for size in range(1, len(own) + 1):
        grams = {tuple(held[i : i + size]) for i in range(len(held) - size + 1)}
        if not any(tuple(own[i : i + size]) in grams for i in range(len(own) - size + 1)):
            break
        length = size
    return length
