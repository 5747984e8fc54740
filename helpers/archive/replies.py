"""The right of reply: who is accused in an article, and whether that article has an answer."""

from collections import defaultdict

ANSWERS = {"declined_comment": "declined"}


def find_replies(reports, claims, ids):
    """Rows of `replies`: each who is accused in an article, and what of theirs stands in it: an answer, a refusal to
    comment, or nothing.

    An answer is any statement of the accused that the article attributes to them; whether they were asked, only a
    refusal tells.
    """
    said = defaultdict(list)
    for claim_id, row in zip(claims.index, claims[["slug", "source_id", "basis"]].itertuples(index=False), strict=True):
        for actor_id in filter(None, row.source_id.split(";")):
            identity = ids.get((row.slug, actor_id))
            if identity:
                said[row.slug, identity].append((ANSWERS.get(row.basis, "answered"), claim_id))
    rows = {}
    for report in reports:
        if report.category != "ACCUSE" or report.status == "DID_NOT_OCCUR":
            continue
        for accused in report.recipients:
            answers = sorted(said.get((report.slug, accused), ()))
            rows.setdefault((report.slug, accused, report.event_id), describe_reply(report, accused, answers))
    return list(rows.values())


def describe_reply(report, accused, answers):
    """A row of `replies`."""
    return {
        "slug": report.slug,
        "event_id": report.event_id,
        "accuser_ids": ";".join(report.actors),
        "accused_id": accused,
        "reply": answers[0][0] if answers else "none",
        "claim_ids": ";".join(claim_id for _, claim_id in answers),
    }
