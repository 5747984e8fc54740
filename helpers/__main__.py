"""The command line: `python -m helpers read | archive | ask | run | review | export | figures | adopt | bench | model
| dictionary`.
"""

import argparse
import os
import sys

from helpers.paths import MODEL, ROOT

DEFAULT = "att-huawei-2018"
READ_HELP = """\
Read an article of your own: it is put into seeds/, every notebook is run on it, and you are told what was found.

  python -m helpers read story.html
  python -m helpers read notes.txt --published 2018-01-16
  python -m helpers read https://example.org/news/story
  python -m helpers read story                       (again, once it is in seeds/)

ARTICLE is plain text (.txt, one paragraph a line), Markdown (.md), a page saved from the browser as 'HTML only' \
(.html),
a PDF with a text layer (.pdf), or an address. The network is used only for an address.

The date of publication is read from the page's own data. If it says none, you must: weekdays, 'this month' and 'last
year' are counted from it. A day is enough; a time needs its zone: 2018-01-16T09:30-05:00.

What is written: the document as it was to seeds/NAME.*, what is known about it and where each fact came from to
seeds/NAME.toml, the notebooks to notebooks/read/NAME/, tables to data/articles/NAME/, figures to figures/NAME-*.
Git ignores all of it. Next: python -m helpers review NAME, to correct what the machine got wrong."""

ARCHIVE_HELP = """\
Bring many articles into an archive and read them, on all cores of this machine or on a Dask cluster.

  python -m helpers archive --articles downloads/
  python -m helpers archive --articles stories.csv --name steel --columns text=Body,published=Day
  python -m helpers archive --name steel               (read on, where it was cut off)

SOURCE is a folder of documents (.txt, .md, .html, .pdf; a .toml beside one tells what it does not), a table with an
article in each row (.csv, .tsv, .jsonl, .parquet), saved pages (.warc, .warc.gz), or downloads from Nexis Uni (.docx)
or Factiva (.html, .rtf). Columns called text, title, published, outlet, author, address, or by their common names,
are recognised.

A document that cannot be read, says no date of publication or is not in English is listed with the reason. What was
brought in before is not brought in again, what was read is not read again; a run that was cut off goes on where it
was. All is written to data/archives/NAME/; git ignores it."""


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
    read = commands.add_parser(
        "read",
        help="read an article of your own: text, Markdown, HTML, PDF or an address",
        description=READ_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    read.add_argument("article", metavar="ARTICLE", help="a file, an address, or the name of an article in seeds/")
    read.add_argument("--published", metavar="DATE", help="publication date, YYYY-MM-DD; overrules the page's own")
    read.add_argument("--slug", metavar="NAME", help="name to file it under; otherwise that of the file or address")
    read.set_defaults(run=read_command)
    archive = commands.add_parser(
        "archive",
        help="read many articles into an archive: a folder, CSV, JSON Lines, Parquet, WARC, Nexis or Factiva",
        description=ARCHIVE_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    archive.add_argument("--articles", metavar="SOURCE", help="a folder or a file that holds articles")
    archive.add_argument("--name", help="the name of the archive; otherwise that of the source")
    archive.add_argument(
        "--columns", metavar="FACT=COLUMN,…", default="", help="columns of a table that are called otherwise"
    )
    archive.add_argument(
        "--cluster", metavar="ADDRESS", help="a Dask cluster to read on, as its scheduler tells its address"
    )
    archive.add_argument("--copy", action="store_true", help="keep a copy of the source's files in the archive")
    archive.set_defaults(run=archive_command)
    asking = commands.add_parser("ask", help="ask an archive: a question by its name, or SQL; or where ids lead")
    asking.add_argument("name", help="the name of the archive")
    asking.add_argument(
        "question", help="SQL, ids, or one of: pressure, unfulfilled, sources, anonymous, pair, actor, replies"
    )
    asking.add_argument(
        "given", nargs="*", metavar="KEY=VALUE", help="what the question asks for, such as actor=huawei"
    )
    asking.set_defaults(run=ask_command)
    review = commands.add_parser("review", help="write the review page of an article and check its corrections")
    review.add_argument("article", nargs="?", default=DEFAULT, help="a slug of seeds/, or the path of a document")
    review.add_argument(
        "--add", metavar="FILE", help="a CSV of corrections, such as lines copied from the page, to check and append"
    )
    review.add_argument("--who", metavar="NAME", default="", help="who decided, where the lines of --add leave it out")
    review.set_defaults(run=review_command)
    export = commands.add_parser(
        "export", help="write an article's tables for other tools, and its dossier, to exports/"
    )
    export.add_argument("article", nargs="?", default=DEFAULT, help="a slug of seeds/, or the path of a document")
    export.add_argument(
        "--with-text", action="store_true", help="whole quotations and the article itself, if you hold the rights"
    )
    export.set_defaults(run=export_command)
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
        "corpora",
        nargs="?",
        help="a folder with corpora, a folder each: TimeML documents, or brat documents with attributions",
    )
    bench.add_argument("--archive", metavar="N", type=int, help="measure an archive of N invented articles instead")
    bench.set_defaults(run=bench_command)
    model = commands.add_parser("model", help="train the language pipeline again (about an hour)")
    model.add_argument("treebanks", help="folder with ewt/, gum/ and ner/, as helpers/model/README.md describes them")
    model.set_defaults(run=model_command)
    commands.add_parser("dictionary", help="write data/README.md from data/datapackage.json").set_defaults(
        run=dictionary_command
    )
    return parser


def read_command(options):
    """Bring an article in, run the notebooks on it, and say what was found, what was not, and which file to open."""
    from helpers.notebooks import read_folder, run_notebooks

    article = bring_in(options)
    run_notebooks(article.slug, progress_bar(f"Notebooks on {article.slug}"))
    for line in tell_reading(article):
        print(line)
    print(
        f"Open {read_folder(article.slug).relative_to(ROOT)}/00-start-here.ipynb first (make lab "
        f"ARTICLE={article.slug})"
    )
    print(f"Correct it: make review ARTICLE={article.slug}   Take it out: make export ARTICLE={article.slug}")


def bring_in(options):
    """The article, in seeds/; whoever sits at a terminal is asked for a publication date that is missing."""
    from helpers.articles.ingest import NoDateError, add_article

    try:
        return add_article(options.article, options.published, options.slug)
    except NoDateError as missing:
        if not sys.stdin.isatty():
            raise
        print(missing)
        return add_article(options.article, input("Published (YYYY-MM-DD): ").strip(), options.slug)


def archive_command(options):
    """Bring articles into an archive, read what is new, and say how many were."""
    from helpers.archive.adding import add_articles
    from helpers.archive.batches import annotate_archive

    name = options.name
    if options.articles:
        bar = progress_bar("Bringing articles in", "document")
        counts = add_articles(options.articles, name, split_columns(options.columns), options.copy, bar)
        name = counts["archive"]
        print(
            f"data/archives/{name}/: {counts['new']:,} new articles, {counts['known']:,} known, "
            f"{counts['problems']:,} that cannot be read"
        )
    if not name:
        raise ValueError("No archive was named. Give articles, or a name: make archive ARTICLES=… or NAME=…")
    read = annotate_archive(name, find_cluster(options.cluster), report=ArticleBar())
    print(f"{read:,} articles read; the tables are in data/archives/{name}/tables/")


def find_cluster(address):
    """A client of the Dask cluster at an address, None without one; raises ValueError if it cannot be reached."""
    if not address:
        return None
    from distributed import Client

    try:
        return Client(address, timeout="10s")
    except (OSError, ValueError) as error:
        raise ValueError(
            f"The cluster at '{address}' cannot be reached ({type(error).__name__}). Give the address that its "
            "scheduler told, such as tcp://10.0.0.5:8786, or leave CLUSTER out to read on this machine."
        ) from None


class ArticleBar:
    """A bar of articles as they are read, with how many a second and the time that is left."""

    def __init__(self):
        self.bar = None

    def __call__(self, done, total):
        """Show that so many of all are read."""
        from tqdm import tqdm

        if self.bar is None:
            self.bar = tqdm(total=total, desc="Reading articles", unit="article")
        self.bar.update(done - self.bar.n)
        if done == total:
            self.bar.close()


def ask_command(options):
    """Print the answer of an archive as CSV; of ids, the words to which they lead."""
    from helpers.archive.questions import ask, find_quotations

    led = ":" in options.question and " " not in options.question
    answer = (
        find_quotations(options.name, options.question)
        if led
        else ask(options.name, options.question, **split_columns(",".join(options.given)))
    )
    print(answer.to_csv(index=False, date_format="%Y-%m-%d"), end="")


def split_columns(given):
    """{fact: column} of "text=Body,published=Date"; raises ValueError for what is not so."""
    pairs = [pair.partition("=") for pair in given.split(",") if pair.strip()]
    if not all(column for _, _, column in pairs):
        raise ValueError(f"'{given}' names no columns. Expected: text=Body,published=Date.")
    return {fact.strip(): column.strip() for fact, _, column in pairs}


def review_command(options):
    """Add corrections if any are given, write the review page, and say what is wrong with the corrections file."""
    from datetime import date

    from helpers.pages.review import add_file, write_review

    if options.add:
        print(f"{add_file(options.article, options.add, options.who, date.today())} corrections in all")
    path, errors = write_review(options.article)
    print(f"Open {path.relative_to(path.parents[2])} in a browser")
    if errors:
        raise ValueError("; ".join(errors))


def export_command(options):
    """Write the exports, and say which files changed."""
    from helpers.exports.browser import find_browser
    from helpers.exports.formats import export_article

    changed = export_article(options.article, options.with_text)
    print("Written to exports/: " + (", ".join(changed) or "nothing, every file is the same"))
    if not find_browser():
        print("No Chromium, Chrome or Edge was found, so there is no dossier.pdf: print dossier.html from any browser.")


def tell_reading(article):
    """What was found in an article and what could not be resolved, as plain lines."""
    from helpers.annotate import annotate_steps
    from helpers.corrections.overlay import load_corrections, trace_corrections
    from helpers.findings.article import article_finding, publication_notes, story_finding
    from helpers.findings.unresolved import find_unresolved, unresolved_finding
    from helpers.pages.markup import reveal
    from helpers.pages.review import review_finding

    corrections = load_corrections(article.slug)
    found, read = annotate_steps(article, corrections)
    told = [article_finding(article), *publication_notes(article), story_finding(article, read, corrections)]
    told.append(unresolved_finding(find_unresolved(read)))
    told.append(review_finding(article.slug, [], trace_corrections(found, corrections, article.text)))
    return [reveal(line).replace("**", "") for line in told]


def progress_bar(what, unit="notebook"):
    """A wrapper that shows how far a loop is."""
    from functools import partial

    from tqdm import tqdm

    return partial(tqdm, desc=what, unit=unit)


def run_command(options):
    """Run the notebooks with a progress bar, and say what was written and where to look."""
    from helpers.articles.seeds import load_article
    from helpers.notebooks import run_notebooks

    slug, own = load_article(options.article).slug, options.article == DEFAULT
    changed = run_notebooks(options.article, progress_bar(f"Notebooks on {slug}"))
    names = ", ".join(str(path.relative_to(ROOT)) for path in changed)
    first = "notebooks/00-start-here.ipynb" if own else f"notebooks/read/{slug}/00-start-here.ipynb"
    print(f"Tables: data/articles/{slug}/   Figures: figures/{slug}-*.svg, .png, .pdf, .csv")
    print(f"Notebooks: {names or 'unchanged, all their outputs are the same'}")
    print(f"Look first at {first}" + (" (make lab opens it)" if own else ""))


def figures_command(options):
    """Export the figures, and say which files changed."""
    from helpers.exports.figures import export_figures

    changed = export_figures(options.article, options.width, report=lambda what: print(f"drawn: {what}"))
    print("Written: " + (", ".join(f"figures/{name}" for name in changed) or "nothing, every file is the same"))


def adopt_command(options):
    """Write the corrections, and say how many there are."""
    from helpers.articles.seeds import load_article
    from helpers.readings.adopt import adopt_reading

    article = load_article(options.article)
    print(f"data/corrections/{article.slug}.csv: {adopt_reading(article)} corrections written")


def bench_command(options):
    """Measure, write the figures to data/benchmarks/, and print them, with what the steps take beside one another.

    Of an archive, only its costs are printed.
    """
    if options.archive:
        from helpers.archive.measuring import list_archive_ratios

        for words, ratio in list_archive_ratios(options.archive).items():
            print(f"{words}: {ratio:.2f}")
        return
    if not options.corpora:
        raise ValueError("No corpora were given. Give a folder of them, or --archive and a number of articles.")
    from helpers.articles.seeds import load_article
    from helpers.scores.bench import run_bench
    from helpers.scores.speed import list_ratios

    for file, scores in run_bench(options.corpora, progress_bar("Corpora", "corpus")).items():
        print(f"data/benchmarks/{file}")
        if "version" in scores:
            print(select_totals(scores).to_string(index=False))
    for words, ratio in list_ratios(load_article(DEFAULT)).items():
        print(f"time for {words}: {ratio:.2f} times")
    print("Run the notebooks to see it: make run")


def model_command(options):
    """Train the pipeline, replace the one in helpers/model/, and list what was read in its sources.csv."""
    from helpers.actors.antecedent_training import train_antecedents
    from helpers.language.training import train_pipeline

    read = train_pipeline(options.treebanks, MODEL)
    train_antecedents(options.treebanks, MODEL / "antecedents.csv")
    print(f"helpers/model/: trained from {len(read)} files; its README.md tells how good it is: measure it anew")


def select_totals(scores):
    """The rows for a whole corpus; all rows where there are no others."""
    key = next((column for column in ("form", "category") if column in scores), None)
    return scores[scores[key] == "all"].drop(columns=key) if key else scores


def dictionary_command(options):
    """Write the data dictionary."""
    from helpers.dictionary import write_dictionary

    print("data/README.md " + ("written" if write_dictionary() else "is unchanged"))


if __name__ == "__main__":
    # A command opens no window, whatever a reader has set for other work.
    os.environ["MPLBACKEND"] = "agg"
    sys.exit(main())
