"""Where root judges, each worker is a user of its own; where it cannot be, what is left is said and in force."""

from __future__ import annotations

import contextlib
import os
import pathlib
import stat
import tempfile
from collections.abc import Callable
from typing import Any

import pytest
from dlgrade.grader.worker import owner, wall
from dlgrade.grader.workers import Workers

Confined = Callable[..., Any]
ROOT = os.getuid() == 0
as_root = pytest.mark.skipif(not ROOT, reason="only root can hand a process to another user")


def identity() -> list[int]:
    return [*os.getresuid(), *os.getresgid(), *os.getgroups()]


def capabilities() -> int:
    lines = pathlib.Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1], 16) for line in lines if line.startswith("CapPrm"))


def test_a_worker_of_root_is_nobody_else_and_one_of_a_user_is_the_user(confined: Confined, who: str) -> None:
    first, second = confined(identity).value, confined(identity).value
    if who == "root":
        assert len(set(first)) == len(set(second)) == 1  # no group of root's is left
        assert first[0] != second[0]
        assert min(first[0], second[0]) >= 1_900_000_000
    else:
        assert set(first) == set(second)


def test_a_worker_of_root_owns_its_folder_and_nothing_else(confined: Confined, who: str) -> None:
    def owned() -> list[bool]:
        return [os.stat(folder).st_uid == os.getuid() for folder in (".", "..")]

    if who == "root":
        assert confined(owned).value == [True, False]


@as_root
@pytest.mark.parametrize("mode", [0o755, 0o700])
def test_root_keeps_the_reading_of_all_only_where_python_is_shut_to_others(tmp_path: pathlib.Path, mode: int) -> None:
    for folder in [tmp_path, *tmp_path.parents][:-1]:
        if folder.is_relative_to(tempfile.gettempdir()) and folder != pathlib.Path(tempfile.gettempdir()):
            folder.chmod(folder.stat().st_mode | 0o011)
    library, scratches = tmp_path / "lib", tmp_path / "scratches"
    (library / "package").mkdir(parents=True)
    (library / "package").chmod(mode)
    scratches.mkdir(0o700)

    prepared = wall.prepare([str(library)], [], str(scratches))

    assert prepared.own_user
    assert prepared.reads_all == (mode == 0o700)
    assert stat.S_IMODE(scratches.stat().st_mode) == 0o711  # passed, but not listed


@as_root
def test_a_worker_of_root_has_no_capability_where_python_is_open_to_all(
    confined: Confined, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = frozenset({"landlock"})  # else /proc is shut
    assert confined(capabilities, off=seen).value in (0, 4)
    monkeypatch.setattr(owner, "open_to_all", lambda *_: True)
    assert confined(capabilities, off=seen).value == 0


@pytest.mark.parametrize("lacking", ["capabilities", "numbers", "giving", "/proc"])
def test_who_cannot_change_the_user_keeps_it_and_says_so(
    lacking: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = owner._lines

    def lines(path: str, first: str = "") -> list[list[str]]:
        if lacking == "/proc":
            raise FileNotFoundError(path)
        if lacking == "capabilities" and first:
            return [["CapEff:", "0000000000000000"]]
        if lacking == "numbers" and not first:
            return [["0", "100000", "65536"]]
        return real(path, first)

    monkeypatch.setattr(owner, "_lines", lines)
    if lacking == "giving":
        monkeypatch.setattr(os, "chown", _refuse)

    prepared = wall.prepare([], [], str(tmp_path))

    assert not prepared.own_user
    assert prepared.reads_all
    assert (prepared.tasks == 0) == (not owner.is_counted())


def _refuse(*_: Any) -> None:
    raise PermissionError("a network drive takes root for nobody")


@as_root
def test_a_judge_of_root_ends_its_workers_and_takes_their_folders_back() -> None:
    with Workers("fork") as workers:
        worker = workers.start(1)
        scratch = pathlib.Path(worker.scratch)
        assert scratch.stat().st_uid != 0
        assert any("own user" in detail for name, _, detail in workers.layers if name == "process")
        worker.end()
        assert not scratch.exists()
        with contextlib.suppress(ProcessLookupError):
            os.kill(worker.process.pid, 0)  # type: ignore[union-attr]
            pytest.fail("it lives")
