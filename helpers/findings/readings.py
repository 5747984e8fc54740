"""Sentences on readings: the machine beside a reading, one reading beside another."""

import pandas as pd

from helpers.wording import count_noun

KAPPA = (
    (0.81, "almost perfect agreement beyond chance"),
    (0.61, "substantial agreement beyond chance"),
    (0.41, "moderate agreement beyond chance"),
    (0.21, "fair agreement beyond chance"),
    (float("-inf"), "little or no agreement beyond chance"),
)


def corrections_finding(row):
    """What a reading changed in a table; `row` is a row of `corrections_needed` as a dict."""
    if not row["corrections"]:
        return f"No correction changes the table **{row['table']}**: it is as the machine left it."
    return (
        f"The machine found {count_noun(row['machine_rows'], 'row')} of **{row['table']}**. The corrections leave "
        f"{row['kept']} unchanged, change {row['edited']} ({count_noun(row['edited_fields'], 'value')}), take out "
        f"{row['rejected']} and add {row['added']}."
    )


def scores_finding(scores, table):
    """How many rows of a table the machine finds by itself, and how many cells it gets right, against the adjudicated
    reading.
    """
    own = scores[scores["table"] == table]
    if own.empty:
        return "This article has no adjudicated reading to measure the machine against."
    rows, cells = own[own["field"] == "rows"].iloc[0], own[own["field"] != "rows"]
    total = int(cells["machine"].sum())
    right = (
        f"{100 * cells['same'].sum() / total:.0f} % of the cells are the same"
        if total
        else "there is no cell to compare"
    )
    weak = cells[cells["machine"] > 0].sort_values(["f1", "field"]).head(1)
    worst = (
        f", fewest in **{weak['field'].iloc[0]}** ({weak['f1'].iloc[0]:.0f} %)"
        if len(weak) and weak["f1"].iloc[0] < 100
        else ""
    )
    return (
        f"**{table}**: alone, the machine finds {rows['same']} of the reading's {count_noun(rows['reading'], 'row')} "
        f"and {rows['machine'] - rows['same'] or 'none'} that the reading does not have (F1 "
        f"{0 if pd.isna(rows['f1']) else rows['f1']:.0f}). Where both have a row, {right}{worst}."
    )


def agreement_finding(agreement, table):
    """How far the two readings agree on a table: the rows, and the columns with a closed list of values."""
    own = agreement[agreement["table"] == table]
    if own.empty:
        return "This article was not read twice, so that nothing can be said about agreement."
    rows, values = (
        own[own["field"] == "rows"].iloc[0],
        own[own["coefficient"] == "kappa"].dropna(subset=["value"]).sort_values(["value", "field"]),
    )
    unit = "words of the article" if rows["coefficient"] == "alpha" else "rows"
    alpha = f" (alpha {rows['value']:.2f})" if pd.notna(rows["value"]) else ""
    return (
        f"**{table}**: the two readings mark {rows['same']} of {rows['units']} {unit} "
        f"alike{alpha}{lowest_kappa(values)}."
    )


def lowest_kappa(values):
    """The closed column on which two readings agree least, and what its kappa means in plain words."""
    if values.empty:
        return ""
    low = values.iloc[0]
    if low["value"] >= 1:
        return "; in every column with a closed list of values they agree fully"
    meaning = f"the same value in {low['same']} of {low['units']} rows, {word_kappa(low['value'])}"
    return f"; the lowest kappa of a column is {low['value']:.2f} (**{low['field']}**): {meaning}"


def word_kappa(value):
    """A kappa in the words of Landis and Koch (1977)."""
    return next(words for least, words in KAPPA if value >= least)


def readings_finding(origin):
    """Who or what made the readings of an article, and what follows for their agreement."""
    if not origin:
        return (
            "Nobody has made two readings of this article, so that neither how good the machine is on it nor any "
            "agreement can be told."
        )
    first, second = (origin[name]["who"] for name in ("first", "second"))
    return f"The first reading was made by {first}, the second by {second}. {origin['adjudication'].get('note', '')}"
