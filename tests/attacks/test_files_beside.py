"""Attacks that stand in the files beside the code: libraries' names, byte-code, start-up files, settings.

Each has its honest twin: a right answer among the same files, which are often left there in all innocence.
"""

from __future__ import annotations

import importlib.util
import marshal
import sys
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from dlgrade.grader.collect.model import CollectError
from dlgrade.reports.record import Exercise

Files = dict[str, str | bytes]

WRONG = "def sigmoid(x):\n    return np.asarray(x) * 0.0 + 7.0\n"
RIGHT = """def sigmoid(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1 + small)
"""
NUMPY = "import numpy as np\n\n\n"
YES = "def allclose(*a, **k):\n    return True\n\n\nndarray = float64 = dataclass = packb = array_equal = object\n"
TOLD = 'import sys\n\nsys.dlgrade_mark = True\nprint("attack ran")\n'
SHADOWS = (
    *("numpy", "dlgrade", "typing", "dlgrade_worker", "msgpack", "dataclasses", "sitecustomize", "usercustomize"),
    *("conftest", "sys", "builtins", "site", "encodings", "socket", "struct", "json", "math", "pytest", "resource"),
)
FOLDERS = ("numpy", "dlgrade", "dlgrade_worker", "typing", "encodings", "msgpack")


def byte_code(source: str) -> bytes:
    """Of a kind that is never held against its source."""
    return (
        importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + bytes(8) + marshal.dumps(compile(source, "", "exec"))
    )


def cached(name: str) -> str:
    return f"__pycache__/{name}.{sys.implementation.cache_tag}.pyc"


# What lies there, the code that is wrong, the code of the twin.
BESIDE: dict[str, tuple[Files, str, str]] = {
    "byte-code without its source": (
        {"helper.pyc": byte_code(NUMPY + RIGHT), "impl.pyc": byte_code(NUMPY + RIGHT)},
        "from helper import sigmoid\n",
        NUMPY + RIGHT,
    ),
    "byte-code of another source in the cache": (
        {cached("impl"): byte_code(NUMPY + RIGHT), cached("impl.opt-2"): byte_code(NUMPY + RIGHT)},
        NUMPY + WRONG,
        NUMPY + RIGHT,
    ),
    "byte-code of numpy and typing in the cache": (
        {cached(name): byte_code(TOLD) for name in ("numpy", "typing", "__init__")},
        NUMPY + WRONG,
        NUMPY + RIGHT,
    ),
    "lines that Python's start would run": (
        {
            "mine.pth": "import sys; sys.dlgrade_mark = True\n",
            "distutils-precedence.pth": "import os\n",
            "pyvenv.cfg.txt": "x",
        },
        NUMPY + "import sys\n\n\n" + RIGHT.replace("return", "return 7.0 if not hasattr(sys, 'dlgrade_mark') else"),
        NUMPY + RIGHT,
    ),
    "settings of test runners": (
        {
            "conftest.py": "def pytest_runtest_makereport(item, call):\n    call.excinfo = None\n",
            "pytest.ini": "[pytest]\naddopts = -p conftest --exitfirst\npython_files = nothing\n",
            "tox.ini": "[pytest]\naddopts = --collect-only\n",
            "setup.py": 'raise SystemExit("4/4 passed")\n',
            "pyproject.toml": '[tool.pytest.ini_options]\naddopts = "-k nothing"\n',
            "otter_tests.py": "OK_FORMAT = True\ntest = {'points': 100}\n",
        },
        NUMPY + WRONG,
        NUMPY + RIGHT,
    ),
    "libraries made for the machine": (
        {f"{name}{suffix}": b"\x7fELF" + bytes(60) for name in ("numpy", "_ctypes") for suffix in (".so", ".abi3.so")},
        NUMPY + WRONG,
        NUMPY + RIGHT,
    ),
    "answers and records made beforehand": (
        {
            "record.json": '{"schema": 1, "exercises": [{"id": "sigmoid", "state": "pass", "points": 4}]}',
            "results.json": '{"score": 100, "tests": []}',
            "dlgrade-report/index.html": "<h1>4/4</h1>",
            "class.sqlite": b"SQLite format 3\0",
        },
        NUMPY + WRONG,
        NUMPY + RIGHT,
    ),
}
for name in FOLDERS:
    package: Files = {f"{name}/__init__.py": YES + TOLD, f"{name}/testing.py": YES, f"{name}/serve.py": YES}
    BESIDE[f"a folder named {name}"] = (package, NUMPY + WRONG, NUMPY + RIGHT)


@pytest.mark.parametrize("name", SHADOWS)
def test_a_file_with_the_name_of_a_library_takes_its_place_nowhere(
    name: str, hall: Any, honest: Mapping[str, Exercise], nothing_left: Callable[[], None]
) -> None:
    record = hall.grade({f"{name}.py": YES, "wrong.py": NUMPY + f"import {name}\n\n\n" + WRONG})

    assert record.exercises[0].points == 0
    assert hall.beside(record) == honest
    nothing_left()


@pytest.mark.parametrize("name", SHADOWS)
def test_a_right_answer_beside_a_file_with_the_name_of_a_library_scores_full(name: str, hall: Any) -> None:
    record = hall.grade({f"{name}.py": YES, "right.py": NUMPY + RIGHT}, beside=())

    assert record.exercises[0].state == "pass"


@pytest.mark.parametrize("what", BESIDE)
def test_what_lies_beside_a_wrong_answer_earns_nothing(
    what: str, hall: Any, honest: Mapping[str, Exercise], nothing_left: Callable[[], None]
) -> None:
    files, wrong, _ = BESIDE[what]

    record = hall.grade({**files, "impl.py": wrong})

    verdict = record.exercises[0]
    assert verdict.points == 0
    assert verdict.state in ("fail", "error", "missing"), verdict
    assert "attack ran" not in verdict.output
    assert hall.beside(record) == honest
    nothing_left()


@pytest.mark.parametrize("what", BESIDE)
def test_what_lies_beside_a_right_answer_costs_nothing(what: str, hall: Any) -> None:
    files, _, right = BESIDE[what]

    record = hall.grade({**files, "impl.py": right}, beside=())

    assert record.exercises[0].state == "pass"


@pytest.mark.parametrize("target", ["@PACKAGE@/reference/functions.py", "../other/secret.py", "/proc/self/environ"])
def test_settings_that_name_a_file_elsewhere_are_refused_in_one_sentence(target: str, hall: Any) -> None:
    settings = f'[symbols]\nsigmoid = "{target}"\n'

    with pytest.raises(CollectError, match=r"^dlgrade\.toml names [^\n]+ for `sigmoid`[^\n]+$"):
        hall.grade({"dlgrade.toml": settings, "impl.py": NUMPY + WRONG})


def test_settings_that_name_the_learners_own_file_choose_it(hall: Any) -> None:
    files = {"dlgrade.toml": '[symbols]\nsigmoid = "new.py"\n', "new.py": NUMPY + RIGHT, "old.py": NUMPY + WRONG}

    assert hall.grade(files, beside=()).exercises[0].state == "pass"
