"""How often each value of a closed vocabulary occurs."""

import pandas as pd

from helpers.charts.style import QUIET
from helpers.wording import count_noun, plain


def counts(values, vocabulary, ax, noun="row"):
    """Draw a bar per value of the column `values`, most frequent first, in plain words, on `ax`; returns the Axes.

    `vocabulary` names the vocabulary in the glossary, `noun` what is counted. An empty column draws a sentence.
    """
    import seaborn as sns

    if values.empty:
        ax.text(0.5, 0.5, f"There is no {noun} to count.", ha="center", va="center", color=QUIET)
        ax.set_axis_off()
        return ax
    words, order, _ = count_words(values, vocabulary)
    sns.countplot(y=words, order=order, color="#0072b2", ax=ax, width=0.65)
    ax.bar_label(ax.containers[0], padding=3)
    ax.set(
        xlabel="", ylabel="", title=f"{count_noun(len(values), noun).capitalize()} by {vocabulary.replace('_', ' ')}"
    )
    ax.xaxis.set_visible(False)
    sns.despine(ax=ax, bottom=True)
    return ax


def counts_words(values, vocabulary, noun="row"):
    """The bars as a sentence, for whoever does not see them."""
    _, order, tally = count_words(values, vocabulary)
    counted = "; ".join(f"{word}: {tally[word]}" for word in order)
    return f"Bars of {count_noun(len(values), noun)} by {vocabulary.replace('_', ' ')}. {counted}".strip()


def count_words(values, vocabulary):
    """(the values in plain words, the words in the order of the bars, how often each occurs)."""
    words = pd.Series([plain(vocabulary, code) or "not given" for code in values], dtype="str")
    tally = words.value_counts()
    return words, sorted(tally.index, key=lambda word: (-tally[word], word)), tally
