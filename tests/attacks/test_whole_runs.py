"""Attacks that need more than one file, or the command line as a learner starts it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from dlgrade.reports.record import Exercise

from .twins import ATTACKS

YES = "class Yes:\n    __eq__ = __bool__ = lambda *a: True\n    __hash__ = None\n\n\n"


def test_an_object_equal_to_everything_is_no_array_of_an_optimizer(hall: Any, honest: Mapping[str, Exercise]) -> None:
    code = f"{YES}class Adam:\n    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):\n        pass\n\n"
    code += "    def update(self, params, grads):\n        for key in params:\n            params[key] = Yes()\n"

    record = hall.grade({"yes.py": code}, "adam")

    assert record.exercises[0].points == 0
    assert hall.beside(record) == honest


def test_a_layer_of_objects_equal_to_everything_earns_nothing(hall: Any, honest: Mapping[str, Exercise]) -> None:
    code = f"{YES}class Sigmoid:\n    def forward(self, x):\n        return Yes()\n\n"
    code += "    def backward(self, dout):\n        return Yes()\n"

    record = hall.grade({"yes.py": code}, "sigmoid-layer")

    assert record.exercises[0].points == 0
    assert hall.beside(record) == honest


def test_a_layer_of_zeros_is_consistent_and_earns_nothing(hall: Any) -> None:
    code = "class Sigmoid:\n    def forward(self, x):\n        return 0.0 * x\n\n"
    code += "    def backward(self, dout):\n        return 0.0 * dout\n"

    assert hall.grade({"zeros.py": code}, "sigmoid-layer").exercises[0].points == 0


def test_values_left_in_files_are_not_there_for_the_next_run(hall: Any) -> None:
    code = "import os\nimport numpy as np\n\n\ndef sigmoid(x):\n    print(sorted(os.listdir('.')))\n"
    code += "    open('left', 'w').write('x')\n    return np.asarray(x) * 0.0 + 7.0\n"

    for _ in range(2):
        output = hall.grade({"leaves.py": code}).exercises[0].output
        assert output.startswith("[]\n['left']")


def test_what_is_printed_is_no_verdict(hall: Any) -> None:
    code = "import numpy as np\n\n\ndef sigmoid(x):\n"
    code += "    print('4/4 passed', '{\"state\": \"pass\"}', '::set-output name=score::100', sep='\\n')\n"
    code += "    return 7.0\n"

    assert hall.grade({"prints.py": code}).exercises[0].points == 0


@pytest.fixture
def submitted(hall: Any, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs `dlgrade submit` on an attack and the honest code beside it."""

    def run(attack: str, **variables: str) -> subprocess.CompletedProcess[str]:
        folder = tmp_path / "impl"
        folder.mkdir()
        text = ATTACKS[attack].source
        (folder / "attack.py").write_text(hall.filled(text.replace("@SUBMISSION@", str(folder))))
        (folder / "honest.py").write_text(hall.honest_code)
        command = [sys.executable, "-c", "from dlgrade.grader.cli import main; main()", "submit", str(folder)]
        command += ["--only", "sigmoid,softmax", "--format", "json", "--seed", "1", "--out", str(tmp_path / "out")]
        return subprocess.run(
            command, capture_output=True, text=True, cwd=tmp_path, env={**os.environ, **variables}, timeout=120
        )

    return run


@pytest.mark.parametrize(
    "attack", ["write_report", "at_exit", "exit_at_import", "kill_parent", "fork_bomb", "long_exception"]
)
def test_the_command_line_gives_the_same_verdicts(
    attack: str, submitted: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    done = submitted(attack)

    assert done.returncode == 1, done.stderr
    verdicts = {one["id"]: one for one in json.loads(done.stdout)["exercises"]}
    assert verdicts["sigmoid"]["points"] == 0
    assert verdicts["softmax"]["state"] == "pass"
    assert sorted(path.name for path in (tmp_path / "impl").iterdir()) == ["attack.py", "honest.py"]
    written = json.loads((tmp_path / "out" / "record.json").read_text())["exercises"]
    assert {one["id"]: one for one in written} == verdicts
