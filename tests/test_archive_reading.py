"""An archive is read: as one article is, by any number of processes, however often it was cut off."""

import json
import os
import shutil
import signal
import subprocess
import sys
from concurrent.futures import Future

import pandas as pd
import pytest
from distributed import Client, LocalCluster
from killing import Steps

from helpers import paths
from helpers.annotate import annotate
from helpers.archive import adding, batches
from helpers.archive.adding import add_articles
from helpers.archive.annotating import annotate_part, make_article
from helpers.archive.batches import annotate_archive, load_articles
from helpers.archive.folder import find_archive, list_parts, lock_archive
from helpers.archive.parquet import make_parquet, read_rows
from helpers.tables import TABLES

STORIES = (
    "The agency fined Northline on Monday. “We will appeal,” said Ann Lee, a spokeswoman for the carrier.",
    "Ruritania will ban Northline from its networks next year, two officials said.\nThe company declined to comment.",
    "Marsh & Tolley sued the agency in March 2021. The agency met its lawyers, Example Wire reported.",
    "Northline said it had agreed to merge with Marsh & Tolley. The talks ended on 3 May.",
    "Nothing happened.",
)


@pytest.fixture
def archive(tmp_path, monkeypatch):
    """An archive of five articles in three parts, and a document that cannot be read."""
    monkeypatch.setattr(paths, "ARCHIVES", tmp_path / "archives")
    monkeypatch.setattr(adding, "PART_SIZE", 2)
    add(tmp_path, STORIES, "")
    return find_archive("a")


def add(folder, stories, *undated):
    rows = [{"text": text, "date": f"2021-05-{day:02}", "outlet": "Daily"} for day, text in enumerate(stories, 4)]
    rows += [{"text": text} for text in undated]
    path = folder / f"{len(rows)}.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return add_articles(path, "a")


def quick_part(documents):
    """Tables at once, which depend on the documents alone."""
    if any(document["text"] == "Kill." for document in documents):
        os.kill(os.getpid(), signal.SIGKILL)
    frame = pd.DataFrame({"slug": [document["slug"] for document in documents]})
    found = {}
    for name in TABLES:
        columns = batches_columns(name)
        found[name] = make_parquet(frame.reindex(columns=[column for column, _ in columns]), columns)
    return found


def batches_columns(name):
    from helpers.archive.parquet import list_columns

    return list_columns(name, ("slug",))


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(batches, "annotate_part", quick_part)


def test_the_rows_of_an_archive_are_those_of_its_articles_one_by_one(archive):
    assert annotate_archive("a", workers=1) == len(STORIES)
    articles = [make_article(row) for number in list_parts(archive) for row in load_articles(archive, number)]
    alone = [annotate(article) for article in articles]
    for name in TABLES:
        found = read_rows(archive / "tables" / f"{name}.parquet")
        slugs = [a.slug for a, read in zip(articles, alone, strict=True) for _ in range(len(getattr(read, name)))]
        assert found["slug"].tolist() == slugs, name
        expected = pd.concat([getattr(read, name) for read in alone], ignore_index=True)
        pd.testing.assert_frame_equal(found.drop(columns="slug"), expected, check_dtype=False)
    assert len(found) and len(read_rows(archive / "tables" / "problems.parquet")) == 1


def test_two_processes_and_a_cluster_write_the_same_bytes_as_one(archive, snapshot):
    annotate_archive("a", workers=1)
    before = snapshot(archive)
    for read in (lambda: annotate_archive("a", workers=2), read_on_cluster):
        shutil.rmtree(archive / "batches")
        shutil.rmtree(archive / "tables")
        assert read() == len(STORIES)
        assert snapshot(archive) == before


def read_on_cluster():
    options = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with LocalCluster(**options) as cluster, Client(cluster) as client:
        return annotate_archive("a", client)


@pytest.fixture
def cluster(tmp_path):
    """(file that tells of the scheduler, processes of the workers) of a scheduler and two workers, each a process."""
    file, processes = tmp_path / "scheduler.json", []
    environment = {**os.environ, "PYTHONPATH": str(paths.ROOT)}

    def start(what, *options):
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", "--scheduler-file", str(file), *options]
        with open(tmp_path / f"{what}-{len(processes)}.log", "wb") as log:
            processes.append(subprocess.Popen(command, env=environment, cwd=tmp_path, stdout=log, stderr=log))

    try:
        start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        for _ in range(2):
            start("worker", "--nthreads", "1", "--nworkers", "1", "--no-nanny", "--no-dashboard")
        yield file, processes[1:]
    finally:
        for process in processes:
            process.kill()
            process.wait()


@pytest.mark.stress
def test_a_scheduler_and_workers_elsewhere_of_which_one_is_killed_write_the_same_bytes(archive, cluster, snapshot):
    annotate_archive("a", workers=1)
    before = snapshot(archive)
    shutil.rmtree(archive / "batches")
    shutil.rmtree(archive / "tables")
    file, workers = cluster
    with Client(scheduler_file=str(file), timeout="60s") as client:
        client.wait_for_workers(2, timeout=120)
        done = []

        def kill_one(*given):
            done.append(given)
            if len(done) == 1:
                workers[0].kill()
                workers[0].wait()

        assert annotate_archive("a", client, report=kill_one) == len(STORIES)
        assert len(client.scheduler_info()["workers"]) == 1 and len(done) == len(list_parts(archive))
    assert snapshot(archive) == before


class Backwards:
    """An executor whose last task is done first."""

    def __init__(self):
        self.tasks = []

    def submit(self, task, *given):
        self.tasks.append((Future(), task, given))
        if len(self.tasks) == len(list_parts(find_archive("a"))):
            for future, run, arguments in reversed(self.tasks):
                future.set_result(run(*arguments))
        return self.tasks[-1][0]


def test_the_order_in_which_parts_are_done_changes_nothing(archive, quick, snapshot, monkeypatch):
    annotate_archive("a", workers=1)
    before = snapshot(archive)
    shutil.rmtree(archive / "batches")
    monkeypatch.setattr(
        batches, "start_pool", lambda *given: batches.contextmanager(lambda: iter([(Backwards(), 9)]))()
    )
    annotate_archive("a")
    assert snapshot(archive) == before


def test_only_what_is_new_is_read(archive, quick, tmp_path, monkeypatch):
    assert annotate_archive("a", workers=1) == len(STORIES)
    assert annotate_archive("a", workers=1) == 0
    add(tmp_path, [*STORIES, "Northline was sold.", "It was bought."])
    seen = []
    assert annotate_archive("a", workers=1, report=lambda *given: seen.append(given)) == 2
    assert seen == [(2, 2)]
    monkeypatch.setattr(batches, "describe_versions", lambda: {"version": "0", "code": "", "model": "", "lexicons": ""})
    assert annotate_archive("a", workers=1) == len(STORIES) + 2


def test_a_run_killed_at_any_step_of_writing_is_finished_by_the_next(archive, quick, tmp_path, snapshot, request):
    whole = count_steps(archive, 0)
    assert whole > 30
    before = snapshot(archive)
    every = 1 if request.config.getoption("--stress") else 12
    for last in range(1, whole + 1, every):
        shutil.rmtree(archive / "batches", ignore_errors=True)
        shutil.rmtree(archive / "tables", ignore_errors=True)
        assert count_steps(archive, last) is None
        annotate_archive("a", workers=1)
        assert snapshot(archive) == before, last


def count_steps(archive, last):
    """Read the archive in a process of its own, killed before its `last` step of writing; how many it took, None if it
    was killed.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            steps = Steps(archive, last).watch()
            annotate_archive("a", workers=1)
            os.write(writing, str(steps.taken).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as file:
        said = file.read()
    _, status = os.waitpid(child, 0)
    return None if os.WIFSIGNALED(status) else int(said)


def test_bringing_in_killed_at_any_step_is_finished_by_the_next(tmp_path, monkeypatch, snapshot, request):
    monkeypatch.setattr(paths, "ARCHIVES", tmp_path / "archives")
    monkeypatch.setattr(adding, "PART_SIZE", 2)
    monkeypatch.setattr(batches, "annotate_archive", lambda *given, **options: add(tmp_path, STORIES, ""))
    monkeypatch.setattr(f"{__name__}.annotate_archive", batches.annotate_archive)
    whole = count_steps(tmp_path / "archives", 0)
    before = snapshot(tmp_path / "archives")
    for last in range(1, whole + 1, 1 if request.config.getoption("--stress") else 3):
        shutil.rmtree(tmp_path / "archives")
        assert count_steps(tmp_path / "archives", last) is None
        add(tmp_path, STORIES, "")
        assert snapshot(tmp_path / "archives") == before, last


def test_a_process_that_is_killed_is_told_in_one_line_and_the_rest_is_kept(archive, quick, tmp_path):
    add(tmp_path, [*STORIES, "Kill.", "Next.", "More.", "Last."])
    with pytest.raises(RuntimeError, match="A process that reads articles was ended") as error:
        annotate_archive("a", workers=2)
    assert len(str(error.value).splitlines()) == 1
    assert not (archive / "tables").exists()
    assert len(list((archive / "batches").glob("*.json"))) < len(list_parts(archive))


def test_an_archive_that_is_locked_is_not_read(archive, quick, snapshot):
    before = snapshot(archive)
    with lock_archive(archive), pytest.raises(ValueError, match="Another process"):
        annotate_archive("a", workers=1)
    assert snapshot(archive) == before


def test_a_table_that_is_no_parquet_is_told_in_one_line(archive):
    (archive / "documents" / "000002.parquet").write_bytes(b"PAR1 and no more")
    with pytest.raises(ValueError, match=r"000002\.parquet is not a Parquet file of this version") as error:
        annotate_archive("a", workers=1)
    assert len(str(error.value).splitlines()) == 1


def test_a_cluster_that_is_not_there_is_told_in_one_line(capsys):
    from helpers.__main__ import main

    assert main(["archive", "--name", "a", "--cluster", "nowhere://x"]) == 2
    told = capsys.readouterr().err
    assert "The cluster at 'nowhere://x' cannot be reached" in told and len(told.strip().splitlines()) == 1


def test_a_part_without_articles_has_empty_tables():
    found = annotate_part([])
    assert sorted(found) == sorted(TABLES)
