"""A worker's folder: what it may hold at once, however it is written, and what that costs those who write little."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from dlgrade.grader import scratch_limit
from dlgrade.grader.scratch_limit import DEPTH, ENTRIES, MIB, Watch, too_much
from dlgrade.reports.record import Exercise

RIGHT = "    return 1 / (1 + np.exp(-np.asarray(x)))\n"
HEAD = "import os\nimport numpy as np\n\n\n"


def sized(folder: Path, name: str, size: int) -> None:
    (folder / name).touch()
    os.truncate(folder / name, size)


def test_what_honest_code_writes_is_not_too_much(tmp_path: Path) -> None:
    for number in range(15):
        sized(tmp_path, f"weights{number}.npy", 16 << 20)
    (tmp_path / "a/b/c").mkdir(parents=True)

    assert not too_much(str(tmp_path))


def test_many_files_that_are_each_within_their_limit_are_too_much(tmp_path: Path) -> None:
    for number in range(MIB // 16 + 1):
        sized(tmp_path, str(number), 16 << 20)

    assert too_much(str(tmp_path))


def test_many_small_files_and_folders_are_too_much_wherever_they_lie(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    for number in range(ENTRIES):
        (tmp_path / "a/b" / str(number)).touch()

    assert too_much(str(tmp_path))


def test_folders_in_one_another_hide_nothing(tmp_path: Path) -> None:
    (tmp_path / "/".join("d" * (DEPTH + 2))).mkdir(parents=True)

    assert too_much(str(tmp_path))


def test_a_path_too_long_to_be_looked_at_hides_nothing(tmp_path: Path) -> None:
    here = os.getcwd()
    try:
        os.chdir(tmp_path)
        for _ in range(DEPTH - 4):
            os.mkdir("a" * 200)
            os.chdir("a" * 200)
    finally:
        os.chdir(here)

    assert too_much(str(tmp_path))


def test_a_folder_that_is_shut_to_us_hides_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shut").mkdir()
    real = os.scandir

    def refused(path: str) -> Any:
        if path.endswith("shut"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", refused)
    assert too_much(str(tmp_path))


def test_a_file_that_goes_while_we_look_ends_no_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(MIB // 16 + 2):
        sized(tmp_path, str(number), 16 << 20)
    real, gone = scratch_limit._size, iter([True])

    def size(entry: os.DirEntry[str]) -> int:
        if next(gone, False):
            Path(entry.path).unlink()
        return real(entry)

    monkeypatch.setattr(scratch_limit, "_size", size)
    assert too_much(str(tmp_path))


def test_links_are_counted_and_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (outside / "d").mkdir(parents=True)
    for number in range(MIB // 16 + 1):
        sized(outside / "d", str(number), 16 << 20)
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "link").symlink_to(outside)

    assert not too_much(str(tmp_path / "own"))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time that a watch sees, and a list of the looks it took."""
    now = [0.0]
    monkeypatch.setattr(scratch_limit.time, "monotonic", lambda: now[0])
    return now


def test_short_requests_cost_no_look_and_are_not_forgotten(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    looks = []
    monkeypatch.setattr(scratch_limit, "too_much", lambda folder: looks.append(clock[0]) or len(looks) == 3)
    watch, found = Watch("folder"), []

    for _ in range(200):
        clock[0] += 0.001
        found.append(watch.over(clock[0]))

    assert 3 <= len(looks) <= 5
    assert found.count(True) == 1


def test_a_folder_that_takes_long_to_look_at_is_looked_at_less_often(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = []

    def slow(folder: str) -> bool:
        looks.append(clock[0])
        clock[0] += 0.01
        return False

    monkeypatch.setattr(scratch_limit, "too_much", slow)
    watch = Watch("folder")
    while clock[0] < 2.0:
        clock[0] += 0.001
        watch.over(clock[0])

    assert len(looks) * 0.01 <= 2.0 / scratch_limit.SHARE + 0.01


SHORT_CALLS = """
import os
import numpy as np

calls = 0


def attack(x):
    global calls
    for _ in range(4):
        calls += 1
        with open(f"file{calls}", "wb") as file:
            file.write(bytes(1 << 19))
    return 1 / (1 + np.exp(-np.asarray(x)))


class Sigmoid:
    def forward(self, x):
        self.out = attack(x)
        return self.out

    def backward(self, dout):
        attack(dout)
        return dout * self.out * (1 - self.out)
"""


def test_a_right_answer_that_fills_the_disk_in_many_short_calls_is_stopped(
    hall: Any, honest: Mapping[str, Exercise], nothing_left: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"MIB": 8, "PAUSE": 0.0, "SHARE": 0}.items():  # less to write, and no time to wait for
        monkeypatch.setattr(scratch_limit, name, value)

    record = hall.grade({"fills.py": SHORT_CALLS}, "sigmoid-layer")

    assert {one.state for one in record.exercises[0].checks} >= {"refused"}
    assert any("256 MiB" in one.message for one in record.exercises[0].checks)
    assert hall.beside(record) == honest
    nothing_left()


def test_a_right_answer_that_writes_a_little_each_call_scores_full(hall: Any) -> None:
    record = hall.grade({"writes.py": SHORT_CALLS.replace("1 << 19", "1 << 13")}, "sigmoid-layer")

    assert record.exercises[0].state == "pass"
