"""Sentences on how the annotators fare on corpora."""

import pandas as pd

from helpers.wording import count_noun

SECOND = "second"


def bench_finding(scores, others):
    """How the date annotator fares on each corpus beside the best other tool."""
    own = scores[scores["form"] == "all"]
    if own.empty:
        return (
            "Nobody has measured yet, and no corpus is part of this project: make bench CORPORA=folder measures on "
            "one of yours."
        )
    told = [tell_corpus(row, others[others["corpus"] == row.corpus]) for row in own.itertuples(index=False)]
    return (
        f"Value F1 of the date annotator, as measured on {own['measured'].iloc[0]:%-d %B %Y} "
        f"({own['version'].iloc[0]}): {'; '.join(told)}."
    )


def claims_bench_finding(scores):
    """How the claim annotator fares on each corpus of attributions."""
    own = scores[scores["form"] == "all"]
    if own.empty:
        return (
            "Nobody has measured claims yet, and no corpus is part of this project: make bench CORPORA=folder "
            "measures on one of yours."
        )
    told = "; ".join(
        f"on **{row.corpus}** ({row.answers:,} attributions) it finds {row.cue_recall:.0f} % of the cues, and "
        f"{row.cue_precision:.0f} % of what it finds is one (F1 {row.cue_f1:.1f}); of those the source is right in "
        f"{row.source_right:.0f} % and the content in {row.content_right:.0f} %"
        for row in own.itertuples(index=False)
    )
    return (
        f"The claim annotator, as measured on {own['measured'].iloc[0]:%-d %B %Y} ({own['version'].iloc[0]}): {told}."
    )


def statements_finding(scores):
    """How far the claim annotator agrees with the answers to the statements made up for this project."""
    if scores.empty:
        return (
            "Nobody has scored the machine on the invented statements yet: make bench CORPORA=folder does, with any "
            "corpus of attributions."
        )
    rows, fields = scores[scores["field"] == "rows"].iloc[0], scores[scores["coefficient"] == "kappa"]
    worst = fields.sort_values("value").iloc[0]
    return (
        f"The machine and the answers have {rows.same} invented statements in common, {rows.units - rows.same} stand "
        f"in one of the two only (F1 {rows.value:.2f}); on those in common Cohen's kappa is {worst.value:.2f} or "
        f"more, lowest for {worst.field}."
    )


def parse_bench_finding(scores):
    """How the pipeline fares on each treebank."""
    if scores.empty:
        return "Nobody has measured the pipeline yet: make bench CORPORA=folder does."
    told = [
        f"on **{row.corpus}** ({row.words:,} words) {row.upos:.1f} % of the words have the right part of speech, "
        f"{row.uas:.1f} % the right head and {row.las:.1f} % that and the right relation; {row.words_per_second:,} "
        "words per second"
        for row in scores[scores["part"] == "all"].itertuples(index=False)
    ]
    return f"As measured on {scores['measured'].iloc[0]:%-d %B %Y} ({scores['version'].iloc[0]}): {'; '.join(told)}."


def mention_bench_finding(scores):
    """How the annotator of actors fares on each corpus."""
    if scores.empty:
        return "Nobody has measured names and links yet: make bench CORPORA=folder does."
    told = []
    for corpus, rows in scores.groupby("corpus", sort=True):
        row = rows.set_index("measure")
        words = (
            f"on **{corpus}** the F1 of names is {row.loc['names', 'f1']:.1f}, with their kind "
            f"{row.loc['names typed', 'f1']:.1f}"
        )
        if "names linked" in row.index:
            nominals, pronouns = row.loc["links NOM"], row.loc["links PRO"]
            words += (
                f"; names of one actor are linked with a B³ of {row.loc['names linked', 'f1']:.1f}; of the nominals "
                f"that mean a named actor {nominals['recall']:.0f} % are linked to it ({nominals['precision']:.0f} % "
                f"of the links made are right), of the pronouns {pronouns['recall']:.0f} % "
                f"({pronouns['precision']:.0f} %)"
            )
        told.append(words)
    return f"As measured on {scores['measured'].iloc[0]:%-d %B %Y} ({scores['version'].iloc[0]}): {'; '.join(told)}."


def event_bench_finding(scores):
    """How the event annotator fares on each corpus, with the machine's own mentions."""
    own = scores[(scores["category"] == "all") & (scores["parties"] == "mentions")]
    if own.empty:
        return "Nobody has measured the events yet: make bench CORPORA=folder does."
    told = [tell_events(row) for row in own.itertuples(index=False)]
    return f"As measured on {own['measured'].iloc[0]:%-d %B %Y} ({own['version'].iloc[0]}): {'; '.join(told)}."


def tell_events(row):
    """The scores of one corpus in words."""
    if pd.isna(row.parties_right):
        return (
            f"of {row.answers:,} words in **{row.corpus}** that readers clearly judged to have happened or not, "
            f"{row.coded:.0f} % are coded, and of these {row.status_right:.0f} % have a status that says so"
        )
    words = f"of {count_noun(row.answers, 'act')} in **{row.corpus}**, {row.coded:.0f} % are coded at all, "
    words += f"{row.category_right:.0f} % with the right category and " if pd.notna(row.category_right) else ""
    words += f"{row.parties_right:.0f} % with both parties right"
    words += (
        f", and of those coded {row.status_right:.0f} % have the right status" if pd.notna(row.status_right) else ""
    )
    apart = f"; of {row.apart} pairs of names without an act between them, {row.false_relations:.0f} % are linked"
    return words + (apart if row.apart else "")


def article_bench_finding(scores, agreement):
    """How the whole chain fares on the invented articles, and how far two readings of them agree."""
    if scores.empty:
        return "Nobody has measured the invented articles yet: make bench CORPORA=folder does."
    percent = scores.set_index(["corpus", "part", "measure"])["percent"]
    told = [tell_articles(corpus, percent[corpus]) for corpus in percent.index.unique("corpus") if corpus != SECOND]
    alike = agreement.set_index(["table", "field"])["value"]
    measured = scores.dropna(subset="measured").iloc[0]
    return (
        f"As measured on {measured['measured']:%-d %B %Y} ({measured['version']}): {'; '.join(told)}. "
        f"A second reading by the same language model has {percent[SECOND, 'acts', 'found']:.0f} % of the acts of the "
        f"first, {percent[SECOND, 'acts', 'found fully right']:.0f} % with the same particulars "
        f"(alpha {alike['events', 'rows']:.2f} for the words of acts, kappa {alike['events', 'category']:.2f} for the "
        f"category, {alike['events', 'status']:.2f} for the status): so clear are the conventions to that model, which "
        "does not make them right."
    )


def tell_articles(corpus, percent):
    """The scores of one half of the invented articles in words."""
    return (
        f"in **{corpus}** the machine finds {percent['acts', 'found']:.0f} % of the acts and has "
        f"{percent['acts', 'found fully right']:.0f} % right in category, parties and status; of the events it tells, "
        f"{percent['acts', 'precision']:.0f} % are acts of the article and {percent['acts', 'fully right']:.0f} % "
        f"fully right; it draws {percent['arrows', 'found']:.0f} % of the arrows, and "
        f"{percent['arrows', 'precision']:.0f} % of those it draws are right"
    )


def compare_articles(scores):
    """The share of each measure on the invented articles in percent, a column per corpus."""
    rows = scores[["part", "measure"]].drop_duplicates()
    for corpus, own in scores.groupby("corpus"):
        rows = rows.merge(own[["part", "measure", "percent"]].rename(columns={"percent": corpus}), how="left")
    return rows


def review_bench_finding(scores):
    """What the review of an invented article takes, and how soon what is wrong is read."""
    if scores.empty:
        return "Nobody has measured what a review takes yet: make bench CORPORA=folder does."
    told = [
        tell_reviews(corpus, own.set_index(["measure", "order"])["value"]) for corpus, own in scores.groupby("corpus")
    ]
    return (
        f"As measured on {scores['measured'].iloc[0]:%-d %B %Y} ({scores['version'].iloc[0]}), with a script in the "
        f"reader's place: {'; '.join(told)}. A row of the queue that is read first is one that is in doubt, by signs "
        "whose weights were measured on **dev**."
    )


def tell_reviews(corpus, value):
    """What a review takes in one half of the invented articles, in words."""
    first = "wrong among the first 10 rows"
    return (
        f"in **{corpus}** an article takes {value['corrections per article', '']:g} corrections of "
        f"{value['actions per correction', '']:.0f} actions each (medians), and {value['wrong in the end', '']:.1f} "
        f"rows stay wrong; of the first ten rows read, {value[first, 'doubt']:.0f} % are wrong in the order of doubt, "
        f"{value[first, 'text']:.0f} % in that of the text, {value[first, 'chance']:.0f} % by chance"
    )


def compare_orders(scores):
    """The measures of a review, a column per corpus and order of reading."""
    columns = scores["corpus"] + ": " + scores["order"].replace("", "any order")
    wide = scores.assign(column=columns).pivot(index="measure", columns="column", values="value")
    return wide.loc[scores["measure"].unique(), columns.unique()].reset_index()


def tell_corpus(row, others):
    """The score on one corpus, and that of the best other tool there."""
    words = (
        f"**{row.value_f1:.1f} on {row.corpus}** ({row.answers} expressions, {row.words_per_second:,} words per second)"
    )
    if others.empty:
        return words
    best = others.sort_values("value_f1").iloc[-1]
    return f"{words}, where {best['tool']} reaches {best['value_f1']:.1f}"


def compare_tools(scores, others):
    """Value F1 and speed of every tool and of ours, a column per corpus, the best first."""
    own = scores[scores["form"] == "all"].assign(tool="Regtrace", needs="")
    speed = own.assign(words_per_second=[f"{n:,}" for n in own["words_per_second"]])
    table = pd.concat([speed, others])[["tool", "corpus", "value_f1", "words_per_second", "needs"]]
    wide = table.pivot(index="tool", columns="corpus", values="value_f1")
    about = table.drop_duplicates("tool").set_index("tool")[["words_per_second", "needs"]]
    wide = wide.join(about).sort_values(list(wide.columns[:1]), ascending=False)
    return wide.reset_index().rename(columns={"words_per_second": "words per second"})


def compare_forms(scores):
    """The forms of expression, the most frequent first: for every corpus how many answers there are, and
    the value F1.
    """
    forms = scores[scores["form"] != "all"].astype({"value_f1": "object"})
    wide = forms.pivot(index="form", columns="corpus", values=["answers", "value_f1"]).swaplevel(axis="columns")
    wide = wide[[(corpus, column) for corpus in sorted(set(forms["corpus"])) for column in ("answers", "value_f1")]]
    order = forms.groupby("form")["answers"].sum().sort_values(ascending=False, kind="stable").index
    wide.columns = [f"{corpus}: {'answers' if column == 'answers' else 'value F1'}" for corpus, column in wide.columns]
    return wide.loc[order].reset_index()
