"""Sentences on an archive: what is in it, what its articles share, what became of what they told, who answered."""

from helpers.findings.article import UNREAD
from helpers.tables import HAPPENED
from helpers.wording import count_noun, join_names


def archive_finding(articles, problems, episodes):
    """What an archive holds: articles, outlets, days, what could not be read, and the acts that it tells."""
    days = articles["day"]
    span = f"{days.min():%-d %B %Y} to {days.max():%-d %B %Y}" if len(articles) else "no day"
    outlets = count_noun(articles["outlet"].nunique(), "outlet")
    lost = f" {count_noun(len(problems), 'document')} could not be read." if len(problems) else ""
    return (
        f"The archive holds **{count_noun(len(articles), 'article')}** of {outlets}, {span}.{lost} "
        f"They tell {count_noun(len(episodes), 'act')} of somebody, "
        f"{int((episodes['n_articles'] > 1).sum())} of them in more than one article."
    )


def archive_line(name, articles, note=""):
    """The source line of a figure of an archive, which no person has checked; `note` is what must be known of its
    articles.
    """
    days, outlets = articles["day"], count_noun(articles["outlet"].nunique(), "outlet")
    return (
        f"{note} Source: {count_noun(len(articles), 'article')} of {outlets}, {days.min():%-d %B %Y} to "
        f"{days.max():%-d %B %Y}. Annotation: Regtrace, archive {name}; {UNREAD}."
    ).strip()


def copies_finding(copies):
    """How many articles print another's words, and whose most."""
    if copies.empty:
        return "No article prints the words of another."
    roots = copies["root"].value_counts()
    most = join_names(sorted(roots[roots == roots.max()].index), limit=2)
    number = copies["slug"].nunique()
    often = f"Printed most often: {most}." if roots.max() > 1 else "No text is printed more than twice."
    return (
        f"**{count_noun(number, 'article')}** {'prints' if number == 1 else 'print'} a third or more of an earlier "
        f"one. {often}"
    )


def changes_finding(changes):
    """How many sentences a later version has added, softened and so on."""
    if changes.empty:
        return "The two differ in no sentence."
    counts = changes["change"].value_counts()
    order = ("added", "softened", "hardened", "reworded", "removed")
    told = [f"{counts[code]} {'was' if counts[code] == 1 else 'were'} {code}" for code in order if code in counts]
    return f"Of the sentences in which they differ, **{join_names(told, limit=5)}**."


def unfulfilled_finding(unfulfilled):
    """How much of what was announced no article tells to have happened."""
    counts = unfulfilled["statuses"].str.partition(";")[0].value_counts() if len(unfulfilled) else {}
    words = {"PLANNED": "planned", "THREATENED": "threatened", "CONDITIONAL": "made to depend on something"}
    told = join_names([f"{counts[code]} {word}" for code, word in words.items() if code in counts])
    if not told:
        return "Of everything that was announced, some article tells that it happened."
    return (
        f"Of **{count_noun(len(unfulfilled), 'act')}** ({told}) no article tells that it happened: because it did not, "
        "because nobody wrote so, or because the machine did not see that two articles tell the same."
    )


def replies_finding(replies):
    """Who was accused, and how many have an answer in the article that accuses them."""
    if replies.empty:
        return "Nobody is accused of anything."
    accusations, none = count_noun(int(replies["accusations"].sum()), "time"), int(replies["none"].sum())
    return (
        f"**{count_noun(len(replies), 'actor')}** {'is' if len(replies) == 1 else 'are'} accused, {accusations} in "
        f"all; {none} of the accusations stand without a word of the accused in the same article. Whether they were "
        "asked, only a refusal to comment tells."
    )


def brief_finding(told, said, replies):
    """What a brief rests on: acts, articles, statements, accusations."""
    happened = int(told["status"].isin(HAPPENED).sum())
    several = int((told["n_independent"] > 1).sum())
    answered = int((replies["reply"] != "none").sum())
    return (
        f"**{count_noun(len(told), 'act').capitalize()}**, {happened} of them told as happened or under way, "
        f"{several or 'none'} by more than one independent report; **{count_noun(len(said), 'statement')}**; "
        f"**{count_noun(len(replies), 'accusation')}**, {answered} with a word of the accused in the same article."
    )


def open_questions(told, replies, doubts):
    """What an archive leaves open about actors, a sentence each."""
    ahead = ~told["statuses"].str.contains("OCCURRED|ONGOING|HISTORICAL|DID_NOT_OCCUR")
    copied = (told["n_articles"] > 1) & (told["n_independent"] < 2)
    asked = [
        (number_acts(told, ahead), "planned, threatened or conditional, and nobody tells what came of it"),
        (number_acts(told, told["conflict"] != ""), "dated to days that cannot all be right"),
        (number_acts(told, copied), "told by several articles, all of which rest on one report"),
    ]
    found = [f"**{acts}**: {what}." for acts, what in asked if acts]
    silent = int((replies["reply"] == "none").sum())
    if silent:
        found.append(f"**{count_noun(silent, 'accusation')}** without a word of the accused: were they asked?")
    found += [
        f"Are {row.identity_id} and {row.other_id} one? {row.evidence}." for row in doubts.itertuples(index=False)
    ]
    return found or ["None that the tables show."]


def number_acts(told, chosen):
    """The numbers that acts have in a brief: "Acts 2, 5"; "" for none."""
    numbers = [str(n) for n, here in enumerate(chosen, start=1) if here]
    return f"Act{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}" if numbers else ""


def membership_finding(memberships, question):
    """What archives tell of an article that belongs to them, and how to ask them a question of `QUESTIONS`."""
    if memberships.empty:
        return "The article belongs to no archive: notebook 09 makes one."
    told = [
        f"In the archive **{row.archive}** other articles tell {row.shared} of its {count_noun(row.acts, 'act')}, and "
        f"the status of {row.moved} moved: `make ask NAME={row.archive} QUESTION={question}`, or "
        "notebook 09 with its name."
        for row in memberships.itertuples(index=False)
    ]
    return " ".join(told)


def recovery_finding(compared):
    """How much of a chronology an archive tells, by the last row of the comparison."""
    every = compared.iloc[-1]
    return (
        f"Before any correction the machine recovers **{every['recovered']} of {count_noun(every['events'], 'act')}** "
        f"that are known ({every['recall']:.0%}). Of {count_noun(every['episodes'], 'act')} that it dates to within a "
        f"month, {every['precision']:.0%} are one of them; most others are what the articles tell around them."
    )
