"""What several test files share: the six articles and their tables, annotated once per run."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.configuration import set_hypothesis_home_dir

from helpers.annotate import annotate
from helpers.articles.seeds import load_article
from helpers.corrections.overlay import load_corrections

HERE = Path(__file__).parent
ARTICLES = ["att-huawei-2018", *sorted(str(path) for path in (HERE / "articles").glob("*.txt"))]

set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "regtrace-hypothesis")
settings.register_profile("regtrace", deadline=None, database=None, derandomize=True)
settings.register_profile("stress", deadline=None, database=None, max_examples=5000)


def pytest_addoption(parser):
    parser.addoption("--stress", action="store_true", help="200 kills instead of 10, and longer fuzzing")


def pytest_configure(config):
    settings.load_profile("stress" if config.getoption("--stress") else "regtrace")


@pytest.fixture(scope="session")
def articles():
    loaded = [load_article(given) for given in ARTICLES]
    return {article.slug: article for article in loaded}


@pytest.fixture(scope="session")
def annotations(articles):
    return {slug: annotate(article, load_corrections(slug)) for slug, article in articles.items()}


@pytest.fixture(scope="session")
def machine(articles):
    return {slug: annotate(article) for slug, article in articles.items()}


@pytest.fixture
def snapshot():
    """A function: every file below a folder, with its bytes."""
    return lambda folder: {path: path.read_bytes() for path in sorted(Path(folder).rglob("*")) if path.is_file()}
