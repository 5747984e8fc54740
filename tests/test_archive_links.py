"""What articles have to do with one another: who prints whose words, who is who, which reports tell one act, who
answers.
"""

import json
import random
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import paths
from helpers.archive.adding import add_articles
from helpers.archive.batches import annotate_archive
from helpers.archive.belonging import find_belongings
from helpers.archive.copies import LEAST_PASSAGE, Words, find_copies
from helpers.archive.episodes import Report, describe_episode, find_episodes
from helpers.archive.folder import find_archive
from helpers.archive.identities import Member, find_identities, load_corrections
from helpers.archive.parquet import read_rows
from helpers.archive.replies import find_replies
from helpers.tables import TableError, check_table, make_table

EXAMPLE = paths.DATA / "archives" / "huawei-2011-2022" / "articles"


def list_example():
    """(slug, day, outlet, text) of the articles of the archive that ships."""
    found = []
    for path in sorted(EXAMPLE.glob("*.md")):
        head, text = path.read_text(encoding="utf-8").split("---\n", 2)[1:]
        day, outlet = (re.search(f"^{key}: (.+)$", head, re.MULTILINE)[1] for key in ("date", "outlet"))
        found.append((path.stem, day, outlet, text.strip()))
    return found


ARTICLES = list_example()
REPRINTS = {("03", "02"), ("08", "07"), ("21", "20")}
OWN = [article for article in ARTICLES if article[0][:2] not in ("03", "08", "21")]


def cut(words, other):
    return words[len(words) // 4 :][: len(words) // 2]


def cut_short(words, other):
    return words[len(words) // 3 :][: len(words) // 4]


def lead_anew(words, other):
    return [
        *[
            "Something",
            "else",
            "stands",
            "here",
            "now,",
            "and",
            "leads",
            "in",
            "another",
            "way",
            "to",
            "what",
            "follows",
            "below.",
        ],
        *words[25:],
    ]


def change_words(words, other):
    return ["changed" if n % 12 == 11 else word for n, word in enumerate(words)]


def halve(words, other):
    return words[: len(words) // 2] + other[len(other) // 2 :]


@pytest.mark.parametrize("edit", [cut, cut_short, lead_anew, change_words, halve])
def test_reprints_are_found_however_they_were_edited_and_nothing_else_is(edit):
    edited, wanted = [], set()
    for n, (slug, _, _, text) in enumerate(OWN):
        other = OWN[(n + 7) % len(OWN)]
        edited.append((f"{slug}-again", "2030-01-01", "Elsewhere", " ".join(edit(text.split(), other[3].split()))))
        wanted |= {(f"{slug}-again", slug)} | ({(f"{slug}-again", other[0])} if edit is halve else set())
    copies, _ = find_copies(OWN + edited)
    assert {(row["slug"], row["origin"]) for row in copies} == wanted


def test_the_reprints_of_the_archive_that_ships_are_found_and_nothing_else_is():
    copies, passages = find_copies(ARTICLES)
    assert {(row["slug"][:2], row["origin"][:2]) for row in copies} == REPRINTS
    texts = {slug: text for slug, _, _, text in ARTICLES}
    for row in passages:
        assert texts[row["slug"]][row["start"] : row["end"]] == row["text"]
        there = texts[row["origin"]][row["origin_start"] : row["origin_end"]]
        assert len(set(there.split()) & set(row["text"].split())) > len(set(there.split())) / 2


def test_an_article_that_is_half_wire_has_words_of_its_own():
    _, passages = find_copies(ARTICLES)
    half = next(article for article in ARTICLES if article[0].startswith("08"))
    words = Words(passages)
    assert words.find_author(half[0], half[3].index("warned")).startswith("07")
    assert words.find_author(half[0], half[3].index("County")) == half[0]


def test_a_copy_of_a_copy_has_the_first_as_its_root_and_its_words():
    first, second = OWN[0], OWN[1]
    chain = [
        first,
        ("b", "2029-01-01", "B", first[3] + " " + second[3]),
        ("c", "2030-01-01", "C", second[3] + " More."),
    ]
    copies, passages = find_copies(chain)
    assert {(row["slug"], row["origin"], row["root"]) for row in copies} == {
        ("b", first[0], first[0]),
        ("c", "b", first[0]),
    }
    assert Words(passages).find_author("b", 50) == first[0]


def test_ten_thousand_identical_articles_are_as_many_pairs(request):
    many = 10_000 if request.config.getoption("--stress") else 500
    copies, _ = find_copies([(f"s{n}", "2020-01-01", "", OWN[0][3]) for n in range(many)])
    assert len(copies) == many - 1 and {row["origin"] for row in copies} == {"s0"}


@given(st.lists(st.text(alphabet="ab c.\n", max_size=200), max_size=8))
def test_any_texts_can_be_compared(texts):
    _, passages = find_copies([(f"s{n}", "2020-01-01", "", text) for n, text in enumerate(texts)])
    for row in passages:
        assert texts[int(row["slug"][1:])][row["start"] : row["end"]] == row["text"]
        assert len(re.findall(r"\w+", row["text"])) >= LEAST_PASSAGE


# Who is who


def person(slug, belongs=(), actor_id="john-smith", name="John Smith", **told):
    told = {"kind": "Person", "country": "", "role": "", "parent_id": "", "named": True} | told
    return Member(slug, actor_id, name, belongs=frozenset(belongs), **told)


def decide(*rows):
    known = {"when": "2026-11-28", "who": "a test", "reason": "because"}
    rows = [dict(zip(("identity_id", "other_id", "decision"), row, strict=True)) | known for row in rows]
    return make_table("identity_corrections", [{**row, "when": pd.Timestamp(row["when"])} for row in rows])


def identify(*members, corrections=()):
    rows, suggestions = find_identities(members, decide(*corrections))
    return [row["identity_id"] for row in rows], suggestions


def test_people_of_one_name_are_one_only_with_a_body_a_title_or_a_role_in_common():
    northline = ("body", "northline")
    assert identify(person("a", [northline]), person("b", [northline]))[0] == ["john-smith"] * 2
    assert identify(person("a", role="staff"), person("b", role="staff"))[0] == ["john-smith"] * 2
    found, suggestions = identify(person("a", [northline]), person("b"))
    assert found == ["john-smith", "john-smith-2"]
    assert [row["evidence"] for row in suggestions] == ["same name, but no body or role that both articles tell"]
    found, suggestions = identify(person("a", [northline], country="US"), person("b", [northline], country="CN"))
    assert found == ["john-smith", "john-smith-2"] and "another country" in suggestions[0]["evidence"]


def test_a_surname_or_a_description_joins_nobody():
    assert identify(person("a", named=False), person("b", named=False))[0] == ["a:john-smith", "b:john-smith"]
    assert identify(person("a", name="Smith", actor_id="smith"), person("b"))[0] == ["smith", "john-smith"]


def test_companies_of_one_name_are_one_unless_something_contradicts():
    firms = [person(slug, kind="Company", name="Marsh & Tolley", actor_id="marsh-tolley") for slug in "abc"]
    assert identify(*firms)[0] == ["marsh-tolley"] * 3
    assert identify(firms[0]._replace(country="US"), firms[1]._replace(country="GB"))[0] == [
        "marsh-tolley",
        "marsh-tolley-2",
    ]


def test_the_gazetteer_knows_who_is_who_and_corrections_decide():
    huawei = [
        person(slug, kind="Company", name=name, actor_id="huawei")
        for slug, name in (("a", "Huawei"), ("b", "Huawei Co"))
    ]
    assert identify(*huawei)[0] == ["huawei"] * 2
    found, suggestions = identify(person("a"), person("b"), corrections=[("john-smith", "b:john-smith", "join")])
    assert found == ["john-smith"] * 2 and suggestions == []
    assert identify(*huawei, corrections=[("huawei", "b:huawei", "apart")])[0] == ["huawei", "huawei-co"]
    with pytest.raises(ValueError, match="no identity 'nobody'"):
        identify(person("a"), corrections=[("nobody", "john-smith", "join")])


def test_a_correction_that_breaks_a_rule_is_told_with_its_line(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "ARCHIVES", tmp_path)
    (tmp_path / "a").mkdir()
    assert len(load_corrections("a")) == 0
    (tmp_path / "a" / "corrections.csv").write_text(
        "when,who,identity_id,other_id,decision,reason\n2026-11-28,x,a,b,perhaps,y\n", encoding="utf-8"
    )
    with pytest.raises(TableError, match=r"corrections\.csv, line 2, column decision"):
        load_corrections("a")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ann Lee, an analyst with Marsh & Tolley, spoke.", {("body", "m"), ("title", "analyst")}),
        ("Ann Lee of the Marsh & Tolley office spoke.", {("body", "m")}),
        (
            "Marsh & Tolley's chief executive Ann Lee spoke.",
            {("body", "m"), ("title", "chief executive"), ("title", "executive")},
        ),
        ("Senator Ann Lee praised Marsh & Tolley.", {("title", "senator")}),
        ("Marsh & Tolley's chairwoman, Ann Lee, spoke.", {("body", "m"), ("title", "chairwoman")}),
        (
            "Ann Lee, the young chief executive, praised Marsh & Tolley.",
            {("title", "chief executive"), ("title", "executive")},
        ),
        (
            "County Commissioner Ann Lee praised Marsh & Tolley.",
            {("title", "county commissioner"), ("title", "commissioner")},
        ),
        ("Ann Lee, who left, praised Marsh & Tolley.", set()),
        ("Ann Lee accused Marsh & Tolley of fraud.", set()),
        ("Ann Lee spoke. Marsh & Tolley did not.", set()),
    ],
)
def test_bodies_and_titles_beside_a_name(text, told):
    start, begin = text.index("Ann Lee"), text.index("Marsh & Tolley")
    found = find_belongings(text, [(start, start + 7, "p")], [(begin, begin + 14, "m")])
    assert found == {"p": told}


# Episodes


def report(day, status="OCCURRED", category="SANCTION", first=None, last=None, n=0, **told):
    day = pd.Timestamp(day)
    known = {
        "event_id": f"{day:%m%d}-{n}:event:1-2", "slug": f"{day:%m%d}-{n}", "start": 1, "kind": "",
        "actors": ("agency",),
        "recipients": ("northline",), "source": "", "root": f"{day:%m%d}-{n}",
    }  # fmt: skip
    bounds = [pd.Timestamp(bound) if bound else pd.NaT for bound in (first, last)]
    return Report(
        day=day,
        category=category,
        status=status,
        earliest=bounds[0],
        latest=bounds[1],
        dated=bool(first),
        **known | told,
    )


def tell(*reports):
    outlets = {r.slug: f"Outlet {n}" for n, r in enumerate(reports)}
    words = {r.event_id: f"{r.event_id} tells it." for r in reports}
    rows = [describe_episode(episode, outlets, words) for episode in find_episodes(reports)]
    if rows:
        check_table("episodes", make_table("episodes", rows))
    return rows


def test_a_plan_and_what_came_of_it_are_one_episode_whose_status_moved():
    reports = [
        report("2020-01-03", "PLANNED", first="2020-01-03", last="2020-12-31"),
        report("2020-03-05", first="2020-03-04", last="2020-03-04"),
        report("2020-03-06", last="2020-03-06"),
    ]
    (row,) = tell(*reports)
    assert row["statuses"] == "PLANNED;OCCURRED" and row["status"] == "OCCURRED"
    assert (row["n_reports"], row["n_independent"], row["conflict"]) == (3, 3, "")
    assert row["first_report"] == pd.Timestamp("2020-01-03") and row["latest"] == pd.Timestamp("2020-03-06")


def test_a_threat_and_the_act_that_it_announced_are_one_episode():
    (row,) = tell(
        report("2020-01-03", category="THREATEN", last="2020-01-03"),
        report("2020-01-09", first="2020-01-03", last="2020-01-09"),
    )
    assert row["statuses"] == "THREATENED;OCCURRED" and row["category"] == "SANCTION"


def test_acts_of_others_of_another_kind_or_time_stay_apart():
    one = report("2020-03-05", first="2020-03-04", last="2020-03-04")
    for other in (
        report("2020-03-05", n=1, actors=("court",), first="2020-03-04", last="2020-03-04"),
        report("2020-03-05", n=1, recipients=("tolley",), first="2020-03-04", last="2020-03-04"),
        report("2020-03-05", n=1, category="CONSULT", first="2020-03-04", last="2020-03-04"),
        report("2020-09-05", n=1, first="2020-09-04", last="2020-09-04"),
        report("2020-06-05", n=1),
    ):
        assert len(tell(one, other)) == 2, other
    assert (
        len(
            tell(
                one._replace(kind="rule"),
                report("2020-03-05", n=1, kind="lawsuit", first="2020-03-04", last="2020-03-04"),
            )
        )
        == 2
    )
    assert tell(one._replace(actors=())) == []


def test_two_days_for_one_act_are_a_conflict_and_no_mean():
    (row,) = tell(
        report("2018-05-03", first="2018-04-25", last="2018-04-25"),
        report("2018-05-04", first="2018-04-27", last="2018-04-27"),
    )
    assert row["conflict"] == "2018-04-25 or 2018-04-27"
    assert (row["earliest"], row["latest"]) == (pd.Timestamp("2018-04-25"), pd.Timestamp("2018-04-27"))


def test_reports_of_one_origin_count_once():
    reports = [
        report("2020-03-05", n=n, first="2020-03-04", last="2020-03-04", root=root) for n, root in enumerate("aab")
    ]
    assert tell(*reports)[0]["n_independent"] == 2
    wire = report("2020-03-05", n=5, first="2020-03-04", last="2020-03-04")
    follower = report(
        "2020-03-06", n=6, first="2020-03-04", last="2020-03-04", root="outlet:outlet-0", source="outlet-0"
    )
    assert tell(wire, follower)[0]["n_independent"] == 1


def test_the_order_in_which_reports_come_changes_nothing():
    reports = [
        report(f"2020-{1 + n // 3:02}-{3 + n % 3 * 8:02}", n=n, last=f"2020-{1 + n // 3:02}-{3 + n % 3 * 8:02}")
        for n in range(12)
    ]
    mixed = random.Random(1).sample(reports, len(reports))
    assert tell(*reports) and [row["episode_id"] for row in tell(*mixed)] == [
        row["episode_id"] for row in tell(*reports)
    ]


def test_who_is_accused_has_an_answer_a_refusal_or_nothing():
    accused = report("2020-03-05", category="ACCUSE", recipients=("a", "b", "c"))
    claims = pd.DataFrame(
        {"slug": [accused.slug] * 2, "source_id": ["a", "b"], "basis": ["interview_quote", "declined_comment"]},
        index=["claim-1", "claim-2"],
    )
    rows = find_replies([accused, report("2020-03-06")], claims, {(accused.slug, actor): actor for actor in "abc"})
    assert [(row["accused_id"], row["reply"]) for row in rows] == [("a", "answered"), ("b", "declined"), ("c", "none")]


def test_the_tables_of_an_archive_keep_the_rules_of_the_codebook(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "ARCHIVES", tmp_path / "archives")
    wire = OWN[1]
    rows = [
        {"text": wire[3], "date": wire[1], "outlet": wire[2]},
        {"text": wire[3] + " More.", "date": "2011-02-21", "outlet": "B"},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    add_articles(tmp_path / "a.jsonl", "a")
    annotate_archive("a", workers=1)
    folder = find_archive("a")
    tables = {
        name: read_rows(folder / "tables" / f"{name}.parquet")
        for name in ("copies", "episodes", "reports", "identities")
    }
    for name, frame in tables.items():
        check_table(name, make_table(name, frame))
    told = tables["episodes"]
    assert len(tables["copies"]) == 1 and (told["n_articles"] == 2).any() and (told["n_independent"] == 1).all()
