"""Nothing is left behind by gradings, hostile ones among them; the thousand are `tests/benchmarks/leaks.py`."""

from __future__ import annotations

import ctypes
import json
import mmap
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
HOSTILE = ("fork_bomb", "deep_folders", "threads", "sysv_shared_memory")


@pytest.fixture(scope="module")
def counted() -> dict[str, Any]:
    """What the script finds after 40 gradings, four of them hostile."""
    command = [sys.executable, str(BENCHMARKS / "leaks.py"), "40", str(len(HOSTILE)), *HOSTILE]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert done.stdout, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_gradings_leave_nothing_behind(counted: dict[str, Any]) -> None:
    assert (counted["gradings"], counted["hostile"]) == (40, len(HOSTILE))
    assert counted["left"] == {}
    assert counted["refused"] == []
    assert {"files", "descriptors of the judge", "descriptors of the warm parent"} <= set(counted["counted"])


def test_all_of_the_machine_is_counted_where_it_has_namespaces(counted: dict[str, Any]) -> None:
    if not counted["isolated"]:
        pytest.skip("without namespaces what others do cannot be told from what is left: only descendants are counted")
    assert {"processes", "unix sockets", "other sockets", "shared memory, semaphores, queues"} <= set(
        counted["counted"]
    )


@pytest.fixture(scope="module")
def traces() -> Iterator[ModuleType]:
    sys.path.insert(0, str(BENCHMARKS))
    try:
        import traces

        yield traces
    finally:
        sys.path.remove(str(BENCHMARKS))


@contextmanager
def _file(folder: Path) -> Iterator[None]:
    (folder / "inner").mkdir()
    (folder / "inner" / "left").touch()
    yield


@contextmanager
def _descriptor(folder: Path) -> Iterator[None]:
    with (folder / "open").open("w"):
        (folder / "open").unlink()
        yield


@contextmanager
def _process(folder: Path) -> Iterator[None]:
    with subprocess.Popen(["sleep", "60"], start_new_session=True) as process:
        yield
        process.kill()


@contextmanager
def _zombie(folder: Path) -> Iterator[None]:
    with subprocess.Popen(["true"]) as process:
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        yield


@contextmanager
def _unix_socket(folder: Path) -> Iterator[None]:
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(f"\0dlgrade-left-{os.getpid()}")
        yield


@contextmanager
def _listener(folder: Path) -> Iterator[None]:
    with socket.create_server(("127.0.0.1", 0)):
        yield


@contextmanager
def _shared(folder: Path) -> Iterator[None]:
    libc = ctypes.CDLL(None)
    number = libc.shmget(0, mmap.PAGESIZE, 0o600)
    yield
    libc.shmctl(number, 0, None)


LEFT = {
    "files": _file,
    "descriptors of the judge": _descriptor,
    "descendants": _process,
    "a zombie": _zombie,
    "unix sockets": _unix_socket,
    "other sockets": _listener,
    "shared memory, semaphores, queues": _shared,
}


@pytest.mark.parametrize("kind", LEFT)
def test_what_is_left_is_found(kind: str, traces: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list that is empty above is not empty where there is something."""
    descends = kind in ("descendants", "a zombie")
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        if not descends:
            monkeypatch.setenv(traces.MARK, f"{name}:")
        before = traces.found({"judge": os.getpid()}, [])
        stack.enter_context(LEFT[kind](Path(name)))
        left = traces.left(before, traces.found({"judge": os.getpid()}, []))

    assert left[kind if kind != "a zombie" else "descendants"]
