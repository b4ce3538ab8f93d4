"""Something breaks while a class is graded: nothing is lost, nobody has a zero for it, and the same command goes on."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import sqlite3
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from dlgrade.exercises.fault import Fault
from dlgrade.grader import gradescope_run
from dlgrade.grader.batch import commands, store
from dlgrade.grader.batch.store import FILE, Store
from dlgrade.grader.batch.task import Parcel, grade_parcel
from dlgrade.grader.channel import Worker
from dlgrade.grader.cli import main

from ..grader.batch.conftest import Inline, content
from .breaking import DISK, READING, always, breaks, once, raising
from .conftest import CODE, ITEMS, plain_file, without_progress

LEARNERS = ("ann", "bob", "太郎")


class Course:
    """A folder of submissions, graded in this process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "in").mkdir()
        for name in LEARNERS:
            (folder / f"in/{name}.py").write_text(f"{CODE}\n\n# {name}\n", encoding="utf-8")
        self.run("whole")
        self.right = self.left("whole")

    def batch(self, out: str, lang: str = "en") -> Result:
        options = ["--only", ITEMS, "--seed", "7", "--jobs", "2", "--lang", lang, "--out", str(self.folder / out)]
        return CliRunner().invoke(main, ["batch", str(self.folder / "in"), *options])

    def run(self, out: str) -> None:
        """As the instructor runs it when the fault is gone."""
        done = self.batch(out)
        assert done.exit_code == 0, done.output

    def left(self, out: str) -> Any:
        """The store and the pages, without times."""
        tables = {name: rows for name, rows in content(self.folder / out / FILE).items() if name != "score"}
        pages = sorted((self.folder / out / "learners").glob("*/record.json"))
        return tables, [plain_file(page) for page in pages]

    def told(self, done: Result, said: str) -> None:
        """One sentence on standard error, an exit status that says whose fault it is, and a store that is whole."""
        lines = without_progress(done.stderr)
        assert done.exit_code == 3, done.output
        assert len(lines) == 1 and said in lines[0], done.stderr
        assert "Traceback" not in done.output

    def goes_on(self, out: str) -> None:
        """The same command again leaves what an undisturbed run leaves, and nothing half-written."""
        self.run(out)
        assert self.left(out) == self.right
        assert not [path for path in (self.folder / out).rglob(".*") if path.is_file()]
        with Store(self.folder / out / FILE) as found:
            assert found.sound() == "ok"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Tasks run in this process, so that what is broken here is broken there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(commands, "local", lambda jobs: Inline())
        patch.setattr(commands, "FEW", 10)  # pages, too
        yield Course(tmp_path_factory.mktemp("course"))


class Full:
    """A store that may not grow beyond so many pages of 4 KiB: SQLite then says that the disk is full."""

    def __init__(self, pages: int) -> None:
        self.pages = pages

    def __call__(self, path: Any, **options: Any) -> sqlite3.Connection:
        made = sqlite3.Connection(path, **options)
        made.execute(f"PRAGMA max_page_count = {self.pages}")
        return made


@pytest.mark.parametrize("pages", [2, 13, 14, 15])
def test_a_store_that_cannot_grow_is_told_and_loses_nothing(
    course: Course, pages: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store.sqlite3, "connect", Full(pages))
    done = course.batch(f"pages{pages}")
    monkeypatch.undo()
    if done.exit_code:
        course.told(done, "full")
    course.goes_on(f"pages{pages}")


MOMENTS = sorted({random.Random(seed).randint(1, 8) for seed in range(4)})


@pytest.mark.parametrize("number", DISK, ids=errno.errorcode.get)
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_page_that_cannot_be_written_is_told(
    course: Course, number: int, moment: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = f"{errno.errorcode[number]}{moment}"
    broken = breaks(monkeypatch, os, "fsync", once(moment), raising(number))
    done = course.batch(out)
    monkeypatch.undo()
    assert broken.broken == 1
    course.told(done, os.strerror(number))
    course.goes_on(out)


@pytest.mark.parametrize("number", [*READING, errno.EACCES], ids=errno.errorcode.get)
def test_a_submission_that_the_machine_fails_to_read_has_no_zero_and_is_tried_again(
    course: Course, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Any, *args: Any, **kwargs: Any) -> None:
        if str(path).endswith("bob.py"):
            raise OSError(number, os.strerror(number), str(path))

    out = f"read{errno.errorcode[number]}"
    breaks(monkeypatch, os, "open", always, fail)
    done = course.batch(out)
    monkeypatch.undo()
    if number == errno.EACCES:  # that is for who handed it in, or for the instructor, to mend
        assert done.exit_code == 0 and "1 unreadable" in done.output
    else:
        course.told(done, "no score was given")
        exported = CliRunner().invoke(main, ["export", "canvas", "--class", str(course.folder / out), "--lang", "en"])
        (row,) = [line for line in exported.output.splitlines() if line.startswith('"bob"')]
        assert row.endswith('""')
    course.goes_on(out)


def test_an_exercise_that_we_fail_at_is_a_zero_in_no_export_and_is_tried_again(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaks(monkeypatch, Worker, "request", always, lambda worker, *a, **k: os.kill(worker.process.pid, signal.SIGKILL))
    done = course.batch("faulty")
    monkeypatch.undo()
    assert done.exit_code == 3
    assert done.stderr.count("they count neither way") == 3
    out = course.folder / "faulty"
    for page in (out / "learners").glob("*/record.json"):
        record = plain_file(page)
        assert (record["points"], record["max_points"]) == (0, 0)
    for name, empty in EMPTY.items():
        text = CliRunner().invoke(main, ["export", name, "--class", str(out), "--lang", "en"]).output
        rows = [line for line in text.splitlines() if "ann" in line]
        assert len(rows) == 1
        assert empty(rows[0].split(",")), (name, rows)
    course.goes_on("faulty")


EMPTY = {
    "canvas": lambda cells: cells[-1] == '""',
    "moodle": lambda cells: cells[4] == '""',
    "nbgrader": lambda cells: cells[7:10] == ['""', '""', '""'],
    "otter": lambda cells: cells[1:5] == ['""'] * 4,
}


def test_a_task_that_is_lost_once_costs_nothing(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    for moment, error in enumerate(
        (BrokenProcessPool("gone"), OSError(errno.ENOSPC, "full"), OSError(errno.EAGAIN, ""))
    ):
        calls = []

        def once_lost(parcel: Parcel, moment: int = moment, error: Exception = error, calls: list[int] = calls) -> Any:
            calls.append(1)
            if len(calls) == moment + 1:
                raise error
            return grade_parcel(parcel)

        monkeypatch.setattr("dlgrade.grader.batch.run.grade_parcel", once_lost)
        course.run(f"once{moment}")
        assert course.left(f"once{moment}") == course.right


def test_a_task_that_is_always_lost_gives_no_zero(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(parcel: Parcel) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("dlgrade.grader.batch.run.grade_parcel", lost)
    done = course.batch("always", "ja")
    monkeypatch.undo()
    assert done.exit_code == 3
    assert done.stderr.count("得点はつけていません") == 3
    text = CliRunner().invoke(main, ["export", "nbgrader", "--class", str(course.folder / "always"), "--lang", "en"])
    assert all('"","",""' in line for line in text.output.splitlines()[1:])
    course.goes_on("always")


@pytest.mark.parametrize("command", [["override", "ann", "relu", "1"], ["comment", "ann", "good"], ["regrade", "ann"]])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_instructors_word_on_a_full_disk_is_told_and_changes_nothing(
    course: Course, command: list[str], lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = course.folder / f"word-{command[0]}-{lang}"
    shutil.copytree(course.folder / "whole", out)
    before = content(out / FILE)

    def full(*args: Any) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    breaks(monkeypatch, Store, "transaction", always, full)
    done = CliRunner().invoke(main, [*command, "--class", str(out), "--lang", lang])
    monkeypatch.undo()
    course.told(done, "disk is full")
    assert content(out / FILE) == before


@pytest.mark.parametrize("number", DISK, ids=errno.errorcode.get)
@pytest.mark.parametrize("name", ["canvas", "class-csv", "class-json"])
def test_an_export_that_cannot_be_written_is_told_and_leaves_the_old_one(
    course: Course, name: str, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = course.folder / "exports" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("the old one")
    breaks(monkeypatch, os, "fsync", always, raising(number))
    command = ["export", name, "--class", str(course.folder / "whole"), "--out", str(file), "--lang", "en"]
    done = CliRunner().invoke(main, command)
    monkeypatch.undo()
    course.told(done, os.strerror(number))
    assert file.read_text() == "the old one"
    assert not [path for path in file.parent.iterdir() if path.name.startswith(".")]


def test_gradescope_is_given_no_points_for_what_we_fail_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "submission").mkdir()
    (tmp_path / "submission/a.py").write_text(CODE, encoding="utf-8")
    (tmp_path / "source").mkdir()
    (tmp_path / "source/assignment.toml").write_text('exercises = ["sigmoid", "relu"]\n')
    breaks(monkeypatch, Worker, "request", always, lambda worker, *a, **k: os.kill(worker.process.pid, signal.SIGKILL))
    with pytest.raises(Fault, match="the machine ended a worker"):
        gradescope_run.run(tmp_path)
    assert not (tmp_path / "results").exists()
