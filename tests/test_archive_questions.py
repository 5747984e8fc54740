"""Questions to an archive, by name and in SQL; every id in an answer leads to the words."""

import pytest
from archives import read_stories

from helpers import findings, paths
from helpers.__main__ import main
from helpers.archive import questions, whole
from helpers.archive.batches import annotate_archive
from helpers.archive.membership import find_memberships
from helpers.archive.parquet import read_rows
from helpers.archive.questions import QUESTIONS, VIEWS, ask, find_quotations, name_actors
from helpers.articles.article import article_from_text
from helpers.exports.archive_figures import ARCHIVE_FIGURES

STORIES = (
    (
        "2021-05-04",
        "Example Wire",
        "The Federal Communications Commission will sue Huawei next week, two officials said.",
    ),
    (
        "2021-05-12",
        "Example Wire",
        "The Federal Communications Commission sued Huawei on Monday. Huawei declined to comment.",
    ),
    (
        "2021-05-13",
        "Daily",
        "The Federal Communications Commission sued Huawei on Monday, 10 May. “We will appeal,” Huawei said.",
    ),
    (
        "2021-06-20",
        "Daily",
        "The Justice Department accused Huawei of fraud on Friday. A person familiar with the case confirmed it.",
    ),
)
GIVEN = {
    "pair": {"actor": "huawei", "other": "federal-communications-commission;us-department-of-justice"},
    "actor": {"actor": "huawei"},
    "statements": {"actor": "huawei"},
    "accusations": {"actor": "huawei"},
    "voices": {"actor": "huawei"},
    "network": {"first": "2021-01-01", "last": "2021-12-31", "least": "1"},
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """An archive of four articles, read."""
    folder = tmp_path_factory.mktemp("archives")
    rows = [{"text": text, "date": day, "outlet": outlet} for day, outlet, text in STORIES]
    with read_stories(folder, rows) as read:
        yield read


def list_ids(answer):
    """The ids in an answer."""
    columns = [
        column
        for column in answer
        if column.removesuffix("s").endswith(("event_id", "episode_id", "claim_id", "first_claim"))
    ]
    return [i for column in columns for cell in answer[column] for i in cell.split(";") if i]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_has_an_answer_and_its_ids_lead_to_the_words(archive, question):
    answer = ask("a", question, **GIVEN.get(question, {}))
    assert len(answer) or question in ("unfulfilled", "changes")
    texts = dict(
        read_rows(archive / "tables" / "articles.parquet")[["slug", "text"]].itertuples(index=False, name=None)
    )
    for row in find_quotations("a", list_ids(answer)).itertuples(index=False):
        assert texts[row.slug][row.start : row.end].startswith(row.quotation.removesuffix(" …")[:40])
        assert row.outlet in ("Example Wire", "Daily")


def test_the_figures_of_an_archive_are_exported_with_their_data(archive, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(paths, "FIGURES", tmp_path)
    assert main(["figures", "--archive", "a", "--width", "column"]) == 0
    drawn = {path.stem for path in tmp_path.glob("*.csv")}
    assert drawn == {f"a-{what}-column" for what in ARCHIVE_FIGURES}
    assert {path.suffix for path in tmp_path.glob("a-pair-*")} == {".svg", ".png", ".pdf", ".csv", ".md"}
    told = (tmp_path / "a-pair-column.md").read_text(encoding="utf-8")
    assert "Federal Communications Commission and Huawei" in told
    capsys.readouterr()
    for given, wrong in (
        ("actor=huawai,other=zte", "Did you mean 'huawei'"),
        ("actor=huawei", "Give both"),
        ("colour=red", "No choice 'colour'"),
        ("first=soon", "soon"),
    ):
        assert main(["figures", "--archive", "a", "--given", given]) == 2
        assert wrong in capsys.readouterr().err


def test_a_network_has_whoever_has_a_name_and_enough_reports(archive):
    asked = {"first": "2021-01-01", "last": "2021-12-31"}
    every = ask("a", "network", **asked, least=1)
    few = ask("a", "network", **asked, least=2)
    assert set(few["episode_ids"]) < set(every["episode_ids"]) and (few["independent"] >= 2).all()
    assert ask("a", "network", first="2019-01-01", last="2019-12-31", least=1).empty
    pairs = ask("a", "pairs")
    assert (pairs["actor_id"] < pairs["other_id"]).all() and pairs["independent"].is_monotonic_decreasing


def test_a_plan_that_came_true_is_one_episode_and_not_unfulfilled(archive):
    told = ask("a", "actor", actor="huawei")
    suits = told[told["actor_ids"] == "federal-communications-commission"]
    assert "PLANNED;OCCURRED" in suits["statuses"].tolist()
    assert not set(suits["episode_id"]) & set(ask("a", "unfulfilled")["episode_id"])


def test_an_article_is_led_to_the_archives_that_hold_it(archive):
    article = article_from_text(STORIES[1][2], "2021-05-12")
    found = find_memberships(article)
    assert found[["archive", "acts", "shared", "moved"]].to_numpy().tolist() == [["a", 1, 1, 1]]
    told = findings.membership_finding(found, "movement")
    assert "archive **a** other articles tell 1 of its 1 act," in told and "make ask NAME=a QUESTION=movement" in told
    nothing = find_memberships(article_from_text("Nobody fined anybody.", "2021-05-12"))
    assert "belongs to no archive" in findings.membership_finding(nothing, "movement")
    (archive.parent / "half" / "documents").mkdir(parents=True)
    assert len(find_memberships(article)) == 1
    (archive.parent / "half" / "documents").rmdir()


def test_an_answer_in_sql_has_the_tables_of_the_codebook(archive):
    for view in VIEWS:
        assert ask("a", f"SELECT count(*) AS n FROM {view}")["n"][0] >= 0
    found = ask(
        "a",
        "SELECT outlet, count(*) AS n FROM articles WHERE day > $day GROUP BY outlet ORDER BY outlet",
        day="2021-05-05",
    )
    assert found.to_dict("records") == [{"outlet": "Daily", "n": 2}, {"outlet": "Example Wire", "n": 1}]


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("SELECT * FROM evens", "Did you mean 'events'"),
        ("unfullfilled", "Did you mean 'unfulfilled'"),
        ("SELECT colour FROM events", "colour"),
        ("SELECT * FROM read_csv('/etc/hostname')", "Permission"),
        ("COPY events TO '/tmp/x.csv'", "Permission"),
        ("INSTALL httpfs", "Permission"),
        ("SELECT * FROM episodes WHERE $actor = 1", "actor"),
    ],
)
def test_a_question_that_cannot_be_answered_is_told_in_one_line(archive, sql, told):
    with pytest.raises(ValueError, match=told) as error:
        ask("a", sql)
    assert len(str(error.value).splitlines()) == 1


def test_the_sources_that_are_worked_out_once_are_those_of_the_statements(archive):
    said = ask("a", "SELECT claim_id, slug, source_id, source_kind FROM claims WHERE source_kind <> 'author'")
    told = ask("a", "SELECT * FROM attributions ORDER BY claim_id, number")
    assert sorted(told.loc[told["number"] == 1, "claim_id"]) == sorted(said["claim_id"])
    who = ask("a", "SELECT slug, actor_id, identity_id FROM identities").set_index(["slug", "actor_id"])["identity_id"]
    first = {row.claim_id: who.get((row.slug, row.source_id.split(";")[0]), "") for row in said.itertuples()}
    assert dict(told[told["number"] == 1][["claim_id", "identity_id"]].itertuples(index=False)) == first
    counted = said.assign(source_id=said["claim_id"].map(first)).groupby(["source_id", "source_kind"]).size()
    assert ask("a", "sources").set_index(["source_id", "source_kind"])["claims"].to_dict() == counted.to_dict()


def test_ids_are_led_to_their_words_in_the_order_in_which_they_were_given(archive):
    ids = [*ask("a", "SELECT event_id FROM events")["event_id"], *ask("a", "SELECT claim_id FROM claims")["claim_id"]]
    for given in (ids, ids[::-1], [ids[-1], ids[0], ids[-1]]):
        assert find_quotations("a", given)["id"].tolist() == given


def test_an_id_that_is_nowhere_is_told(archive):
    for given in ("a:event:1-2", "a:episode:1-2", "nothing", "a:colour:1-2"):
        with pytest.raises(ValueError, match="No row"):
            find_quotations("a", given)


def test_an_archive_of_another_version_or_half_read_is_told(archive, monkeypatch):
    monkeypatch.setattr(questions, "describe_columns", lambda: "others")
    with pytest.raises(ValueError, match=r"made by version .*Make them anew"):
        ask("a", "sources")
    monkeypatch.undo()
    monkeypatch.setattr(paths, "ARCHIVES", archive.parent)
    manifest = archive / "tables" / "manifest.json"
    kept = manifest.read_bytes()
    manifest.unlink()
    with pytest.raises(ValueError, match="not read to its end"):
        ask("a", "sources")
    manifest.write_bytes(kept)


def test_a_question_on_the_command_line_is_answered_as_csv(archive, capsys):
    assert main(["ask", "a", "actor", "actor=huawei"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("episode_id,category,actor_ids,") and ":episode:" in told
    assert main(["ask", "a", ask("a", "actor", actor="huawei")["episode_id"][0]]) == 0
    assert "quotation" in capsys.readouterr().out


def test_decisions_about_who_is_who_are_laid_over_by_the_next_run(archive):
    before = ask("a", "SELECT DISTINCT identity_id FROM identities WHERE actor_id = 'huawei'")["identity_id"].tolist()
    rows = "2026-11-28,a test,huawei,us-department-of-justice,join,to try it\n"
    (archive / "corrections.csv").write_text("when,who,identity_id,other_id,decision,reason\n" + rows, encoding="utf-8")
    assert annotate_archive("a", workers=1) == 0
    assert ask("a", "SELECT * FROM identities WHERE identity_id = 'us-department-of-justice'").empty
    (archive / "corrections.csv").unlink()
    assert whole.make_whole(archive)
    assert (
        ask("a", "SELECT DISTINCT identity_id FROM identities WHERE actor_id = 'huawei'")["identity_id"].tolist()
        == before
    )


def test_ids_of_actors_have_names_beside_them(archive):
    told = name_actors("a", ask("a", "SELECT * FROM episodes ORDER BY episode_id"))
    sued = told[told["category"] == "ACCUSE"].iloc[0]
    assert sued["actor_ids"] in told["actor_ids"].tolist() and sued["recipients"] == "Huawei"
    assert set(told["actors"]) >= {"Federal Communications Commission"}
    sources = name_actors("a", ask("a", "sources"))
    assert (sources["source"] == "").equals(sources["source_id"].fillna("") == "")
