"""The command line where the shell's variables and the current folder are a learner's."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .test_files_beside import NUMPY, SHADOWS, YES

# What a shell may hold; @HERE@ is a folder of the learner's.
VARIABLES = {
    "PYTHONSTARTUP": "@HERE@/start.py",
    "PYTHONOPTIMIZE": "2",
    "PYTHONHASHSEED": "7",
    "PYTHONUTF8": "0",
    "PYTHONIOENCODING": "ascii:backslashreplace",
    "PYTHONCOERCECLOCALE": "0",
    "LC_ALL": "C",
    "PYTHONMALLOC": "malloc",
    "PYTHONFAULTHANDLER": "1",
    "PYTHONPYCACHEPREFIX": "@HERE@/cache",
    "PYTHONUSERBASE": "@HERE@/base",
    "PYTHONBREAKPOINT": "start.main",
    "PYTHONINTMAXSTRDIGITS": "640",
    "PYTHONUNBUFFERED": "1",
    "LD_PRELOAD": "@HERE@/none.so",
    "LD_LIBRARY_PATH": "@HERE@",
    "LD_BIND_NOW": "1",
    "LD_DEBUG_OUTPUT": "@HERE@/debug",
    "MALLOC_PERTURB_": "7",
    "NPY_PROMOTION_STATE": "legacy",
    "OMP_NUM_THREADS": "64",
    "OPENBLAS_NUM_THREADS": "64",
    "DLGRADE_SECRET": "@HERE@",
    "GITHUB_TOKEN": "secret",
    "PYTEST_ADDOPTS": "--collect-only",
    "NO_COLOR": "",
}
OURS = {"PYTHONHASHSEED", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"}
TELLS = "TOLD = print('attack ran', *sorted(os.environ), sys.flags, np.__file__)\n"
WRONG = f"import os\nimport sys\n{NUMPY}{TELLS}\n\ndef sigmoid(x):\n    return x * 0.0 + 7.0 if TOLD is None else 0\n"


@pytest.fixture
def submitted(tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Runs the installed command in the learner's folder and gives the verdicts."""
    here = tmp_path / "impl"
    here.mkdir()
    for name, text in {"wrong.py": WRONG, "softmax.py": softmax(), "start.py": "raise SystemExit(0)\n"}.items():
        (here / name).write_text(text)
    command = Path(sys.executable).with_name("dlgrade")
    if not command.exists():
        found = shutil.which("dlgrade")
        assert found, "the package is not installed"
        command = Path(found)

    def run(**variables: str) -> dict[str, Any]:
        more = {name: value.replace("@HERE@", str(here)) for name, value in variables.items()}
        arguments = ["submit", ".", "--only", "sigmoid,softmax", "--format", "json", "--seed", "1", "--out", "../out"]
        done = subprocess.run(
            [str(command), *arguments],
            cwd=here,
            env={**os.environ, **more},
            capture_output=True,
            text=True,
            timeout=600,
        )
        assert done.returncode == 1, done.stderr
        found = json.loads(done.stdout)
        assert [one["points"] for one in found["exercises"]] == [0, 5]
        return {one["id"]: {**one, "seconds": 0} for one in found["exercises"]}

    return run


def softmax() -> str:
    return "import numpy as np\n\n\ndef softmax(x):\n" + (
        "    e = np.exp(x - np.max(x, axis=-1, keepdims=True))\n    return e / e.sum(axis=-1, keepdims=True)\n"
    )


def test_variables_of_the_shell_change_no_verdict_and_reach_no_worker(
    submitted: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    plain = submitted()

    assert submitted(**VARIABLES) == plain
    told = plain["sigmoid"]["output"].split()
    assert told[:2] == ["attack", "ran"]
    assert not set(VARIABLES).difference(OURS) & set(told)
    assert not (tmp_path / "impl/debug").exists()


def test_a_command_started_among_files_named_like_libraries_does_not_load_them(
    submitted: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    plain = submitted()
    for name in SHADOWS:
        (tmp_path / "impl" / f"{name}.py").write_text(YES + 'raise SystemExit("4/4 passed")\n')

    there = submitted()

    assert {name: (one["state"], one["output"]) for name, one in there.items()} == {
        name: (one["state"], one["output"]) for name, one in plain.items()
    }
