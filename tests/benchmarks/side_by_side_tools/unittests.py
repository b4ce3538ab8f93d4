"""gradescope-utils and pytest: the submission is imported, the tests call it, one process a submission.

gradescope-utils is used as Gradescope's Python sample does (`python/src` of gradescope/autograder_samples: tests/,
run_tests.py, JSONTestRunner), with the time limit for each test that its page of best practices asks for, by an alarm.
pytest is used with pytest-timeout, and its JUnit XML is read.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree import ElementTree

from side_by_side_tools.asserts import tests
from side_by_side_tools.classes import TASKS, Handed
from side_by_side_tools.tool import PROCESS_SECONDS, TASK_SECONDS, Marks, Place, Tool

RUN_TESTS = """import unittest
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner

if __name__ == "__main__":
    suite = unittest.defaultTestLoader.discover("tests")
    with open("results.json", "w") as file:
        JSONTestRunner(visibility="visible", stream=file).run(suite)
"""
UNITTEST = """import signal
import unittest

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from solution import {symbol}


def too_long(*_):
    raise TimeoutError("the test took too long")


class Test{symbol}(unittest.TestCase):
    def setUp(self):
        signal.signal(signal.SIGALRM, too_long)
        signal.alarm({seconds})

    def tearDown(self):
        signal.alarm(0)

    @weight(1)
    def test_{task}(self):
        \"\"\"{name}\"\"\"
{body}
"""
PYTEST = """import numpy as np
from solution import {symbol}


def test_{task}():
{body}
"""


def _write(place: Place, handed: Sequence[Handed], template: str) -> None:
    """A folder a submission, as run_autograder or a course's script makes it."""
    written = tests()
    for one in handed:
        folder = place.folder / one.name
        (folder / "tests").mkdir(parents=True)
        (folder / "solution.py").write_text(one.text(), encoding="utf-8")
        for task, symbol in TASKS.items():
            depth = 8 if "unittest" in template else 4
            body = "\n".join(" " * depth + line if line else "" for line in written[task].splitlines()[2:])
            text = template.format(symbol=symbol, task=_file(task), name=task, body=body, seconds=TASK_SECONDS)
            (folder / "tests" / f"test_{_file(task)}.py").write_text(text, encoding="utf-8")


def _file(task: str) -> str:
    return task.replace("-", "_")


def _each(*command: str) -> Callable[[Place, Sequence[Handed]], None]:
    def grade(place: Place, handed: Sequence[Handed]) -> None:
        for one in handed:
            place.run(*command, limit=PROCESS_SECONDS, folder=place.folder / one.name)

    return grade


def _prepare_gradescope(place: Place, handed: Sequence[Handed]) -> None:
    _write(place, handed, UNITTEST)
    for one in handed:
        (place.folder / one.name / "run_tests.py").write_text(RUN_TESTS, encoding="utf-8")


def _gradescope_marks(place: Place, handed: Sequence[Handed]) -> Marks:
    return {one.name: found for one in handed if (found := _json(place.folder / one.name / "results.json"))}


def _json(path: Path) -> dict[str, float]:
    """A test whose module could not be imported has no weight: what is named is marked, the rest got nothing."""
    try:
        results = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    found = dict.fromkeys(TASKS, 0.0)
    for test in results.get("tests", ()):
        for task in TASKS:
            if test["name"] == task or f"test_{_file(task)}" in test["name"]:
                found[task] = float(test.get("score") or 0)
    return found


def _prepare_pytest(place: Place, handed: Sequence[Handed]) -> None:
    _write(place, handed, PYTEST)


def _pytest_marks(place: Place, handed: Sequence[Handed]) -> Marks:
    return {one.name: found for one in handed if (found := _junit(place.folder / one.name / "results.xml"))}


def _junit(path: Path) -> dict[str, float]:
    try:
        root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
    except (OSError, ElementTree.ParseError):
        return {}
    passed = {case.get("name") for case in root.iter("testcase") if not len(case)}
    return {task: float(f"test_{_file(task)}" in passed) for task in TASKS}


GRADESCOPE = Tool(
    "gradescope-utils", ("gradescope-utils", "numpy"), _prepare_gradescope, _each("python", "run_tests.py"),
    _gradescope_marks, f"each test {TASK_SECONDS} s by an alarm in setUp, each process {PROCESS_SECONDS} s",
)  # fmt: skip
PYTEST_TOOL = Tool(
    "pytest", ("pytest", "pytest-timeout", "numpy"), _prepare_pytest,
    _each("python", "-m", "pytest", "-q", f"--timeout={TASK_SECONDS}", "--junitxml=results.xml", "-p",
          "no:cacheprovider"),
    _pytest_marks, f"pytest-timeout {TASK_SECONDS} s a test, each process {PROCESS_SECONDS} s",
)  # fmt: skip


def clear(folder: Path) -> None:
    """Empties a folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
