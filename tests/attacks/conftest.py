"""A hall where hostile submissions are graded beside an honest one, by the real path, and what is left is counted."""

from __future__ import annotations

import glob
import hashlib
import os
import site
import socket
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from dlgrade.exercises import catalogue
from dlgrade.grader import processes
from dlgrade.grader.collect import collect
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers
from dlgrade.reports.record import Exercise, Record

PACKAGE = Path(processes.__file__).resolve().parents[1]
SHARED = (tempfile.gettempdir(), "/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue", *site.getsitepackages())
SEED = 20_240_229
HONEST = ("softmax", "affine")
HONEST_CODE = """
import numpy as np


def softmax(x):
    x = np.asarray(x)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


class Affine:
    def __init__(self, W, b):
        self.W = W
        self.b = b

    def forward(self, x):
        self.shape = x.shape
        self.x = x.reshape(x.shape[0], -1)
        return self.x @ self.W + self.b

    def backward(self, dout):
        self.dW = self.x.T @ dout
        self.db = dout.sum(axis=0)
        return (dout @ self.W.T).reshape(self.shape)
"""


@dataclass(frozen=True)
class Hall:
    """Where everything lies, and the workers that all attacks share."""

    top: Path
    workers: Workers
    names: Mapping[str, str]

    honest_code = HONEST_CODE

    def grade(
        self,
        files: Mapping[str, str | bytes],
        attacked: str = "sigmoid",
        workers: Workers | None = None,
        beside: Sequence[str] = HONEST,
    ) -> Record:
        """The record of a submission of these files, and of the honest one beside them in these exercises."""
        with tempfile.TemporaryDirectory(dir=self.top / "learners", prefix="me") as folder:
            for name, content in {**files, "honest.py": HONEST_CODE}.items():
                self._write(Path(folder), name, content)
            every = catalogue.exercises()
            wanted = [replace(every[name], cpu_seconds=1) for name in (attacked, *beside)]
            return grade(Task(collect(Path(folder)), wanted, (), SEED, "en", folder), workers or self.workers)

    def _write(self, folder: Path, name: str, content: str | bytes) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            content = self.filled(content.replace("@SUBMISSION@", str(folder))).encode("utf-8", "surrogatepass")
        path.write_bytes(content)

    def beside(self, record: Record) -> dict[str, Exercise]:
        """The verdicts on the honest code, without what may differ between two runs."""
        return {one.id: replace(one, seconds=0.0, replay="") for one in record.exercises if one.id in HONEST}

    def filled(self, text: str) -> str:
        """The text with the names of this hall for its placeholders."""
        for name, value in self.names.items():
            text = text.replace(f"@{name}@", value)
        return text


@contextmanager
def opened() -> Iterator[Hall]:
    """A hall of its own; also for the scripts in tests/benchmarks."""
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as server:
        top = Path(folder)
        for inner in ("learners/other", "home", "out", "shared"):
            (top / inner).mkdir(parents=True)
        for inner in ("learners/other", "home"):
            (top / inner / "secret.py").write_text("right = True\n")
        names = {
            "PACKAGE": str(PACKAGE),
            "OTHER": str(top / "learners/other"),
            "HOME": str(top / "home"),
            "OUT": str(top / "out"),
            "JUDGE": str(os.getpid()),
            "PORT": str(server.getsockname()[1]),
            "UNIX": str(top / "unix.sock"),
            "ABSTRACT": f"dlgrade-{os.getpid()}",
            "SHARED": str(top / "shared"),
            "MARK": f"dlgrade-attack-{os.getpid()}",
            "MARK8": f"{os.getpid():08d}",
            "KEY": str(0x646C0000 + os.getpid() % 0x10000),
        }
        with Workers("fork") as workers, _listening(names):
            workers.start(1).end()
            yield Hall(top, workers, names)


@pytest.fixture(scope="module")
def hall() -> Iterator[Hall]:
    with opened() as hall:
        yield hall


@pytest.fixture(scope="module")
def honest(hall: Hall) -> Mapping[str, Exercise]:
    """The verdicts on the honest code where nobody attacks."""
    record = hall.grade({"empty.py": "def sigmoid(x):\n    return 7.0\n"})
    found = hall.beside(record)
    assert {one.state for one in found.values()} == {"pass"}
    return found


@pytest.fixture
def nothing_left(hall: Hall) -> Iterator[Callable[[], None]]:
    """Whether an attack left a process, a file, a descriptor or a change of the package behind."""
    before = _standing(hall)

    def check() -> None:
        now = _standing(hall)
        # fewer are what tests before this one had left to the collector of garbage
        now["descriptors"] = max(now["descriptors"], before["descriptors"])
        assert now == before

    yield check


def _standing(hall: Hall) -> dict[str, Any]:
    assert hall.workers.zygote is not None
    zygote = hall.workers.zygote.process.pid
    return {
        "processes": _children(zygote),
        "descriptors": len(os.listdir("/proc/self/fd")),
        "zygote's descriptors": len(os.listdir(f"/proc/{zygote}/fd")),
        "scratch": sorted(os.listdir(hall.workers.folder)),
        "files": sorted(map(_state, hall.top.rglob("*"))),
        "package": sorted(str(path) for path in (PACKAGE / "reports").iterdir() if path.name != "__pycache__"),
        "elsewhere": _elsewhere(hall.names["MARK"]),
        "System V": _system_v(int(hall.names["KEY"])),
    }


def _elsewhere(mark: str) -> list[str]:
    """What attacks of this hall would have left in folders that all share; other halls have other marks."""
    names = (f"{mark}*", "dlgrade?attack[-._][a-z]*")
    return sorted(path for folder in SHARED for name in names for path in glob.glob(f"{folder}/{name}"))


def _system_v(key: int) -> list[str]:
    kinds = [Path("/proc/sysvipc", kind) for kind in ("shm", "msg", "sem")]
    lines = [line for kind in kinds if kind.exists() for line in kind.read_text().splitlines()]
    return [line for line in lines if line.split()[0] == str(key)]


def _state(path: Path) -> tuple[str, int, int, str]:
    found = path.lstat()
    content = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    return str(path), found.st_mode, found.st_mtime_ns if content else 0, content


def _children(pid: int) -> str:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text()


class _listening:
    """Sockets that would tell of a connection."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._sockets = [socket.socket(socket.AF_UNIX) for _ in range(2)]
        for one, address in zip(self._sockets, (names["UNIX"], "\0" + names["ABSTRACT"]), strict=True):
            one.bind(address)
            one.listen()

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        for one in self._sockets:
            one.close()
