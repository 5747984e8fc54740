"""The pictures of an archive and the sentences on it, of invented answers."""

from collections import Counter
from itertools import combinations

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from drawing import evidence_numbers, find_badges, find_outside, find_overlaps, listed_of, read_texts, sheets_of, touch

from helpers import charts, findings
from helpers.archive import recovery
from helpers.archive.recovery import COLUMNS, compare_record
from helpers.charts.style import PAPER, SIGN_COLOURS

pytestmark = pytest.mark.usefixtures("styled")
MOVES = (
    "OCCURRED",
    "PLANNED;OCCURRED",
    "THREATENED;CONDITIONAL;DID_NOT_OCCUR",
    "ONGOING",
    "PLANNED;CONDITIONAL;PLANNED;OCCURRED",
)


def make_told(n):
    """An answer to the question "movement" of n episodes."""
    rows = [
        {
            "episode_id": f"a{k}:episode:1-2",
            "kind": ("PublicBody", "Company", "Person", "Group")[k % 4],
            "category": ("SANCTION", "AGREE", "OTHER")[k % 3],
            "actors": "The Communications Authority of the Northern Islands" if k % 2 else "Northline",
            "recipients": "Marsh & Tolley and Northline" if k % 3 else "",
            "statuses": MOVES[k % len(MOVES)],
            "first_report": pd.Timestamp(2020, 1 + k % 12, 3),
            "last_report": pd.Timestamp(2021, 1, 3),
            "n_articles": 1 + k % 12,
            "n_independent": 1,
            "conflict": "2018-04-25 or 2018-04-27" if k % 7 == 2 else "",
            "outlet": "The Daily Example",
            "quotation": "The authority said that it would " + "look at the matter again " * (k % 9),
        }
        for k in range(n)
    ]
    columns = list(rows[0]) if rows else list(make_told(1))
    return pd.DataFrame(rows, columns=columns)


@pytest.mark.parametrize(
    ("width", "n"), [("page", 1), ("page", 7), ("page", 40), ("column", 7), ("column", 40), ("slide", 7)]
)
def test_no_text_overlaps_another_or_leaves_the_figure(width, n):
    ax = charts.episodes(make_told(n), "Source: invented.", width=width)
    for sheet in (*sheets_of(ax), *listed_of(ax)):
        assert find_overlaps(sheet) == [] and find_outside(sheet) == []
        assert [a for a, b in combinations(find_badges(sheet), 2) if touch(a, b, 1 / sheet.figure.dpi)] == []
    assert evidence_numbers(*sheets_of(ax)) == evidence_numbers(*listed_of(ax)) == Counter(map(str, range(1, n + 1)))


def test_what_is_planned_is_hollow_and_what_happened_is_full():
    told = make_told(1).assign(statuses="PLANNED;OCCURRED", category="SANCTION")
    faces = [patch.get_facecolor() for patch in charts.episodes(told).patches if patch.get_gid() == "mark-1"]
    first, second = (plt.matplotlib.colors.to_hex(face) for face in faces)
    assert (first, second) == (PAPER, SIGN_COLOURS["-"])


def test_an_empty_answer_draws_one_sentence_that_says_so():
    ax = charts.episodes(make_told(0))
    assert "No act is told by more than one report" in " ".join(text for text, *_ in read_texts(ax))
    caption, alt = charts.episodes_words(charts.episodes_data(make_told(0)))
    assert "n = 0" in caption and alt


def test_data_caption_and_text_alternative_count_right():
    data = charts.episodes_data(make_told(7))
    caption, alt = charts.episodes_words(data)
    assert len(data) == 7 and data["number"].tolist() == list(range(1, 8))
    assert "n = 7" in caption and all(f"{n}: " in alt for n in range(1, 8))
    assert "planned → happened" in alt and "dated" in " ".join(t for t, *_ in read_texts(charts.episodes(make_told(7))))


def test_a_row_says_who_acts_towards_whom_and_the_title_counts_what_several_articles_tell():
    told = make_told(6).assign(n_articles=[1, 3, 2, 4, 2, 1], statuses="OCCURRED", n_independent=1)
    told.loc[[0, 3], "statuses"] = "PLANNED;OCCURRED"
    data = charts.episodes_data(told)
    assert set(data["label"]) >= {"Northline: cuts ties or penalises"}
    assert all(" → " in label.partition(": ")[0] for label in data["label"] if "Marsh" in label)
    finding = charts.episodes_finding(data)
    assert "; the status of 2 moved (1 within one article)" in finding


def test_what_must_be_known_of_the_articles_begins_the_source_line():
    articles = pd.DataFrame({"day": [pd.Timestamp("2020-01-03")], "outlet": ["The Daily Example"]})
    line = findings.archive_line("a", articles, "The articles are invented.")
    assert line.startswith("The articles are invented. Source: 1 article of 1 outlet")
    assert findings.archive_line("a", articles).startswith("Source: 1 article")


def test_drawing_on_a_given_ax_returns_that_ax():
    _, ax = plt.subplots(figsize=(6, 4))
    assert charts.episodes(make_told(3), ax=ax) is ax


PARTIES = ("The Communications Authority of the Northern Islands", "Northline", "Marsh & Tolley", "Superwirelessag")


def make_pair(n):
    """An answer to the question "pair" of "authority" and "northline;tolley", of n episodes."""
    told = make_told(max(n, 1)).head(n)
    forward = [k % 3 != 1 for k in range(n)]
    sides = [("authority", "northline"), ("northline;lakeside", "authority")]
    status = [MOVES[k % len(MOVES)].split(";")[-1] for k in range(n)]
    return told.assign(
        actor_ids=[sides[not ahead][0] for ahead in forward],
        recipient_ids=[sides[not ahead][1] for ahead in forward],
        actor_names=PARTIES[0],
        other_names="Marsh & Tolley;Northline;Superwirelessag",
        status=pd.array(status, dtype="str"),
        latest=[day + pd.Timedelta(days=k % 2 * 500) for k, day in enumerate(told["first_report"])],
    )


def make_network(n):
    """An answer to the question "network" of n relations."""
    rows = [
        {
            "actor_id": f"a{k % 5}",
            "actor": PARTIES[k % 4],
            "recipient_id": f"r{k // 5 + k % 2}",
            "recipient": PARTIES[(k // 5 + 1) % 4],
            "sign": "+-"[k // 2 % 2],
            "episodes": 1 + k % 3,
            "independent": 1 + k % 3 + (9 if k == 3 else 0),
            "happened": 1,
            "category": "SANCTION",
            "day": pd.Timestamp(2020, 1 + k % 12, 3),
            "outlet": "The Daily Example",
            "quotation": "The authority said that it would " + "look at the matter again " * (k % 9),
            "episode_ids": f"a{k}:episode:1-2",
        }
        for k in range(n)
    ]
    return pd.DataFrame(rows, columns=list(rows[0]) if rows else list(make_network(1)))


CHOICE = {"first": "2020-01-01", "last": "2020-12-31", "least": 2}
DRAWN = {
    "pair": (make_pair, lambda n, **o: charts.pair(make_pair(n), "authority", **o)),
    "network": (make_network, lambda n, **o: charts.network(make_network(n), **CHOICE, **o)),
}


def data_of(what, n):
    """The drawn data of a picture of n rows."""
    return charts.pair_data(make_pair(n), "authority") if what == "pair" else charts.network_data(make_network(n))


def words_of(what, data):
    """Caption and text alternative of a picture."""
    return charts.pair_words(data) if what == "pair" else charts.network_words(data, **CHOICE)


@pytest.mark.parametrize("what", DRAWN)
@pytest.mark.parametrize(
    ("width", "n"), [("page", 1), ("page", 2), ("page", 7), ("page", 40), ("column", 7), ("column", 40), ("slide", 7)]
)
def test_the_pictures_of_actors_hold_every_number_and_nothing_overlaps(what, width, n):
    ax = DRAWN[what][1](n, source="Source: invented.", width=width)
    assert find_overlaps(ax) == [] and find_outside(ax) == []
    assert [a for a, b in combinations(find_badges(ax), 2) if touch(a, b, 1 / ax.figure.dpi)] == []
    numbers = Counter(str(number) for number in data_of(what, n)["number"])
    assert evidence_numbers(*sheets_of(ax)) == evidence_numbers(*listed_of(ax)) == numbers


@pytest.mark.parametrize("what", DRAWN)
def test_the_pictures_of_actors_say_so_when_there_is_nothing(what):
    ax = DRAWN[what][1](0)
    assert "No " in " ".join(text for text, *_ in read_texts(ax)) and find_badges(ax) == []
    caption, alt = words_of(what, data_of(what, 0))
    assert "n = 0" in caption and alt


@pytest.mark.parametrize("what", DRAWN)
def test_captions_and_text_alternatives_of_the_pictures_of_actors_tell_every_mark(what):
    data = data_of(what, 9)
    caption, alt = words_of(what, data)
    assert f"n = {len(data)}" in caption and all(f"{n}: " in alt for n in data["number"])
    assert len(data["quotation"].str.split().str.len()) and (data["quotation"].str.split().str.len() <= 26).all()


def test_a_pair_stands_above_the_line_in_cooperation_and_below_it_in_conflict():
    data = data_of("pair", 9)
    ax = DRAWN["pair"][1](9)
    circles = {
        text.get_text(): text.get_position()[1] for text in reversed(ax.texts) if text.get_gid() == "evidence-number"
    }
    places = {sign: [circles[str(n)] for n in data.loc[data["sign"] == sign, "number"]] for sign in "+-"}
    assert max(places["+"]) < min(places["-"])
    assert set(data["by"]) == {PARTIES[0], "Marsh & Tolley and 2 more"}
    hollow = data[~data["status"].isin(["OCCURRED", "ONGOING", "HISTORICAL"])]
    assert len(hollow) and (hollow["day"] == hollow["first_report"]).all()
    assert "takes no side: 3 acts" in " ".join(text for text, *_ in read_texts(ax))


def test_bands_are_as_wide_as_reports_and_numbered_from_top_to_bottom():
    data, ax = data_of("network", 9), DRAWN["network"][1](9)
    bands = {patch.get_gid(): patch.get_path().vertices for patch in ax.patches if patch.get_gid()}
    widths = [bands[f"relation-{n}"][8, 1] - bands[f"relation-{n}"][0, 1] for n in data["number"]]
    ratios = [width / reports for width, reports in zip(widths, data["independent"], strict=True)]
    assert max(ratios) - min(ratios) < 1e-9
    tops = [bands[f"relation-{n}"][0, 1] + width / 2 for n, width in zip(data["number"], widths, strict=True)]
    assert tops == sorted(tops)
    caption, _ = words_of("network", data)
    assert "1 January 2020 to 31 December 2020, at least 2" in caption


def test_the_sentences_on_an_archive_tell_when_there_is_nothing():
    nothing = pd.DataFrame(
        {column: [] for column in ("day", "outlet", "n_articles", "slug", "root", "statuses", "none")}
    )
    assert "no article" in findings.archive_finding(nothing.astype({"day": "datetime64[us]"}), nothing, nothing)
    assert "No article" in findings.copies_finding(nothing)
    assert "some article tells" in findings.unfulfilled_finding(nothing)
    assert "Nobody is accused" in findings.replies_finding(nothing)


def test_a_chronology_is_recovered_by_day_and_two_parties(monkeypatch):
    told = pd.DataFrame(
        {
            "episode_id": ["right", "other-day", "one-party", "vague"],
            "actor_ids": ["huawei", "huawei", "zte", "huawei"],
            "recipient_ids": ["att", "att", "", "att"],
            "earliest": pd.to_datetime(["2018-01-08", "2018-03-08", "2018-01-08", "2018-01-01"]),
            "latest": pd.to_datetime(["2018-01-09", "2018-03-08", "2018-01-08", "2018-12-31"]),
        }
    )
    monkeypatch.setattr(recovery, "ask", lambda *given: told)
    day = pd.to_datetime(["2018-01-08", "2019-01-08"])
    record = {
        "event_id": ["a", "b"],
        "actors": ["AT&T;Huawei", "ZTE"],
        "institution": ["AT&T", "ZTE"],
        "earliest": day,
        "latest": day,
    }
    compared = compare_record("x", pd.DataFrame(record))
    assert list(compared.columns) == list(COLUMNS)
    assert compared[["year", "events", "recovered", "episodes", "matched"]].to_numpy().tolist() == [
        ["2018", 1, 1, 3, 1], ["2019", 1, 0, 0, 0], ["all", 2, 1, 3, 1],
    ]  # fmt: skip
    assert "1 of 2 acts" in findings.recovery_finding(compared)


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("United States Department of Justice", "us-department-of-justice"),
        ("China Telecom (Americas) Corporation", "china-telecom"),
        ("Huawei", "huawei"),
        ("Northline Telecom (Europe) Limited", "northline-telecom-europe-limited"),
        ("United States lawmakers", "united-states-lawmakers"),
    ],
)
def test_a_name_of_the_record_is_known_by_its_other_forms(name, identity):
    assert recovery.find_identity(name) == identity


def test_a_bureau_and_its_department_stand_for_one_another_and_two_bureaus_do_not():
    bureau, department, other = "bureau-of-industry-and-security", "us-department-of-commerce", "us-senate"
    assert recovery.count_common({department, "zte"}, {bureau, "zte"}) == 2
    assert recovery.count_common({bureau}, {department}) == 1
    assert recovery.count_common({"us-house-of-representatives"}, {other}) == 0


def test_a_country_and_its_government_are_one_in_a_network():
    told = make_network(3).assign(
        actor_id="x", actor="Northline", sign="-", recipient_id=["france", "government-of-france", "y"],
        recipient=["France", "Government of France", "Marsh & Tolley"], independent=[1, 2, 5], episodes=[1, 2, 1],
    )  # fmt: skip
    data = charts.network_data(told)
    assert dict(zip(data["recipient"], data["independent"], strict=True)) == {
        "Government of France": 3, "Marsh & Tolley": 5
    }  # fmt: skip
    joined = data.set_index("recipient")["episode_ids"]["Government of France"].split(";")
    assert sorted(joined) == ["a0:episode:1-2", "a1:episode:1-2"]
    alone = charts.network_data(told[[name != "Government of France" for name in told["recipient"]]])
    assert "France" in set(alone["recipient"])


def test_a_network_that_is_longer_than_a_page_lists_what_has_fewest_reports():
    told = make_network(70).assign(independent=range(1, 71), actor_id=[f"a{k % 30}" for k in range(70)])
    ax = charts.network(told, **CHOICE, source="Source: invented.")
    assert all(sheet.figure.get_figheight() * 25.4 <= 240.01 for sheet in sheets_of(ax))
    data = charts.network_data(told)
    bands = {patch.get_gid() for sheet in sheets_of(ax) for patch in sheet.patches if patch.get_gid()}
    drawn = data[[f"relation-{n}" in bands for n in data["number"]]]
    assert 5 < len(drawn) < len(data) and drawn["independent"].min() > data.drop(drawn.index)["independent"].max()
    assert evidence_numbers(*sheets_of(ax)) == Counter(map(str, data["number"]))


def test_a_network_names_the_signs_that_are_there():
    words = {words for words, _ in read_texts(charts.network(make_network(5).assign(sign="-"), **CHOICE))}
    assert "pressure or conflict (5)" in words and not [line for line in words if line.startswith("cooperation")]


def test_the_acts_of_a_pair_have_words_beside_their_numbers_that_touch_nothing():
    ax = DRAWN["pair"][1](9)
    words = " ".join(words for words, _ in read_texts(ax))
    assert words.count("cuts ties or penalises") + words.count("seeks or agrees") == len(data_of("pair", 9))
    assert find_overlaps(ax) == []


def test_a_pair_of_few_acts_fits_a_slide():
    assert DRAWN["pair"][1](5, width="slide").figure.get_figheight() * 25.4 == pytest.approx(90)
