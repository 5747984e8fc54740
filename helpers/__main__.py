"""The command line: `python -m helpers run | figures | adopt | bench | dictionary`."""

import argparse
import sys

from helpers.paths import ROOT

DEFAULT = "att-huawei-2018"


def main(arguments=None):
    """Run one command; an error that a user can mend is one line on stderr and exit code 2."""
    options = build_parser().parse_args(arguments)
    try:
        options.run(options)
    except (ValueError, OSError, RuntimeError) as error:
        print(f"error: {' '.join(str(error).split())}", file=sys.stderr)
        return 2
    return 0


def build_parser():
    """The commands and their options."""
    parser = argparse.ArgumentParser(
        prog="python -m helpers", description="Run the notebooks of Regtrace on an article, or export its figures."
    )
    commands = parser.add_subparsers(required=True, metavar="command")
    run = commands.add_parser("run", help="run every notebook on an article")
    run.add_argument(
        "article", nargs="?", default=DEFAULT, help="a slug of seeds/, or the path of a .txt with its .toml beside it"
    )
    run.set_defaults(run=run_command)
    figures = commands.add_parser("figures", help="export every figure of an article for a report")
    figures.add_argument("article", nargs="?", default=DEFAULT, help="a slug of seeds/, or the path of a .txt")
    figures.add_argument("--width", default="page", help="column (85 mm), page (170 mm) or slide (16:9)")
    figures.set_defaults(run=figures_command)
    adopt = commands.add_parser("adopt", help="make the corrections of an article from its readings in data/readings/")
    adopt.add_argument("article", nargs="?", default=DEFAULT, help="a slug of seeds/, or the path of a .txt")
    adopt.set_defaults(run=adopt_command)
    bench = commands.add_parser("bench", help="measure the annotators on corpora with answers")
    bench.add_argument(
        "corpora", help="a folder with corpora, a folder each: TimeML documents, or brat documents with attributions"
    )
    bench.set_defaults(run=bench_command)
    commands.add_parser("dictionary", help="write data/README.md from data/datapackage.json").set_defaults(
        run=dictionary_command
    )
    return parser


def run_command(options):
    """Run the notebooks with a progress bar, and say what was written and where to look."""
    from functools import partial

    from tqdm import tqdm

    from helpers.articles import load_article
    from helpers.notebooks import run_notebooks

    slug, own = load_article(options.article).slug, options.article == DEFAULT
    changed = run_notebooks(options.article, partial(tqdm, desc=f"Notebooks on {slug}", unit="notebook"))
    names = ", ".join(str(path.relative_to(ROOT)) for path in changed)
    first = "notebooks/00-start-here.ipynb" if own else f"notebooks/read/{slug}/00-start-here.ipynb"
    print(f"Tables: data/articles/{slug}/   Figures: figures/{slug}-*.svg, .png, .pdf, .csv")
    print(f"Notebooks: {names or 'unchanged, all their outputs are the same'}")
    print(f"Look first at {first}" + (" (make lab opens it)" if own else ""))


def figures_command(options):
    """Export the figures, and say which files changed."""
    from helpers.figures import export_figures

    changed = export_figures(options.article, options.width, report=lambda what: print(f"drawn: {what}"))
    print("Written: " + (", ".join(f"figures/{name}" for name in changed) or "nothing, every file is the same"))


def adopt_command(options):
    """Write the corrections, and say how many there are."""
    from helpers.adopt import adopt_reading
    from helpers.articles import load_article

    article = load_article(options.article)
    print(f"data/corrections/{article.slug}.csv: {adopt_reading(article)} corrections written")


def bench_command(options):
    """Measure, write the figures to data/benchmarks/, and print them."""
    from functools import partial

    from tqdm import tqdm

    from helpers.bench import run_bench

    for file, scores in run_bench(options.corpora, partial(tqdm, desc="Corpora", unit="corpus")).items():
        total = select_totals(scores)
        print(f"data/benchmarks/{file}\n{total.to_string(index=False)}")
    print("Run the notebooks to see it: make run")


def select_totals(scores):
    """The rows for a whole corpus; all rows where there are no others."""
    key = next((column for column in ("form", "category") if column in scores), None)
    return scores[scores[key] == "all"].drop(columns=key) if key else scores


def dictionary_command(options):
    """Write the data dictionary."""
    from helpers.dictionary import write_dictionary

    print("data/README.md " + ("written" if write_dictionary() else "is unchanged"))


if __name__ == "__main__":
    sys.exit(main())
