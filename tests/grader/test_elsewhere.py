"""A symbol that a course defines more than once: the definition that is meant counts, and the learner is told."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from dlgrade.exercises import catalogue
from dlgrade.grader.changes import Changes
from dlgrade.grader.collect import collect
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers
from dlgrade.reports import record as rec

RIGHT = "import numpy as np\n\ndef relu(x):\n    return np.maximum(x, 0)\n"
WRONG = "import numpy as np\n\ndef relu(x):\n    return np.maximum(x, 0.5)\n"


def recorded(name: str, files: Mapping[str, str], folder: Path) -> rec.Record:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    with Workers() as workers:
        return grade(Task(collect(folder), [catalogue.exercises()[name]], (), 3, "en", "mine"), workers)


def graded(name: str, files: Mapping[str, str], folder: Path) -> rec.Exercise:
    return recorded(name, files, folder).exercises[0]


def test_where_the_first_definition_is_refused_another_that_passes_counts(tmp_path: Path) -> None:
    found = graded("relu", {"ch03/relu.py": WRONG, "common/functions.py": RIGHT}, tmp_path)

    assert (found.state, found.source) == ("pass", "common/functions.py:3")
    assert "`relu` at ch03/relu.py:3 does not pass (" in found.advice[0] and "common/functions.py:3" in found.advice[0]


@pytest.mark.parametrize("aside", ["old/relu.py", "tests/relu.py", "solution.py", "untitled1.py", "tanaka/draft.py"])
def test_a_draft_a_test_or_a_solution_never_counts_in_the_place_of_a_wrong_answer(tmp_path: Path, aside: str) -> None:
    found = graded("relu", {"src/deep/relu.py": WRONG, aside: RIGHT}, tmp_path)

    assert found.state != "pass" and found.source == "src/deep/relu.py:3"


def test_symbols_that_belong_together_are_taken_from_one_file(tmp_path: Path) -> None:
    loads = "import pickle\n\ndef init_network():\n    return pickle.load(open('weights.pkl', 'rb'))\n"
    own = """import numpy as np

def init_network():
    sizes = {1: (2, 3), 2: (3, 2), 3: (2, 2)}
    weights = {f"W{n}": np.arange(1.0, 1 + a * b).reshape(a, b) for n, (a, b) in sizes.items()}
    return weights | {f"b{n}": np.zeros(b) for n, (a, b) in sizes.items()}

def forward(network, x):
    for n in (1, 2):
        x = 1 / (1 + np.exp(-(x @ network[f"W{n}"] + network[f"b{n}"])))
    return x @ network["W3"] + network["b3"]
"""
    assert graded("network-forward", {"ch03/mnist.py": loads, "ch03/nn.py": own}, tmp_path).state == "pass"


def test_a_later_definition_that_reads_a_missing_file_leaves_the_earlier_one(tmp_path: Path) -> None:
    later = "def relu(x):\n    return np.load('table.npy')[x]\n"
    found = graded("relu", {"ch03.py": f"{RIGHT}\n@staticmethod\n{later}"}, tmp_path)

    assert (found.state, found.source) == ("pass", "ch03.py:3")
    assert "ch03.py:7 reads a file that was not handed in" in found.advice[0]


def test_the_last_definition_of_a_file_counts_where_it_is_only_wrong(tmp_path: Path) -> None:
    assert graded("relu", {"ch03.py": RIGHT + WRONG}, tmp_path).state != "pass"


def test_a_change_of_the_other_definition_is_a_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    mine = tmp_path / "mine"
    exercise = catalogue.exercises()["relu"]
    record = recorded("relu", {"ch03/relu.py": WRONG, "common/functions.py": RIGHT}, mine)
    Changes(mine, collect(mine), [exercise]).save(record)
    assert Changes(mine, collect(mine), [exercise]).changed == []

    (mine / "common/functions.py").write_text(WRONG)

    assert Changes(mine, collect(mine), [exercise]).changed == [exercise]
