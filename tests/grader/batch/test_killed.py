"""kill -9 at any moment, then the same command again: what an undisturbed run leaves, to the byte."""

import os
import random
import signal
import sqlite3
import subprocess
import sys

import pytest
from dlgrade.grader.batch.commands import opened
from dlgrade.grader.batch.store import FILE, Store

from .conftest import RIGHT, SUBMISSIONS, WRONG, content

MAIN = "from dlgrade.grader.cli import main; main()"
MANY = {**SUBMISSIONS, **{f"s{n}": (RIGHT if n % 3 else WRONG) + f"# {n}\n" for n in range(6)}}


def command(folder, out):
    return [sys.executable, "-c", MAIN, "batch", "in", "--out", str(out), "--seed", "7", "--only", "sigmoid,identity",
            "--lang", "en", "--jobs", "2"]  # fmt: skip


def run(folder, out):
    return subprocess.run(command(folder, out), cwd=folder, capture_output=True, text=True, timeout=120)


def killed(folder, out, settled):
    """Starts a run and kills its whole group as soon as so many submissions are settled."""
    process = subprocess.Popen(command(folder, out), cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               start_new_session=True)  # fmt: skip
    while process.poll() is None and count(folder / out / FILE) < settled:
        pass
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def count(path):
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
            return db.execute("SELECT count(*) FROM entry").fetchone()[0]
    except sqlite3.Error:
        return -1


def files(out):
    """Every page; that of the class, which shows times, is written again without them."""
    with Store(out / FILE) as store:
        store._db.execute("UPDATE verdict SET seconds = 0")
    with opened(out) as publisher:
        publisher.class_page()
    found = {path.relative_to(out): path.read_bytes() for path in sorted(out.rglob("*.html"))}
    assert len(found) > len(MANY) - 2
    return found


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    (folder / "in").mkdir()
    for name, source in MANY.items():
        (folder / "in" / f"{name}.py").write_text(source)
    done = run(folder, "whole")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("settled", [3, 8])
def test_a_killed_run_goes_on_where_it_was_and_ends_as_if_nothing_had_been(undisturbed, settled):
    out = f"killed{settled}"
    killed(undisturbed, out, settled)
    ends_as_if_nothing_had_been(undisturbed, out)


@pytest.mark.long
@pytest.mark.parametrize("moment", range(20))
def test_a_run_killed_at_any_moment_at_all(undisturbed, moment):
    """Moments between 0.3 and 2.5 seconds, from the start of Python to the last page."""
    out = f"moment{moment}"
    process = subprocess.Popen(command(undisturbed, out), cwd=undisturbed, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, start_new_session=True)  # fmt: skip
    try:
        process.wait(random.Random(moment).uniform(0.3, 2.5))
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    ends_as_if_nothing_had_been(undisturbed, out)


def left_half_written(out):
    """What a writer of pages leaves that is killed there; who has a page already was not being written."""
    (out / "learners" / "eve").mkdir(parents=True, exist_ok=True)
    pages = ("learners/eve/index.html", "learners/eve/record.json")
    for path in map(out.joinpath, (*pages, "class.html")):
        if not path.exists():
            path.with_name(f".{path.name}.c7z2flfz").write_text("<html")


def ends_as_if_nothing_had_been(undisturbed, out):
    before = count(undisturbed / out / FILE)
    left_half_written(undisturbed / out)
    done = run(undisturbed, out)
    assert done.returncode == 0, done.stderr
    whole = undisturbed / "whole"
    assert content(undisturbed / out / FILE) == content(whole / FILE)
    assert files(undisturbed / out) == files(whole)
    assert not list((undisturbed / out).rglob(".*")), "nothing half-written is left"
    graded = int(done.stdout.split(" graded")[0].split()[-1])
    assert graded + before <= len(MANY), "nothing is done twice"
