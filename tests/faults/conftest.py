"""A place that any user reaches, with one submission and a class, and commands run there in broken surroundings."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dlgrade
import pytest
from dlgrade.grader.batch.store import FILE, Store

from .rows import Place
from .surroundings import CANNOT, Surroundings

CODE = """import numpy as np


def sigmoid(x):
    print("計算中")
    return 1 / (1 + np.exp(-np.asarray(x, dtype=float)))


def relu(x):
    return np.minimum(0, x)
"""
LEARNERS = ("ann", "bob", "太郎")
ITEMS = "sigmoid,relu"
MAIN = "from dlgrade.grader.cli import main; main()"
PACKAGE = Path(dlgrade.__file__).resolve().parent
COVERED = ("/tmp/", "/var/tmp/", "/mnt/")
NOT_OURS = ("PYTEST_CURRENT_TEST", "PYTHONUTF8", "PYTHONIOENCODING", "LC_ALL", "LC_MESSAGES", "LANG")


def without_progress(said: str) -> list[str]:
    """What a run says beside how far it is."""
    return [line for line in said.splitlines() if not re.match(r"\d+/\d+ ", line)]


@dataclass(frozen=True)
class Done:
    """What a command came to."""

    status: int
    out: str
    err: str

    def sentence(self) -> str:
        """What it says on standard error, where that is one line and no traceback."""
        (line,) = without_progress(self.err)
        return line


@dataclass(frozen=True)
class Hall:
    """A place, and the commands of a learner and of an instructor in it."""

    place: Place

    def submit(self, around: Surroundings, out: str, lang: str = "ja") -> Done:
        """Grades the submission; as the record on standard output."""
        return self.run(around, "submit", "提出", "--format", "json", "--out", f"out/{out}", "--lang", lang)

    def batch(self, around: Surroundings, out: str, *options: str, lang: str = "en") -> Done:
        """Grades the class with two processes."""
        return self.run(around, "batch", "class", "--jobs", "2", "--out", f"out/{out}", "--lang", lang, *options)

    def run(self, around: Surroundings, *arguments: str) -> Done:
        """A command for the two exercises and a fixed seed; what cannot be made here is not run."""
        asked = [sys.executable, "-c", MAIN, *arguments, "--only", ITEMS, "--seed", "7"]
        if around.enter and any(
            str(path).startswith(COVERED) for path in (PACKAGE, Path(sys.prefix), Path(sys.base_prefix))
        ):
            pytest.skip("not run, dlgrade or Python lies in a folder that this hides")
        base = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
        done = subprocess.run(
            around.command(asked), cwd=self.place.top, env=around.environment(base), capture_output=True, timeout=300
        )
        out, err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
        if done.returncode == CANNOT:
            pytest.skip(f"not run, this machine cannot make it: {err.strip().splitlines()[-1]}")
        assert "Traceback" not in err, err
        return Done(done.returncode, out, err)

    def records(self, out: str) -> dict[str, Any]:
        """What each learner's page shows, where SQLite finds nothing wrong with the store."""
        with Store(self.place.out / out / FILE) as store:
            assert store.sound() == "ok"
            learners = [learner for learner, *_ in store.learners()]
        pages = (self.place.out / out / "learners").glob("*/record.json")
        found = {plain(json.loads(page.read_text(encoding="utf-8")))["submission"]["name"]: page for page in pages}
        assert len(found) == len(learners)
        return {name: plain(json.loads(page.read_text(encoding="utf-8"))) for name, page in found.items()}

    def record(self, out: str) -> dict[str, Any]:
        """The record that `submit` wrote, without times and the wall."""
        return plain(json.loads((self.place.out / out / "record.json").read_text(encoding="utf-8")))


def plain(record: Any) -> Any:
    """A record without what may differ between two runs of the same verdicts."""
    if isinstance(record, dict):
        return {name: plain(value) for name, value in record.items() if name not in ("seconds", "wall")}
    return [plain(one) for one in record] if isinstance(record, list) else record


@pytest.fixture(scope="module")
def hall() -> Iterator[Hall]:
    top = Path(tempfile.mkdtemp(prefix="dlgrade-faults-"))
    try:
        for folder in ("提出", "class", "out", "spare"):
            (top / folder).mkdir()
        (top / "提出/課題.py").write_text(CODE, encoding="utf-8")
        for name in LEARNERS:
            (top / f"class/{name}.py").write_text(f"{CODE}\n\n# {name}\n", encoding="utf-8")
        top.chmod(0o755)
        (top / "out").chmod(0o777)
        yield Hall(Place(top, top / "out", top / "spare"))
    finally:
        shutil.rmtree(top)


UNDISTURBED = Surroundings()


@pytest.fixture(scope="module")
def undisturbed(hall: Hall) -> dict[str, Any]:
    """The record where nothing is broken."""
    assert hall.submit(UNDISTURBED, "undisturbed").status == 1
    record = hall.record("undisturbed")
    assert {one["id"]: one["state"] for one in record["exercises"]} == {"sigmoid": "pass", "relu": "fail"}
    return record


@pytest.fixture(scope="module")
def whole_class(hall: Hall) -> dict[str, Any]:
    """The records of a class where nothing is broken."""
    done = hall.batch(UNDISTURBED, "undisturbed-class")
    assert done.status == 0, done.err
    return hall.records("undisturbed-class")


def plain_file(path: Path) -> Any:
    """The record in a file, as `plain` gives it."""
    return plain(json.loads(path.read_text(encoding="utf-8")))
