"""How the pipeline is scored on treebanks, on sentences that are made up here."""

import pytest

from helpers import paths
from helpers.findings.benchmarks import parse_bench_finding
from helpers.scores.bench import find_corpora, load_parse_bench, run_bench
from helpers.scores.parses import name_genre, score_parse
from helpers.tables import make_table

SENTENCE = [
    ("The", "the", "DET", "DT", 2, "det"),
    ("senators", "senator", "NOUN", "NNS", 3, "nsubj"),
    ("urged", "urge", "VERB", "VBD", 0, "root"),
    ("AT&T", "AT&T", "PROPN", "NNP", 3, "obj"),
    (".", ".", "PUNCT", ".", 3, "punct"),
]


def write_sentence(path, words=SENTENCE):
    rows = (
        f"{i}\t{form}\t{lemma}\t{upos}\t{xpos}\t_\t{head}\t{relation}\t_\t"
        f"{'SpaceAfter=No' if form == 'AT&T' else '_'}\n"
        for i, (form, lemma, upos, xpos, head, relation) in enumerate(words, 1)
    )
    path.write_text("".join(rows) + "\n", encoding="utf-8")


@pytest.fixture
def treebank(tmp_path):
    folder = tmp_path / "bank"
    folder.mkdir()
    write_sentence(folder / "GUM_news_one.conllu")
    return folder


def test_what_is_right_counts_and_punctuation_does_not(treebank):
    scores = score_parse(treebank).set_index("part")
    assert scores.loc["all", ["words", "sentences", "upos", "lemmas", "uas", "las"]].tolist() == [
        4,
        1,
        100,
        100,
        100,
        100,
    ]
    assert scores.loc["news"].equals(scores.loc["all"].rename("news"))
    assert scores.loc["all", "sentences_f1"] == 100
    assert scores.loc["nsubj", ["words", "las"]].tolist() == [1, 100]
    assert scores["las"].isna()["ccomp"]  # there is none


def test_a_wrong_answer_lowers_its_own_column_only(treebank):
    wrong = [(*row[:2], "ADV", *row[3:]) if row[0] == "senators" else row for row in SENTENCE]
    wrong[0] = (*wrong[0][:4], 3, "det")
    write_sentence(treebank / "GUM_news_one.conllu", wrong)
    row = score_parse(treebank).set_index("part").loc["all"]
    assert row[["upos", "lemmas", "uas", "las"]].tolist() == [75, 100, 75, 75]


@pytest.mark.parametrize(("name", "genre"), [("GUM_news_one", "news"), ("pud_news_dev", "all"), ("GUM", "all")])
def test_gum_says_the_genre_in_its_file_names(tmp_path, name, genre):
    assert name_genre(tmp_path / f"{name}.conllu") == genre


def test_a_folder_without_a_treebank_is_one_clear_error(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"No treebank below .*Expected \.conllu files"):
        score_parse(tmp_path)


def test_the_bench_measures_a_treebank_that_marks_no_names(treebank, tmp_path, monkeypatch):
    assert [bench.table for bench, _ in find_corpora(treebank)] == ["parse_scores"]
    monkeypatch.setattr(paths, "BENCHMARKS", tmp_path / "benchmarks")
    run_bench(treebank)
    scores = load_parse_bench()
    assert scores["words_per_second"].dropna().gt(0).tolist() == [True]
    assert "on **bank** (4 words) 100.0 %" in parse_bench_finding(scores)


def test_without_figures_the_finding_says_so():
    assert "Nobody has measured" in parse_bench_finding(make_table("parse_scores", []))


def test_the_card_of_the_pipeline_tells_what_was_measured():
    card = (paths.MODEL / "README.md").read_text(encoding="utf-8")
    for row in load_parse_bench().dropna(subset="upos").itertuples(index=False):
        figures = (
            f"{row.words:,}",
            *(f"{share:.1f}" for share in (row.upos, row.uas, row.las, row.lemmas, row.sentences_f1)),
        )
        assert f" | {' | '.join(figures)} |" in card, row.part
