"""Questions to an archive, in SQL or by name; every answer carries ids, and an id leads to the words."""

import json
from difflib import get_close_matches

import duckdb

from helpers import paths
from helpers.archive.folder import find_archive
from helpers.archive.linking import LINKED
from helpers.archive.parquet import quote, type_columns
from helpers.archive.prepared import PREPARED
from helpers.archive.whole import describe_columns
from helpers.lexicons import split_items
from helpers.tables import TABLES
from helpers.wording import shorten

VIEWS = (*TABLES, "articles", "problems", *LINKED, *PREPARED)
WORDS = 25  # of a quotation at most
NAMED = ("actor_ids", "recipient_ids", "actor_id", "recipient_id", "source_id", "accused_id")  # columns of actors
# The names of the actors that a question was given, with ; between.
NAMES = """
        (SELECT string_agg(name, ';' ORDER BY name) FROM names
            WHERE list_contains(string_split(${0}, ';'), identity_id)) AS {0}_names"""
# Episodes of a kind, with the names of their parties.
TOLD = """
        WITH chosen AS (SELECT * FROM episodes WHERE {0}),
        sides AS (SELECT episode_id, 'actor' AS side, unnest(string_split(actor_ids, ';')) AS identity_id FROM chosen
            UNION ALL SELECT episode_id, 'recipient', unnest(string_split(recipient_ids, ';')) FROM chosen),
        parties AS (SELECT episode_id, min(kind) FILTER (side = 'actor') AS kind,
            string_agg(name, ' and ' ORDER BY name) FILTER (side = 'actor') AS actors,
            coalesce(string_agg(name, ' and ' ORDER BY name) FILTER (side = 'recipient'), '') AS recipients
            FROM sides JOIN names USING (identity_id) GROUP BY episode_id)
        SELECT chosen.* EXCLUDE (outlet, quotation), actors, recipients, parties.kind,
            replace(episode_id, ':episode:', ':event:') AS event_id, outlet, quotation{1}
        FROM chosen JOIN parties USING (episode_id) ORDER BY first_report, episode_id"""
QUESTIONS = {
    "pressure": (
        "who pressed, refused or threatened whom, month by month",
        """
        SELECT date_trunc('month', first_report)::DATE AS month, actor_ids, recipient_ids, count(*)::BIGINT AS episodes,
            sum(n_independent)::BIGINT AS independent, string_agg(episode_id, ';' ORDER BY first_report, episode_id)
                AS episode_ids
        FROM episodes JOIN categories USING (category)
        WHERE strand IN ('pressure', 'refusal', 'conflict') AND recipient_ids <> '' AND status IN ('OCCURRED',
            'ONGOING', 'HISTORICAL')
        GROUP BY ALL ORDER BY month, actor_ids, recipient_ids""",
    ),
    "unfulfilled": (
        "what was announced, planned or threatened, and of which no article tells that it happened",
        """
        SELECT first_report, actor_ids, category, recipient_ids, statuses, last_report, n_articles, episode_id
        FROM episodes WHERE statuses SIMILAR TO '(PLANNED|THREATENED|CONDITIONAL)(;.*)?'
            AND NOT regexp_matches(statuses, 'OCCURRED|ONGOING|HISTORICAL') ORDER BY first_report, episode_id""",
    ),
    "sources": (
        "who carries the story: statements by source, and in how many articles and outlets",
        """
        SELECT * FROM speakers ORDER BY claims DESC, source_id, source_kind""",
    ),
    "anonymous": (
        "statements of sources without a name, by outlet",
        """
        SELECT outlet, count(*)::BIGINT AS claims, count(*) FILTER (anonymity <> 'none')::BIGINT AS anonymous,
            round(100 * count(*) FILTER (anonymity <> 'none') / count(*))::BIGINT AS percent,
            coalesce(string_agg(claim_id, ';' ORDER BY claim_id) FILTER (anonymity <> 'none'), '') AS claim_ids
        FROM attributions WHERE number = 1 GROUP BY outlet ORDER BY percent DESC, outlet""",
    ),
    "pair": (
        "how two actors (or groups: ids with ; between) stand to one another over time (actor, other), with the words "
        "of the first report",
        TOLD.format(
            """
            (list_has_any(string_split(actor_ids, ';'), string_split($actor, ';'))
                AND list_has_any(string_split(recipient_ids, ';'), string_split($other, ';')))
            OR (list_has_any(string_split(actor_ids, ';'), string_split($other, ';'))
                AND list_has_any(string_split(recipient_ids, ';'), string_split($actor, ';')))""",
            ", " + ", ".join(NAMES.format(key) for key in ("actor", "other")),
        ),
    ),
    "pairs": (
        "which two actors, called by a name, have most to do with one another",
        """
        WITH named AS (SELECT identity_id FROM names WHERE basis <> 'described'),
        acts AS (SELECT *, unnest(string_split(actor_ids, ';')) AS one FROM episodes JOIN categories USING (category)
            WHERE sign <> ''),
        sides AS (SELECT *, unnest(string_split(recipient_ids, ';')) AS two FROM acts)
        SELECT least(one, two) AS actor_id, greatest(one, two) AS other_id, count(*)::BIGINT AS episodes,
            sum(n_independent)::BIGINT AS independent,
            string_agg(episode_id, ';' ORDER BY first_report, episode_id) AS episode_ids
        FROM sides SEMI JOIN named a ON one = a.identity_id SEMI JOIN named b ON two = b.identity_id WHERE one <> two
        GROUP BY ALL ORDER BY independent DESC, episodes DESC, actor_id, other_id""",
    ),
    "actor": (
        "all that is told of one actor: its episodes, with the words of the first report (actor)",
        TOLD.format(
            "list_has_any(string_split(actor_ids || ';' || recipient_ids, ';'), string_split($actor, ';'))", ""
        ),
    ),
    "statements": (
        "what an actor says, with the words (actor)",
        """
        SELECT day, name, basis, factuality_source AS certainty, outlet, text AS quotation, claim_id
        FROM attributions SEMI JOIN (SELECT unnest(string_split($actor, ';')) AS identity_id) USING (identity_id)
        ORDER BY day, slug, "start", claim_id, name""",
    ),
    "accusations": (
        "of what an actor is accused or accuses others, and whether the accused has a word in the same article (actor)",
        """
        WITH chosen AS (SELECT * FROM replies WHERE list_has_any(string_split(accuser_ids || ';' || accused_id, ';'),
            string_split($actor, ';'))),
        accusers AS (SELECT event_id, string_agg(DISTINCT name, ' and ' ORDER BY name) AS accusers
            FROM (SELECT event_id, unnest(string_split(accuser_ids, ';')) AS identity_id FROM chosen)
            JOIN names USING (identity_id) GROUP BY event_id)
        SELECT day, coalesce(accusers, '') AS accusers, names.name AS accused, reply, accuser_ids, accused_id, outlet,
            event_id, claim_ids
        FROM chosen JOIN articles USING (slug) JOIN names ON names.identity_id = accused_id LEFT JOIN accusers USING
            (event_id)
        ORDER BY day, event_id, accused_id""",
    ),
    "voices": (
        "who is quoted in the articles that tell of an actor's acts (actor)",
        """
        WITH told AS (SELECT DISTINCT reports.slug FROM reports JOIN episodes USING (episode_id)
            WHERE list_has_any(string_split(actor_ids || ';' || recipient_ids, ';'), string_split($actor, ';')))
        SELECT if(identity_basis = 'described', '', name) AS name, count(*)::BIGINT AS claims,
            count(DISTINCT slug)::BIGINT AS articles, count(DISTINCT outlet)::BIGINT AS outlets,
            min(claim_id) AS first_claim
        FROM attributions SEMI JOIN told USING (slug) WHERE number = 1 GROUP BY ALL ORDER BY claims DESC, name""",
    ),
    "movement": (
        "acts that several articles tell, or whose status moved, with the words of the first report",
        TOLD.format("n_articles > 1 OR contains(statuses, ';')", ""),
    ),
    "network": (
        "who acts towards whom in a period, by at least so many independent reports (first, last, least), with the "
        "words of the first of them",
        """
        WITH acts AS (SELECT * FROM episodes JOIN categories USING (category) WHERE sign <> '' AND recipient_ids <> ''
            AND first_report BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)),
        sides AS (SELECT *, unnest(string_split(actor_ids, ';')) AS actor_id FROM acts),
        edges AS (SELECT actor_id, recipient_id, sign, count(*)::BIGINT AS episodes, sum(n_independent)::BIGINT AS
            independent, count(*) FILTER (status IN ('OCCURRED', 'ONGOING', 'HISTORICAL'))::BIGINT AS happened,
            list(episode_id ORDER BY first_report, episode_id) AS ids
            FROM (SELECT *, unnest(string_split(recipient_ids, ';')) AS recipient_id FROM sides)
            WHERE actor_id <> recipient_id GROUP BY ALL HAVING independent >= CAST($least AS BIGINT)),
        named AS (SELECT identity_id, name FROM names WHERE basis <> 'described')
        SELECT actor_id, a.name AS actor, recipient_id, r.name AS recipient, sign, edges.episodes, independent,
            happened, events.category, first_report AS day, outlet, quotation, array_to_string(ids, ';') AS episode_ids
        FROM edges JOIN named a ON a.identity_id = actor_id JOIN named r ON r.identity_id = recipient_id
            JOIN episodes ON episode_id = ids[1] JOIN events ON event_id = replace(ids[1], ':episode:', ':event:')
        ORDER BY independent DESC, actor_id, recipient_id, sign""",
    ),
    "changes": (
        "what an article changed in another's words, or a later version in an earlier: sentences added, softened, "
        "hardened, reworded, removed",
        """
        SELECT changes.*, later.outlet, later.day, earlier.outlet AS origin_outlet, earlier.day AS origin_day,
            coalesce(changes.slug || ':sentence:' || "start" || '-' || "end", '') AS sentence_id,
            coalesce(origin || ':sentence:' || origin_start || '-' || origin_end, '') AS origin_sentence_id
        FROM changes JOIN articles later USING (slug) JOIN articles earlier ON earlier.slug = changes.origin
        ORDER BY later.day, changes.slug, origin, "start" NULLS LAST, origin_start""",
    ),
    "replies": (
        "who was accused, and who answered, declined or does not appear with an answer",
        """
        SELECT accused_id, count(*)::BIGINT AS accusations, count(*) FILTER (reply = 'answered')::BIGINT AS answered,
            count(*) FILTER (reply = 'declined')::BIGINT AS declined, count(*) FILTER (reply = 'none')::BIGINT AS none,
            string_agg(event_id, ';' ORDER BY event_id) AS event_ids
        FROM replies GROUP BY accused_id ORDER BY accusations DESC, accused_id""",
    ),
}
# Of an id's kind: the table that has it, and where its words stand; a statement without words of its own stands at
# its cue.
OWN_WORDS = '"start", "end", {0}.text'
AT_CUE = """coalesce("start", cue_start), coalesce("end", cue_end), if({0}.text <> '', {0}.text, cue_text)"""
PLACES = {
    "event": ("events", OWN_WORDS),
    "claim": ("claims", AT_CUE),
    "mention": ("mentions", OWN_WORDS),
    "date": ("dates", OWN_WORDS),
    "sentence": ("sentences", OWN_WORDS),
}


def ask(name, question, **given):
    """The answer of an archive, a DataFrame, to a question: one of `QUESTIONS` by its name, or SQL over the views
    `VIEWS` and `categories`.

    `given` are the values that the question asks for, `$actor` and the like. Raises ValueError, in one line, for an
    archive that is not there or was made by another version, an unknown table or column, and SQL that is none.
    """
    sql = QUESTIONS[question][1] if question in QUESTIONS else question
    with open_archive(name, sql) as connection:
        try:
            return type_columns(connection.execute(sql, given or None).df())
        except duckdb.Error as error:
            raise ValueError(explain(question, error)) from None


def check_actors(name, *given):
    """Raise ValueError, with the id that was perhaps meant, for ids (several with ; between) unknown to an archive."""
    asked = [actor for cell in given for actor in split_items(cell)]
    known = ask(name, "SELECT identity_id FROM names")["identity_id"].tolist()
    unknown = sorted(set(asked) - set(known))
    if unknown or not asked:
        wrong = unknown[0] if unknown else ""
        close = get_close_matches(wrong, known, n=1)
        hint = f"Did you mean '{close[0]}'?" if close else "The table names lists them all."
        raise ValueError(f"No actor '{wrong}' in the archive '{name}'. {hint}")


def find_actors(name, given):
    """The ids of the identities of an archive that are called by a name, several with ; between; ids stay as they
    are.
    """
    sql = "SELECT identity_id FROM names WHERE lower(name) = lower($given) AND basis <> 'described'"
    return ";".join(sorted(ask(name, sql, given=given)["identity_id"])) or given


def open_archive(name, sql):
    """A DuckDB with a view for each table of an archive that a question names, which can read nothing else; raises
    ValueError if there are none of this version.
    """
    folder = find_archive(name) / "tables"
    check_version(folder)
    connection = duckdb.connect(config={"autoinstall_known_extensions": False})
    for view in (view for view in VIEWS if view in sql.lower()):
        connection.execute(f"CREATE VIEW {view} AS SELECT * FROM read_parquet({quote(folder / f'{view}.parquet')})")
    categories = quote(paths.LEXICONS / "categories.csv")
    connection.execute(f"CREATE VIEW categories AS SELECT * FROM read_csv({categories}, all_varchar = true)")
    connection.execute(f"SET allowed_directories = [{quote(folder)}, {quote(paths.LEXICONS)}]")
    connection.execute("SET enable_external_access = false")
    return connection


def check_version(folder):
    """Raise ValueError for tables that are not there, or have other columns than this version's."""
    name, manifest = folder.parent.name, folder / "manifest.json"
    if not manifest.is_file():
        raise ValueError(f"The archive '{name}' was not read to its end yet. Read it: make archive NAME={name}")
    made = json.loads(manifest.read_text(encoding="utf-8"))
    if made.get("columns") != describe_columns():
        raise ValueError(
            f"The tables of the archive '{name}' were made by version {made.get('version', 'unknown')}, and have other "
            f"columns. Make them anew: make archive NAME={name}"
        )


def explain(question, error):
    """What is wrong with a question, in one line, with the name that was perhaps meant."""
    told = " ".join(str(error).split("\n\n")[0].split("\nLINE")[0].split())
    known = [*VIEWS, "categories", *QUESTIONS]
    words = [word for word in str(question).replace(",", " ").split() if word not in known]
    close = next((match[0] for word in words if (match := get_close_matches(word, known, n=1, cutoff=0.75))), "")
    hint = f"Did you mean '{close}'?" if close else f"Tables: {', '.join(VIEWS)}. Questions: {', '.join(QUESTIONS)}."
    return f"{told[:200]} {hint}"


def name_actors(name, answer):
    """An answer with a column of names beside each of ids of actors: `actors` beside `actor_ids`, `source` beside
    `source_id`; several with "and". An id of nobody in the archive stands for itself.
    """
    named = answer.copy()
    names = dict(ask(name, "SELECT identity_id, name FROM names").itertuples(index=False))
    for column in answer.columns:
        if column.endswith(NAMED):
            told = [" and ".join(names.get(i, i) for i in split_items(cell)) for cell in answer[column].fillna("")]
            named[column.replace("_ids", "s").removesuffix("_id")] = told
    return named


def find_quotations(name, ids):
    """Where ids lead: one row per id of an event, statement, mention, date or sentence, and for an episode one per
    report.

    Columns: id, slug, day, outlet, title, start, end, quotation (at most 25 words). Raises ValueError for an id that
    is nowhere.
    """
    ids = [i for cell in ([ids] if isinstance(ids, str) else ids) for i in split_items(cell)]
    with open_archive(name, " ".join(VIEWS)) as connection:
        told = find_events(connection, ids)
        ids = [i for given in ids for i in told.get(given, [given])]
        places = {kind: find_places(connection, kind, ids) for kind in PLACES}
        rows = [find_place(places, given) for given in ids]
    import pandas as pd

    columns = ["id", "slug", "day", "outlet", "title", "start", "end", "quotation"]
    return pd.DataFrame(rows, columns=columns).astype({"day": "datetime64[us]", "start": "int64", "end": "int64"})


def find_events(connection, ids):
    """{episode_id: the events that tell it} of the episodes among ids."""
    asked = sorted({given for given in ids if ":episode:" in given})
    if not asked:
        return {}
    sql = "SELECT episode_id, list(event_id ORDER BY day, event_id) FROM reports WHERE episode_id IN (SELECT unnest(?))"
    return dict(connection.execute(f"{sql} GROUP BY episode_id", [asked]).fetchall())


def find_places(connection, kind, ids):
    """{id: (slug, day, outlet, title, start, end, quotation)} of the ids of a kind, read once for all."""
    asked = sorted({given for given in ids if f":{kind}:" in given})
    if not asked:
        return {}
    table, place = PLACES[kind]
    words = f"SELECT {kind}_id, slug, day, outlet, title, {place.format(table)} FROM {table} JOIN articles USING (slug)"
    rows = connection.execute(f"{words} WHERE {kind}_id IN (SELECT unnest(?))", [asked]).fetchall()
    return {row[0]: row[1:] for row in rows}


def find_place(places, given):
    """(id, slug, day, outlet, title, start, end, quotation) of an id; `places` as of `find_places`, by kind."""
    kind = given.split(":")[1] if given.count(":") > 1 else ""
    row = places.get(kind, {}).get(given)
    if not row:
        raise ValueError(
            f"No row '{given}' in the archive. Expected: an id of an event, statement, mention, date, sentence or "
            "episode."
        )
    return (given, *row[:-1], shorten(row[-1], WORDS))
