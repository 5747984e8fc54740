"""Scoring claims against brat standoff and against statements made up for this project, on documents made up here."""

import json

import pytest

from helpers import paths
from helpers.corpora.brat import load_brat
from helpers.corpora.invented import load_statements
from helpers.findings.benchmarks import claims_bench_finding, statements_finding
from helpers.scores.bench import load_claim_bench, run_bench
from helpers.scores.claims import read_claims, score_claims, tabulate_claims
from helpers.scores.invented import compare_statements
from helpers.tables import check_table, make_table

TEXT = "“We will sue,” AT&T said. “They know it.” Critics disagree.\nThe agency said that the rule is\ndead."
PIECES = {"Content": "0 14;26 41", "Source": "15 19", "Cue": "20 24"}


def standoff(**pieces):
    """A standoff file with one attribution."""
    spans = "".join(f"T{n}\t{role} {places}\twords\nover lines\n" for n, (role, places) in enumerate(pieces.items(), 1))
    arguments = " ".join(f"{role}:T{n}" for n, role in enumerate(pieces, 1))
    return f"{spans}T9\tDiscuss 60 70\tThe agency\nE1\tAttribution:T3 {arguments}\n"


@pytest.fixture
def corpus(tmp_path):
    """A function: a folder with one document."""

    def write(annotations=None, folder="invented"):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / "one.ann").write_text(annotations or standoff(**PIECES), encoding="utf-8")
        (tmp_path / folder / "one.txt").write_text(TEXT, encoding="utf-8")
        (tmp_path / folder / "._one.ann").write_bytes(b"\x00\x05\x16")
        return tmp_path / folder

    return write


def total(scores):
    return scores[scores["form"] == "all"].iloc[0].to_dict()


def test_a_document_is_read_with_its_attributions_in_pieces(corpus):
    (document,) = load_brat(corpus())
    (attributed,) = document.attributions
    assert [document.text[s:e] for s, e in attributed.content] == ["“We will sue,”", "“They know it.”"]
    assert [document.text[s:e] for s, e in attributed.source + attributed.cue] == ["AT&T", "said"]


def test_a_found_attribution_is_right_in_cue_source_and_content(corpus):
    row = total(check_table("claim_scores", score_claims(corpus()).assign(corpus="invented")))
    assert (row["answers"], row["cue_recall"], row["source_right"], row["content_right"]) == (1, 100.0, 100.0, 100.0)
    assert row["quotation_f1"] == row["quotation_exact_f1"] == 100.0
    assert row["cue_precision"] == pytest.approx(100 / row["found"], abs=0.05)


def test_a_source_that_covers_less_than_half_and_a_short_content_are_wrong(corpus):
    row = total(score_claims(corpus(standoff(Content="0 14", Source="15 100", Cue="20 24"))))
    assert (row["cue_recall"], row["source_right"], row["content_right"]) == (100.0, 0.0, 0.0)
    assert (row["quotation_f1"], row["quotation_exact_f1"]) == (100.0, 0.0)


def test_nothing_marked_and_nothing_found_has_no_score(corpus):
    (document,) = load_brat(corpus())
    row = total(tabulate_claims([(document._replace(attributions=[]), make_table("claims", []))]))
    assert row["found"] == 0
    assert make_table("claim_scores", [row])["cue_f1"].isna().all()


@pytest.mark.parametrize("content", ["T1\tCue\tsaid\n", "E1\tAttribution:T3 Cue:T1\n"])
def test_a_file_that_is_no_standoff_is_one_line(corpus, content):
    with pytest.raises(ValueError, match=r"one\.ann is no brat standoff") as error:
        load_brat(corpus(content))
    assert len(str(error.value).splitlines()) == 1


def test_a_text_that_is_missing_and_an_empty_folder_are_one_line(corpus, tmp_path):
    (corpus() / "one.txt").unlink()
    with pytest.raises(FileNotFoundError, match=r"one\.txt"):
        load_brat(tmp_path / "invented")
    with pytest.raises(FileNotFoundError, match=r"\.ann"):
        load_brat(tmp_path / "none")


def test_the_bench_writes_claims_and_statements(corpus, tmp_path, monkeypatch):
    few = json.loads(paths.STATEMENTS.read_text(encoding="utf-8"))[:4]
    (tmp_path / "few.json").write_text(json.dumps(few), encoding="utf-8")
    monkeypatch.setattr(paths, "BENCHMARKS", tmp_path / "benchmarks")
    monkeypatch.setattr(paths, "STATEMENTS", tmp_path / "few.json")
    tables = run_bench(corpus().parent)
    assert set(tables) == {"claims.csv", "statements.csv"}
    claims, statements = load_claim_bench()
    assert (claims.loc[claims["form"] == "all", "words_per_second"] > 0).all()
    assert "invented" in claims_bench_finding(claims) and "kappa" in statements_finding(statements)


def test_without_a_measurement_that_is_said():
    assert "Nobody has measured" in claims_bench_finding(make_table("claim_scores", []))
    assert "Nobody has scored" in statements_finding(make_table("statement_scores", []))


# The statements made up for this project


@pytest.fixture(scope="module")
def scored():
    statements = load_statements(paths.STATEMENTS)
    return compare_statements(statements, [read_claims(statement) for statement in statements]).set_index("field")


def test_the_answers_scored_against_themselves_are_perfect():
    statements = load_statements(paths.STATEMENTS)[:40]
    scores = compare_statements(statements, [statement.claims for statement in statements])
    assert set(scores["value"].dropna()) == {1.0}


def test_most_statements_are_found(scored):
    assert scored.loc["rows", "value"] >= 0.85


@pytest.mark.parametrize(
    "field", ["source_kind", "anonymity", "basis", "factuality_source", "factuality_author", "hedges"]
)
def test_the_machine_follows_the_conventions(scored, field):
    assert scored.loc[field, "value"] >= 0.7


def test_answers_whose_offsets_do_not_cut_the_text_are_refused(tmp_path):
    item = json.loads(paths.STATEMENTS.read_text(encoding="utf-8"))[0]
    item["claims"][0]["content"]["end"] += 1
    (tmp_path / "bad.json").write_text(json.dumps([item]), encoding="utf-8")
    with pytest.raises(ValueError, match=r"bad\.json, s001"):
        load_statements(tmp_path / "bad.json")
