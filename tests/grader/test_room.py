"""Where there is no room for NumPy every command says so, and its library is not even begun with."""

from __future__ import annotations

import subprocess
import sys

import pytest

TIGHT = "import resource; resource.setrlimit(resource.RLIMIT_AS, (64 << 20,) * 2)"
MAIN = f"{TIGHT}; from dlgrade.grader.cli import main; main()"


@pytest.mark.parametrize(
    "command", [["list"], ["doctor"], ["show", "sigmoid"], ["batch", "."], ["history", "ann"]], ids=" ".join
)
def test_a_command_without_room_says_how_much_there_is_and_how_much_it_takes(command: list[str]) -> None:
    done = subprocess.run([sys.executable, "-c", MAIN, *command, "--lang", "en"], capture_output=True, text=True)
    assert done.returncode == 3
    (line,) = done.stderr.splitlines()
    assert line.startswith("Memory is limited to 64 MiB, and 400 MiB are needed; lift the limit with `ulimit -v")
