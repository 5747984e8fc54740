"""Sentences that read the tables: what a notebook answers, computed for whatever article it is run on."""

import pandas as pd

from helpers.articles.legibility import legibility_notes
from helpers.articles.seeds import publication_day
from helpers.record import NEAR_DAYS, count_verdicts, place_checks
from helpers.tables import HAPPENED, find_values
from helpers.wording import count_noun, join_names, plain, shorten, shorten_sentences

KAPPA = (
    (0.81, "almost perfect agreement beyond chance"),
    (0.61, "substantial agreement beyond chance"),
    (0.41, "moderate agreement beyond chance"),
    (0.21, "fair agreement beyond chance"),
    (float("-inf"), "little or no agreement beyond chance"),
)


def article_finding(article):
    """What is known about the article itself."""
    known = article.known
    day = publication_day(article.published)
    words, paragraphs = len(article.prose.split()), len(article.paragraphs)
    outlet = known.get("outlet") or "an unknown outlet"
    author = known.get("author") or "an unknown author"
    credit = f", who credits {known['credited_source']}" if known.get("credited_source") else ""
    certain = known.get("published_basis", "stated")
    bounds = ""
    if known.get("published_earliest", day) != known.get("published_latest", day):
        bounds = f" (it lies between {known['published_earliest']:%-d %B %Y} and {known['published_latest']:%-d %B %Y})"
    return f"An article of **{words} words in {count_noun(paragraphs, 'paragraph')}** from {outlet}, by {author}{credit}. Its publication date, **{day:%-d %B %Y}**, is {certain}{bounds}."


def actors_finding(actors, mentions):
    """How many actors there are, and who is named most."""
    if actors.empty:
        return "No actor was found in the article."
    counts = mentions["actor_id"].str.split(";").explode().value_counts()
    names = dict(zip(actors["actor_id"], actors["name"], strict=True))
    top = sorted((i for i in counts.index if i in names), key=lambda i: (-counts[i], names[i]))[:3]
    leaders = join_names([f"{names[i]} ({counts[i]})" for i in top])
    pronouns, undecided = int((mentions["form"] == "PRO").sum()), int((mentions["actor_id"] == "").sum())
    return (
        f"The article points to **{count_noun(len(actors), 'actor')}** in {count_noun(len(mentions), 'place')}, most often to **{leaders}**. "
        f"Of these mentions {pronouns or 'none'} {'is a pronoun' if pronouns == 1 else 'are pronouns'}; "
        f"{undecided or 'none'} {'is' if undecided == 1 else 'are'} left undecided."
    )


def leading_actors(actors, mentions, limit=8):
    """The actors with the most mentions, as a short table in plain words."""
    counts = mentions["actor_id"].str.split(";").explode().value_counts()
    table = actors.assign(mentions=actors["actor_id"].map(counts).fillna(0).astype(int))
    table["kind"] = [plain("kind", kind) for kind in table["kind"]]
    table["role"] = [plain("role", role) for role in table["role"]]
    return table.sort_values(["mentions", "name"], ascending=[False, True]).head(limit)[
        ["name", "kind", "role", "country", "mentions"]
    ]


def leading_sources(claims, actors, limit=8):
    """Who makes the most statements, how they are named, and on what basis, as a short table in plain words."""
    names = dict(zip(actors["actor_id"], actors["name"], strict=True)) | {"author": "the author of the article"}
    table = claims.assign(
        source=[names.get(i) or text for i, text in zip(claims["source_id"], claims["source_text"], strict=True)]
    )
    table["naming"] = [
        "" if kind == "author" else plain("anonymity", a)
        for kind, a in zip(table["source_kind"], table["anonymity"], strict=True)
    ]
    table["basis"] = [plain("basis", basis) for basis in table["basis"]]
    grouped = table.groupby(["source", "naming"], sort=True).agg(
        statements=("claim_id", "count"), basis=("basis", lambda b: ", ".join(dict.fromkeys(b)))
    )
    return grouped.reset_index().sort_values(["statements", "source"], ascending=[False, True]).head(limit)


def dates_finding(dates):
    """How many expressions of time there are, and how many are known to the day."""
    if dates.empty:
        return "The article holds no date or time expression: everything in it is dated only by its publication."
    exact = int((dates["earliest"] == dates["latest"]).sum())
    days = pd.concat([dates["earliest"], dates["latest"]]).dropna()
    span = f" They reach from {days.min():%-d %B %Y} to {days.max():%-d %B %Y}." if len(days) else ""
    counted = int((dates["basis"] == "relative").sum())
    return f"The article holds **{count_noun(len(dates), 'expression')}** of time, **{exact}** of them known to the day; {counted} must be counted from the day of publication.{span}"


def basis_finding(claims):
    """On what basis the statements rest, most frequent first."""
    if claims.empty:
        return "There is no statement whose basis could be read."
    counts = claims["basis"].value_counts()
    order = sorted(counts.index, key=lambda b: (-counts[b], b))
    return "The statements rest on: " + ", ".join(f"{plain('basis', basis)} ({counts[basis]})" for basis in order) + "."


def corrections_finding(row):
    """What a reading changed in a table; `row` is a row of `corrections_needed` as a dict."""
    if not row["corrections"]:
        return f"No correction changes the table **{row['table']}**: it is as the machine left it."
    return (
        f"The machine found {count_noun(row['machine_rows'], 'row')} of **{row['table']}**. The corrections leave {row['kept']} unchanged, change {row['edited']} "
        f"({count_noun(row['edited_fields'], 'value')}), take out {row['rejected']} and add {row['added']}."
    )


def scores_finding(scores, table):
    """How many rows of a table the machine finds by itself, and how many cells it gets right, against the adjudicated reading."""
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
        f"**{table}**: alone, the machine finds {rows['same']} of the reading's {count_noun(rows['reading'], 'row')} and {rows['machine'] - rows['same'] or 'none'} "
        f"that the reading does not have (F1 {0 if pd.isna(rows['f1']) else rows['f1']:.0f}). Where both have a row, {right}{worst}."
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
    return f"**{table}**: the two readings mark {rows['same']} of {rows['units']} {unit} alike{alpha}{lowest_kappa(values)}."


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


def bench_finding(scores, others):
    """How the date annotator fares on each corpus beside the best other tool."""
    own = scores[scores["form"] == "all"]
    if own.empty:
        return "Nobody has measured yet, and no corpus is part of this project: make bench CORPORA=folder measures on one of yours."
    told = [tell_corpus(row, others[others["corpus"] == row.corpus]) for row in own.itertuples(index=False)]
    return f"Value F1 of the date annotator, as measured on {own['measured'].iloc[0]:%-d %B %Y} ({own['version'].iloc[0]}): {'; '.join(told)}."


def claims_bench_finding(scores):
    """How the claim annotator fares on each corpus of attributions."""
    own = scores[scores["form"] == "all"]
    if own.empty:
        return "Nobody has measured claims yet, and no corpus is part of this project: make bench CORPORA=folder measures on one of yours."
    told = "; ".join(
        f"on **{row.corpus}** ({row.answers:,} attributions) it finds {row.cue_recall:.0f} % of the cues, and {row.cue_precision:.0f} % of what it finds is one "
        f"(F1 {row.cue_f1:.1f}); of those the source is right in {row.source_right:.0f} % and the content in {row.content_right:.0f} %"
        for row in own.itertuples(index=False)
    )
    return (
        f"The claim annotator, as measured on {own['measured'].iloc[0]:%-d %B %Y} ({own['version'].iloc[0]}): {told}."
    )


def statements_finding(scores):
    """How far the claim annotator agrees with the answers to the statements made up for this project."""
    if scores.empty:
        return "Nobody has scored the machine on the invented statements yet: make bench CORPORA=folder does, with any corpus of attributions."
    rows, fields = scores[scores["field"] == "rows"].iloc[0], scores[scores["coefficient"] == "kappa"]
    worst = fields.sort_values("value").iloc[0]
    return f"The machine and the answers have {rows.same} invented statements in common, {rows.units - rows.same} stand in one of the two only (F1 {rows.value:.2f}); on those in common Cohen's kappa is {worst.value:.2f} or more, lowest for {worst.field}."


def parse_bench_finding(scores):
    """How the pipeline fares on each treebank."""
    if scores.empty:
        return "Nobody has measured the pipeline yet: make bench CORPORA=folder does."
    told = [
        f"on **{row.corpus}** ({row.words:,} words) {row.upos:.1f} % of the words have the right part of speech, {row.uas:.1f} % the right "
        f"head and {row.las:.1f} % that and the right relation; {row.words_per_second:,} words per second"
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
        words = f"on **{corpus}** the F1 of names is {row.loc['names', 'f1']:.1f}, with their kind {row.loc['names typed', 'f1']:.1f}"
        if "names linked" in row.index:
            nominals, pronouns = row.loc["links NOM"], row.loc["links PRO"]
            words += (
                f"; names of one actor are linked with a B³ of {row.loc['names linked', 'f1']:.1f}; of the nominals that mean a named actor "
                f"{nominals['recall']:.0f} % are linked to it ({nominals['precision']:.0f} % of the links made are right), of the pronouns "
                f"{pronouns['recall']:.0f} % ({pronouns['precision']:.0f} %)"
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
    words = (
        f"of {count_noun(row.answers, 'act')} in **{row.corpus}**, {row.coded:.0f} % are coded at all, {row.category_right:.0f} % "
        f"with the right category and {row.parties_right:.0f} % with both parties right"
    )
    words += (
        f", and of those coded {row.status_right:.0f} % have the right status" if pd.notna(row.status_right) else ""
    )
    apart = f"; of {row.apart} pairs of names without an act between them, {row.false_relations:.0f} % are linked"
    return words + (apart if row.apart else "")


def strands_finding(strands, actors):
    """Between which two actors most of the different strands run side by side."""
    names = dict(zip(actors["actor_id"], actors["name"], strict=True))
    kinds = [c for c in strands if c not in ("source_id", "target_id")]
    mixed = strands[(strands[kinds] > 0).sum(axis=1) > 1]
    if mixed.empty:
        return "No actor acts towards another in more than one way."
    row = mixed.loc[mixed[kinds].sum(axis=1).idxmax()]
    parts = join_names([f"{kind} ({row[kind]})" for kind in kinds if row[kind]])
    return f"From **{names[row['source_id']]}** towards **{names[row['target_id']]}** run {parts} side by side; they are not added up."


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
    """The forms of expression, the most frequent first: for every corpus how many answers there are, and the value F1."""
    forms = scores[scores["form"] != "all"].astype({"value_f1": "object"})
    wide = forms.pivot(index="form", columns="corpus", values=["answers", "value_f1"]).swaplevel(axis="columns")
    wide = wide[[(corpus, column) for corpus in sorted(set(forms["corpus"])) for column in ("answers", "value_f1")]]
    order = forms.groupby("form")["answers"].sum().sort_values(ascending=False, kind="stable").index
    wide.columns = [f"{corpus}: {'answers' if column == 'answers' else 'value F1'}" for corpus, column in wide.columns]
    return wide.loc[order].reset_index()


def readings_finding(origin):
    """Who or what made the readings of an article, and what follows for their agreement."""
    if not origin:
        return "Nobody has made two readings of this article, so that neither how good the machine is on it nor any agreement can be told."
    first, second = (origin[name]["who"] for name in ("first", "second"))
    return f"The first reading was made by {first}, the second by {second}. {origin['adjudication'].get('note', '')}"


def record_finding(checks):
    """What came of holding the article against the record, and what the record contradicts."""
    if checks.empty:
        return "Nobody has held its statements against a record."
    wrong = checks[checks["verdict"] == "contradicted"]
    told = " ".join(
        f"The record contradicts “{row.text}”: {shorten_sentences(row.note, 60)}"
        for row in wrong.itertuples(index=False)
    )
    counted = ", ".join(f"{n} {plain('verdict', verdict)}" for verdict, n in count_verdicts(checks).items())
    return f"Of its words, **{count_noun(len(checks), 'point')}** {'was' if len(checks) == 1 else 'were'} held against the public record: {counted}. {told}"


def outcomes_finding(outcomes):
    """What became of what the article tells as sought, planned, threatened or pending."""
    if outcomes.empty:
        return "Nobody has followed up what this article tells as sought, planned, threatened or pending."
    counts = outcomes["outcome"].value_counts()
    told = ", ".join(
        f"{counts[code]} {plain('outcome', code)}" for code in find_values("outcomes", "outcome") if code in counts
    )
    return f"Of **{count_noun(len(outcomes), 'thing')}** that the article tells as sought, planned, threatened or pending: {told}."


def foresight_finding(followed):
    """Who was right about what was to come, source by source; `followed` is the table of `follow_up`."""
    told = {}
    for row in followed.to_dict("records"):
        words = f"“{shorten(row['what was to come'], 8)}” {row['what came of it']}"
        told.setdefault(row["who says so"] or "no source", []).append(words)
    listed = "; ".join(f"**{source}**: {', '.join(words)}" for source, words in told.items())
    return f"By who says so – {listed}." if told else "So nobody can be said to have been right or wrong."


def follow_up(outcomes, claims, actors, chronology):
    """What was to come, who said so, what came of it and when, as a short table in plain words."""
    placed = place_checks(outcomes, claims)
    sources = claims.set_index("claim_id")["source_id"]
    names = dict(zip(actors["actor_id"], actors["name"], strict=True)) | {"author": "the author of the article"}
    known = chronology.set_index("event_id")
    days, pages = known["date"], known["source_url"].where(known["source_url"] != "", known["verified_by"])
    return pd.DataFrame(
        {
            "what was to come": placed["text"],
            "who says so": [names.get(sources.get(i, ""), "") for i in placed["claim_id"]],
            "what came of it": [plain("outcome", code) for code in placed["outcome"]],
            "how": placed["note"],
            "day in the record": [days.get(i, "") for i in placed["record_event_id"]],
            "source": [pages.get(i, "") for i in placed["record_event_id"]],
        }
    )


def near_finding(near):
    """How much of the record falls near an article: by a shared actor, or only by its dates."""
    if near.empty:
        return "No event of the record falls near this article's dates or actors."
    shared = int((~near["near"].str.match(f"within {NEAR_DAYS} days of ")).sum())
    actors = f"{shared or 'none'} of them {'shares' if shared < 2 else 'share'} an actor with it"
    days = (
        "nothing but closeness in time speaks for a tie"
        if not shared
        else f"{len(near) - shared or 'none'} {'is' if len(near) - shared < 2 else 'are'} close in time only"
    )
    return f"**{count_noun(len(near), 'event')}** of the record {'falls' if len(near) == 1 else 'fall'} near this article: {actors}; {days}."


def story_finding(article, read, corrections):
    """The article in a few sentences: how it begins, who says so, and what of it happened."""
    named, unnamed, own = claims_by_naming(read.claims)
    happened = int(read.events["status"].isin(HAPPENED).sum())
    pending = len(read.events) - happened
    begins = f"The article begins: “{shorten(read.sentences['text'].iloc[0])}” " if len(read.sentences) else ""
    notes = " ".join([*legibility_notes(article), ""])
    return (
        f"{notes}{begins}It was published on {publication_day(article.published):%-d %B %Y}{assumed(article)}, points to "
        f"**{count_noun(len(read.actors), 'actor')}** and makes **{count_noun(len(read.claims), 'statement')}**: "
        f"{named} from named sources, {unnamed} from sources without a name, {own} the author's own. It tells of "
        f"**{count_noun(len(read.events), 'event')}**: {happened} happened or {'is' if happened == 1 else 'are'} under way, "
        f"{pending} did not happen, or not yet. "
        f"What stands here is **{reading_finding(corrections)}**."
    )


def assumed(article):
    """Say "assumed" where the publication date is."""
    return " (assumed)" if article.known.get("published_basis") == "assumed" else ""


def claims_by_naming(claims):
    """(named, unnamed, author's own) numbers of statements."""
    named = int(claims["source_kind"].isin(["named_person", "named_group"]).sum())
    own = int((claims["source_kind"] == "author").sum())
    return named, len(claims) - named - own, own


def source_line(article, corrections):
    """The source line of a figure: the article, and who has read what the machine found in it."""
    known, day = article.known, publication_day(article.published)
    credit = f", crediting {known['credited_source']}" if known.get("credited_source") else ""
    title = f"“{article.title}”, " if article.title else ""
    return (
        f"Source: {title}{article.site or 'outlet unknown'}, {day:%-d %B %Y}{assumed(article)}{credit}. "
        f"Annotation: Regtrace, article {article.slug}; {reading_finding(corrections)}."
    )


def record_line(line):
    """The source line of a figure that draws on the record: the article's, and where the record's sources stand."""
    return f"{line} Record: written by a language model from public sources, named row by row in data/record/; no person has checked it."


def reading_finding(corrections):
    """Who has corrected what the machine found; an article without corrections was read by nobody."""
    readers = list(dict.fromkeys(corrections["who"]))
    return f"corrected by: {', '.join(readers)}" if readers else "machine output, checked by nobody"
