"""Where things are. No other module knows a path."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
DATA = ROOT / "data"
LEXICONS = DATA / "lexicons"
ARTICLES = DATA / "articles"
CORRECTIONS = DATA / "corrections"
READINGS = DATA / "readings"
RECORD = DATA / "record"
BENCHMARKS = DATA / "benchmarks"
FIGURES = ROOT / "figures"
NOTEBOOKS = ROOT / "notebooks"
EXPORTS = ROOT / "exports"
