"""Runs the notebooks on an article: in place for the collection's own, beside them for any other."""

import json
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from pathlib import Path

from helpers import paths
from helpers.annotate import annotate
from helpers.articles.seeds import load_article
from helpers.corrections.overlay import load_corrections
from helpers.files import check_writable, write_file

# As JupyterLab writes them, but for the version of Python: opening and closing a notebook asks for no saving.
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}
TIMEOUT = 600
DOOR = "08-your-article"
QUIET = ["--IPKernelApp.log_level=40"]
# What a reader may have set for other work, and what would show in a notebook.
LEAKS = ("PYTHON", "PANDAS_", "MPLBACKEND", "MATPLOTLIBRC", "IPYTHON", "JPY_", "LC_", "LANG", "TZ")
KEPT = ("PYTHONPATH", "PYTHONHOME", "PYTHONPYCACHEPREFIX", "PYTHONDONTWRITEBYTECODE")
# What every notebook does before it asks a question of its own.
READ = """
from helpers.annotate import annotate
from helpers.articles.seeds import load_article
from helpers.corrections.overlay import load_corrections

article = load_article({})
annotate(article, load_corrections(article.slug))
"""


class NotebookError(RuntimeError):
    """A notebook that stopped: says which one, and with what error."""


def list_notebooks():
    """The notebooks in reading order."""
    return sorted(paths.NOTEBOOKS.glob("[0-9][0-9]-*.ipynb"))


def read_parameter(notebook):
    """The article that a notebook is set to, from the first line of its cell tagged `parameters`."""
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            return json.loads(cell.source.splitlines()[0].split("=", 1)[1].strip())
    raise NotebookError('A notebook has no cell tagged `parameters`. Give it one with the line ARTICLE = "…".')


def set_parameter(notebook, article):
    """Set the cell tagged `parameters` to an article, and let links to the door lead out of notebooks/read/<slug>/."""
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            cell.source = f"ARTICLE = {json.dumps(str(article))}"
        elif cell.cell_type == "markdown":
            cell.source = cell.source.replace(f"]({DOOR}.ipynb)", f"](../../{DOOR}.ipynb)")


def check_run(article):
    """Raise, before anything is written, whatever would stop the notebooks: a bad article, corrections, or a folder."""
    loaded = load_article(article)
    annotate(loaded, load_corrections(loaded.slug))
    for folder in (paths.ARTICLES, paths.FIGURES, paths.NOTEBOOKS):
        check_writable(folder)
    return loaded


def run_notebooks(article, progress=None):
    """Run the notebooks on an article (slug or path) and return the paths of those whose bytes changed.

    They run side by side, one per core. The collection's own article is run in place, any other into
    notebooks/read/<slug>/, without the notebook that brings articles in. `progress`, if given, wraps the notebooks as
    they end (tqdm does). Raises, before anything is written, what `check_run` raises, and NotebookError if a notebook
    stops; then no notebook is written.
    """
    import nbformat

    loaded = check_run(article)
    books = {path: nbformat.read(path, as_version=4) for path in list_notebooks()}
    own = all(read_parameter(book) == str(article) for book in books.values())
    if not own:
        books = {path: book for path, book in books.items() if path.stem != DOOR}
    target = paths.NOTEBOOKS if own else read_folder(loaded.slug)
    with warm_kernels(article, books.values()) as nursery:
        done = run_side_by_side(books, None if own else article, nursery, progress)
    return [target / path.name for path in books if write_file(target / path.name, done[path])]


def read_notebooks(slug, progress=None):
    """Run the notebooks on a reader's own article and return the paths of all; those of the collection's article are
    there and stay.

    This is what the notebook that brings articles in calls: it never runs itself.
    """
    import nbformat

    if all(read_parameter(nbformat.read(path, as_version=4)) == slug for path in list_notebooks()):
        return list_notebooks()
    run_notebooks(slug, progress)
    return sorted(read_folder(slug).glob("*.ipynb"))


def read_folder(slug):
    """Where the notebooks stand that were run on a reader's own article."""
    return paths.NOTEBOOKS / "read" / slug


@contextmanager
def warm_kernels(article, books):
    """A nursery of kernels that have read an article and imported what some notebooks import; None where there can be
    none.
    """
    from helpers.kernels import Nursery, can_fork

    if not can_fork():
        yield None
        return
    cells = dict.fromkeys(cell.source for book in books for cell in book.cells if imports(cell))
    cells = [*cells, READ.format(json.dumps(str(article)))]
    with tempfile.TemporaryDirectory() as folder, Nursery(cells, make_environment(folder)) as nursery:
        yield nursery


def imports(cell):
    """Whether a cell is the one that imports."""
    return cell.cell_type == "code" and cell.source.startswith(("import ", "from "))


def run_side_by_side(books, article, nursery=None, progress=None):
    """{path: text} of notebooks, run one per core, by kernels of a nursery if one is given."""
    import matplotlib.font_manager  # noqa: F401 -- lists the fonts once; ten kernels that do would each warn of the time it takes

    # The largest first: a long one that starts last would leave the other cores idle.
    ordered = sorted(books.items(), key=lambda item: -item[0].stat().st_size)
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        jobs = {pool.submit(run_notebook, path, book, article, nursery): path for path, book in ordered}
        finished = as_completed(jobs)
        return {jobs[job]: job.result() for job in (progress(finished, total=len(jobs)) if progress else finished)}


def run_notebook(path, notebook, article=None, nursery=None):
    """Execute one notebook and return its text, without whatever would differ between two runs."""
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError

    if article is not None:
        set_parameter(notebook, article)
    client = NotebookClient(
        notebook,
        timeout=TIMEOUT,
        kernel_name="python3",
        record_timing=False,
        extra_arguments=QUIET,
        resources={"metadata": {"path": str(paths.NOTEBOOKS)}},
    )
    choose_kernel(client, nursery)
    try:
        with tempfile.TemporaryDirectory() as folder:
            client.execute(env=make_environment(folder))
    except CellExecutionError as error:
        raise NotebookError(f"{path.name} stopped: {error.ename}: {error.evalue}") from None
    except CellTimeoutError:
        raise NotebookError(f"{path.name} stopped: a cell took longer than {TIMEOUT} seconds") from None
    clean_metadata(notebook)
    text = nbformat.writes(notebook) + "\n"
    sign(text)
    return text


def sign(text):
    """Tell Jupyter that a notebook may be trusted, since it was just run here: it then shows its styles and links.

    Signatures stand among a reader's own data of Jupyter; where none can be kept, the notebook is a stranger's.
    """
    import nbformat
    from nbformat.sign import NotebookNotary

    with suppress(OSError):
        notary = NotebookNotary()
        notary.sign(nbformat.reads(text, as_version=4))
        notary.store.close()


def choose_kernel(client, nursery):
    """Let a client's kernel be this very Python, whatever kernels a reader has installed under the same name; forked
    where there is a nursery.
    """
    from jupyter_client.kernelspec import KernelSpecManager

    from helpers.kernels import WarmProvisioner

    manager = client.create_kernel_manager()
    manager.kernel_spec_manager = KernelSpecManager(kernel_dirs=[])
    if nursery:
        manager.provisioner = WarmProvisioner(kernel_spec=manager.kernel_spec, parent=manager)
        manager.provisioner.nursery = nursery


def make_environment(folder):
    """The environment of a kernel without anybody's settings: no profile of IPython, no matplotlibrc, zone or language.

    `folder` is empty, and takes the place of a reader's own.
    """
    kept = {key: value for key, value in os.environ.items() if key in KEPT or not key.startswith(LEAKS)}
    plain = Path(folder) / "matplotlibrc"
    plain.touch()
    return {**kept, "IPYTHONDIR": folder, "MATPLOTLIBRC": str(plain), "TZ": "UTC", "LC_ALL": "C.UTF-8"}


def clean_metadata(notebook):
    """Keep no trace of the machine: no version of Python, no times, a kernel by its common name."""
    notebook.metadata = {"kernelspec": KERNEL, "language_info": LANGUAGE}
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
