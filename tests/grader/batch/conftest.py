"""A small class: a folder of submissions, graded for a few exercises with a fixed seed."""

import json
import sqlite3
import zlib
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from dlgrade.grader.batch.assignment import Assignment
from dlgrade.grader.batch.handed import gather
from dlgrade.grader.batch.matching import match, without_roster
from dlgrade.grader.batch.pool import Pool
from dlgrade.grader.batch.roster import Student
from dlgrade.grader.batch.run import run
from dlgrade.grader.batch.store import FILE, Store
from dlgrade.grader.batch.work import Asked

RIGHT = """import numpy as np

def sigmoid(x):
    return 1 / (1 + np.exp(-np.asarray(x, dtype=float)))

def identity_function(x):
    return x
"""
WRONG = RIGHT.replace("np.exp(-", "np.exp(")
LEAVES = "import os\n\ndef sigmoid(x):\n    os._exit(0)\n\ndef identity_function(x):\n    return x\n"
SUBMISSIONS = {"ann": RIGHT, "bob": WRONG, "cy": LEAVES, "di": "def sigmoid(:\n", "eve": RIGHT + "# eve\n"}
ASSIGNMENT = Assignment(title="Homework", items=("sigmoid", "identity"), due=datetime(2026, 4, 30, tzinfo=UTC))


class Inline:
    """An executor that does the work at once, here, and breaks where it is told to."""

    def __init__(self, breaks=0):
        self.breaks = breaks
        self.submitted = []

    def submit(self, function, parcel):
        future = Future()
        self.submitted.append(parcel)
        if self.breaks:
            self.breaks -= 1
            future.set_exception(BrokenProcessPool("a process ended"))
        else:
            try:
                future.set_result(function(parcel))
            except Exception as error:
                future.set_exception(error)
        return future

    def shutdown(self, wait=True, cancel_futures=False):
        pass


class Silent:
    """Counts what it is told."""

    def __init__(self):
        self.states = []

    def begin(self, total):
        self.total = total

    def waiting(self):
        """Nothing is asked of it."""

    def stopping(self, count):
        self.waits_for = count

    def done(self, state):
        self.states.append(state)


@dataclass
class Ran:
    """One run and all that it left."""

    outcome: object
    states: list
    parcels: list


class Class:
    """A folder of submissions and a store, to be graded as often as wanted."""

    def __init__(self, folder):
        self.folder = folder / "in"
        self.out = folder / "out"
        self.folder.mkdir()
        self.out.mkdir()
        for name, source in SUBMISSIONS.items():
            self.hand_in(name, source)
        self.students = None

    def hand_in(self, name, source):
        (self.folder / f"{name}.py").write_text(source)

    def store(self):
        return Store(self.out / FILE, make=True)

    def asked(self, **changes):
        assignment = changes.pop("assignment", ASSIGNMENT)
        return Asked(**{"assignment": assignment, "seed": 7, "lang": "en", "wall": True, **changes})

    def matched(self):
        handed = gather(self.folder).handed
        return match(self.students, handed) if self.students else without_roster(handed)

    def grade(self, pool=None, breaks=0, **changes):
        watch, executors = Silent(), []

        def make():
            executors.append(Inline(breaks if not executors else 0))
            return executors[-1]

        matched = self.matched()
        with self.store() as store:
            people = [(m.student.id, m.student.name, m.student.email) for m in matched.matches]
            store.set_class(people, {"seed": "7", "lang": "en"})
            outcome = run(matched.matches, self.asked(**changes), store, pool or Pool(2, make), watch)
        return Ran(outcome, watch.states, [parcel for one in executors for parcel in one.submitted])

    def with_roster(self, *ids):
        self.students = tuple(Student(one) for one in ids)
        return self


@pytest.fixture
def a_class(tmp_path):
    return Class(tmp_path)


TIMES = {"score": "at", "word": "at"}


def content(path):
    """All that a store holds but times: what an undisturbed run and one that was killed must agree on."""
    with sqlite3.connect(path) as db:
        db.row_factory = sqlite3.Row
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: sorted(repr(_plain(table, row)) for row in db.execute(f"SELECT * FROM {table}"))
                for table in tables}  # fmt: skip


def _plain(table, row):
    left_out = {"seconds", "number", TIMES.get(table)}
    return {key: _read(key, row[key]) for key in row.keys() if key not in left_out}  # noqa: SIM118 - a row, no dict


def _read(key, value):
    text = zlib.decompress(value).decode() if isinstance(value, bytes) else value
    return _untimed(json.loads(text)) if key in ("body", "head") and text else text


def _untimed(value):
    if isinstance(value, dict):
        return {key: _untimed(inner) for key, inner in value.items() if key != "seconds"}
    return [_untimed(inner) for inner in value] if isinstance(value, list) else value
