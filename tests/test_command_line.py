import shutil

import pytest

from helpers import paths
from helpers.__main__ import main
from helpers.tables import load_schemas


@pytest.fixture
def places(tmp_path, monkeypatch):
    """Every folder that a command may write to, moved to an empty place; the notebooks are copied there."""
    for name in ("ARTICLES", "CORRECTIONS", "FIGURES"):
        (tmp_path / name.lower()).mkdir()
        monkeypatch.setattr(f"helpers.paths.{name}", tmp_path / name.lower())
    shutil.copytree(paths.NOTEBOOKS, tmp_path / "notebooks", ignore=shutil.ignore_patterns("read"))
    monkeypatch.setattr("helpers.paths.NOTEBOOKS", tmp_path / "notebooks")
    return tmp_path


@pytest.fixture
def fails(places, snapshot, capsys):
    """A function: the command ends with 2 and one line on stderr, which is returned, and changes no file."""

    def check(*arguments):
        before = snapshot(places)
        assert main(list(arguments)) == 2
        assert snapshot(places) == before
        error = capsys.readouterr().err
        assert error.startswith("error: ")
        assert len(error.splitlines()) == 1
        return error

    return check


@pytest.mark.parametrize("command", ["run", "figures"])
def test_an_unknown_article_is_one_line(fails, command):
    assert "Did you mean 'att-huawei-2018'?" in fails(command, "att-huawei-2081")


@pytest.mark.parametrize("command", ["run", "figures"])
def test_a_path_that_is_no_file_is_one_line(fails, command):
    assert "Give the path of a .txt file" in fails(command, "tests/articles/nowhere.txt")


def test_an_unknown_width_is_one_line(fails):
    assert "Choose one of: column, page, slide" in fails("figures", "--width", "poster")


@pytest.mark.parametrize("command", ["run", "figures"])
@pytest.mark.parametrize(
    "content", ["when,who\n", "", "a,b\n1,2,3,4\n", '"open\n'], ids=["columns", "empty", "ragged", "quote"]
)
def test_a_damaged_corrections_file_is_one_line_that_names_it(fails, places, command, content):
    (places / "corrections" / "no-claim.csv").write_text(content, encoding="utf-8")
    assert "no-claim.csv" in fails(command, "tests/articles/no-claim.txt")


@pytest.mark.parametrize("command", ["run", "figures"])
def test_a_corrections_file_that_is_not_utf_8_is_one_line_that_names_it(fails, places, command):
    (places / "corrections" / "no-claim.csv").write_bytes(b"when,who\ncaf\xe9,x\n")
    assert "no-claim.csv" in fails(command, "tests/articles/no-claim.txt")


@pytest.mark.parametrize("command", ["run", "figures"])
def test_a_read_only_figures_folder_is_one_line(fails, places, command):
    (places / "figures").chmod(0o555)
    try:
        assert "The folder figures/ is read-only" in fails(command, "tests/articles/one-sentence.txt")
    finally:
        (places / "figures").chmod(0o755)


def test_a_figures_folder_that_is_a_file_is_one_line(fails, places):
    (places / "figures").rmdir()
    (places / "figures").write_text("in the way", encoding="utf-8")
    assert "figures" in fails("figures", "tests/articles/one-sentence.txt")


def test_a_read_only_data_folder_is_one_line(fails, places, monkeypatch):
    load_schemas()
    (places / "data").mkdir(mode=0o555)
    monkeypatch.setattr("helpers.paths.DATA", places / "data")
    assert "The folder data/ is read-only" in fails("dictionary")


def test_the_dictionary_is_written_once_and_then_left_alone(places, monkeypatch, capsys):
    load_schemas()
    monkeypatch.setattr("helpers.paths.DATA", places)
    assert main(["dictionary"]) == main(["dictionary"]) == 0
    assert capsys.readouterr().out.splitlines() == ["data/README.md written", "data/README.md is unchanged"]


@pytest.mark.parametrize("arguments", [[], ["paint"], ["figures", "--size", "page"]])
def test_a_command_that_there_is_not_ends_with_2_and_shows_the_usage(arguments, capsys):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage: python -m helpers" in capsys.readouterr().err
