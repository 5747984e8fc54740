"""An archive is read: its parts that are new or changed, in processes of this machine or on a cluster, each whole or
not at all.

A part is done when its manifest is there, which is written last and tells of what and by what the part was read. Only
this process writes; the others compute, so that tables depend neither on how many they are nor on who is first.
"""

import hashlib
import json
import multiprocessing
import os
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from helpers.archive.adding import add_articles
from helpers.archive.annotating import annotate_part, describe_versions
from helpers.archive.folder import PART, find_archive, list_parts, lock_archive, part_path
from helpers.archive.parquet import read_rows
from helpers.archive.whole import make_whole
from helpers.files import remove_file, write_file
from helpers.tables import TABLES

TASKS = 32  # parts that a process reads before another takes its place: what the parser learns of new words is let go
RETRIES = 3  # times that a cluster gives a part to another worker when one has died


def annotate_archive(name, client=None, workers=None, report=None, wait=False):
    """Read what is new or changed in an archive, and make its tables; returns how many articles were read now.

    By default as many processes as this one may use cores, or `workers`; with `client`, a `dask.distributed.Client`,
    the same tasks on its cluster. `report(done, total)` is told of articles as they are read. Raises ValueError for an
    archive that is not there or that another process writes, RuntimeError where a process was ended; what was read
    until then is kept.
    """
    folder = find_archive(name)
    with lock_archive(folder, wait):
        waiting = [number for number in list_parts(folder) if not is_done(folder, number)]
        total, done = count_articles(folder, waiting), 0
        with start_pool(client, workers, len(waiting)) as pool:
            for number, articles, tables in read_parts(folder, waiting, pool):
                write_part(folder, number, tables)
                done += articles
                if report:
                    report(done, total)
        make_whole(folder)
    return done


def read_archive(source, name, wait=True):
    """Bring the articles of a file or folder into an archive and read them; by default it waits for another process
    that does.
    """
    add_articles(source, name, wait=wait)
    return annotate_archive(name, wait=wait)


def is_done(folder, number):
    """Whether a part was read as it is now, by what would read it now."""
    path = manifest_path(folder, number)
    if not path.is_file():
        return False
    manifest = json.loads(path.read_text(encoding="utf-8"))
    return {key: manifest.get(key) for key in ("documents", *describe_versions())} == describe_part(folder, number)


def describe_part(folder, number):
    """What a part is read of and by: the head of its manifest."""
    return {"documents": hash_bytes(part_path(folder, number).read_bytes()), **describe_versions()}


def manifest_path(folder, number):
    """The manifest of a part."""
    return folder / "batches" / f"{PART.format(number)}.json"


def hash_bytes(content):
    """SHA-256 in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def write_part(folder, number, tables):
    """Write the tables of a part, and when all are there its manifest."""
    remove_file(manifest_path(folder, number))
    for name in TABLES:
        write_file(part_path(folder, number, f"batches/{name}"), tables[name])
    manifest = describe_part(folder, number) | {"tables": {name: hash_bytes(tables[name]) for name in TABLES}}
    write_file(manifest_path(folder, number), json.dumps(manifest, indent=1) + "\n")


def load_articles(folder, number):
    """The documents of a part that are articles, as dicts."""
    columns = "slug, title, published, outlet, author, address, text"
    query = f"SELECT {columns} FROM rows WHERE problem = ''"
    return read_rows(part_path(folder, number), query).to_dict("records")


def count_articles(folder, numbers):
    """How many articles are in parts."""
    parts = [part_path(folder, number) for number in numbers]
    return int(read_rows(parts, "SELECT count(*) AS n FROM rows WHERE problem = ''")["n"][0]) if parts else 0


@contextmanager
def start_pool(client, workers, parts):
    """(executor, how many tasks it does at a time); no executor where one process is enough."""
    if client is not None:
        yield client.get_executor(pure=False, retries=RETRIES), max(1, sum(client.nthreads().values()))
        return
    workers = min(workers or len(os.sched_getaffinity(0)), parts)
    if workers <= 1:
        yield None, 1
        return
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, max_tasks_per_child=TASKS)
    try:
        yield pool, workers
    except BrokenProcessPool:
        raise RuntimeError(
            "A process that reads articles was ended, perhaps for want of memory; or a script asks for them outside of "
            "if __name__ == '__main__':, or comes from standard input. What was read is kept: run it again."
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


def read_parts(folder, numbers, pool):
    """(number, how many articles, tables) of parts as they are read, few at a time, whatever the order."""
    executor, size = pool
    if executor is None:
        for number in numbers:
            documents = load_articles(folder, number)
            yield number, len(documents), annotate_part(documents)
        return
    running, waiting = {}, iter(numbers)
    while True:
        for number in waiting:
            documents = load_articles(folder, number)
            running[executor.submit(annotate_part, documents)] = number, len(documents)
            if len(running) >= 2 * size:
                break
        if not running:
            return
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            yield *running.pop(future), future.result()
