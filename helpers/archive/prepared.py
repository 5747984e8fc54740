"""What questions ask of all names and statements of an archive again and again, worked out once."""

from helpers.archive.parquet import connect, list_columns, quote, write_query

# Each by a query over the tables before it, in an order in which what is asked together stands together.
PREPARED = {
    "names": """
        SELECT identity_id, min(name) AS name, min(kind) AS kind, min(basis) AS basis,
            count(DISTINCT slug) AS n_articles
        FROM identities GROUP BY identity_id ORDER BY identity_id""",
    "attributions": """
        WITH sources AS (SELECT *, unnest(string_split(source_id, ';')) AS source,
            generate_subscripts(string_split(source_id, ';'), 1) AS number FROM claims WHERE source_kind <> 'author')
        SELECT coalesce(identity_id, '') AS identity_id, coalesce(identities.name, '') AS name,
            coalesce(identities.basis, '') AS identity_basis, sources.slug, day, outlet, claim_id, number, source_kind,
            anonymity, sources.basis, factuality_source, coalesce(sources."start", cue_start) AS "start",
            if(sources.text <> '', sources.text, cue_text) AS text
        FROM sources JOIN articles USING (slug) LEFT JOIN identities ON identities.slug = sources.slug
            AND identities.actor_id = source
        ORDER BY identity_id, day, sources.slug, "start", claim_id, number""",
    "speakers": """
        SELECT identity_id AS source_id, source_kind, count(*) AS claims, count(DISTINCT slug) AS articles,
            count(DISTINCT outlet) AS outlets, min(claim_id) AS first_claim
        FROM attributions WHERE number = 1 GROUP BY ALL ORDER BY claims DESC, source_id, source_kind""",
}
GIVEN = ("articles", "claims", "identities")


def prepare_answers(tables):
    """Write the tables of `PREPARED` beside those of which they are made, in the folder `tables`."""
    with connect() as connection:
        for name in GIVEN:
            show_table(connection, tables, name)
        for name, query in PREPARED.items():
            columns = ", ".join(f'CAST("{column}" AS {kind}) AS "{column}"' for column, kind in list_columns(name))
            write_query(tables / f"{name}.parquet", connection, f"SELECT {columns} FROM ({query})")
            show_table(connection, tables, name)


def show_table(connection, tables, name):
    """Give a connection a table under its name."""
    file = quote(tables / f"{name}.parquet")
    connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT * FROM read_parquet({file})")
