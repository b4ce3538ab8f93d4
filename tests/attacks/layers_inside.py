"""Grades attacks with layers of the wall switched off: `python layers_inside.py OFF WHO ATTACK …`, one JSON line each.

Started by layers_outside.py in namespaces of its own, where it is process 1: what an attack then ends or leaves behind
is nobody else's. A group of control bounds memory and processes; whatever is written lies on a small disk in memory.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import importlib.util
import json
import os
import signal
import socket
import struct
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
MIB = 1 << 20
DISK = "/mnt"  # a folder of every machine; what lies there is hidden meanwhile, from this process alone
MOST_TASKS = 700
BESIDE = ("softmax",)
FORESEEN = {"kill_itself": ["crashed"]}  # without the filter nobody tells this from a machine that is short of memory
SECONDS = 25


def module(path: Path) -> Any:
    """A module of the tests, which are no package."""
    name = f"dlgrade_layers_{path.parent.name}_{path.stem}"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None and spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


def main(off: frozenset[str], who: str, names: list[str]) -> None:
    """Prints for each attack whether it got through, and by what that was seen."""
    _bound()
    if who == "stranger":
        module(HERE.parent / "grader" / "wall" / "yard.py").become_stranger()
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    with _hall(off) as (hall, honest):
        print(json.dumps({"ready": True}), flush=True)
        for name in names:
            signal.alarm(SECONDS)
            print(json.dumps({"attack": name, **_tried(hall, honest, name)}), flush=True)
    os._exit(0)


@contextlib.contextmanager
def _hall(off: frozenset[str]) -> Iterator[tuple[Any, Any]]:
    """A hall whose workers stand behind the layers that are left, and the honest verdicts behind all of them."""
    from dlgrade.grader.workers import Workers

    with module(HERE / "conftest.py").opened() as whole, Workers("fork", off=off) as workers:
        honest = whole.beside(whole.grade({"empty.py": "def sigmoid(x):\n    return 7.0\n"}, beside=BESIDE))
        workers.start(1).end()
        yield replace(whole, workers=workers), honest


def _tried(hall: Any, honest: Any, name: str) -> dict[str, Any]:
    """Whether an attack got what it was after: points, a state that nobody foresaw, more than its share, a trace."""
    from dlgrade.grader import channel

    channel.WALL_SHARE = 1.0
    attack = module(HERE / "twins.py").ATTACKS[name]
    standing, use = module(HERE / "conftest.py")._standing, _Use()
    before = standing(hall)
    try:
        with use:
            record = hall.grade({f"{name}.py": attack.source}, attack.exercise, beside=BESIDE)
        verdict, after = record.exercises[0], standing(hall)
    except Exception as error:  # the judge did not stand it
        return {"through": f"judge: {type(error).__name__}", "state": "", "again": True}
    left = [key for key in before if before[key] != after[key]]
    seen = {
        "points": verdict.points > 0,
        f"state: {verdict.state}": verdict.state not in (*attack.states, *FORESEEN.get(name, ())),
        "the honest code beside it": hall.beside(record) != honest,
        f"left: {', '.join(left)}": bool(left),
        f"more than its share: {', '.join(use.beyond)}": bool(use.beyond),
    }
    through = "; ".join(text for text, holds in seen.items() if holds)
    return {"through": through, "state": verdict.state, "again": bool(left) or verdict.state == "grader_error"}


class _Use:
    """What the workers used at their ends, where it was more than the limits of the wall let pass."""

    def __init__(self) -> None:
        self.beyond: list[str] = []

    def __enter__(self) -> None:
        from dlgrade.grader import channel, processes

        self._end = end = channel.Worker.end

        def noticed(worker: Any, by_judge: bool = True) -> Any:
            first = worker.ending is None
            if first:
                self._note("processes", _tasks(worker.process.pid) > MOST_TASKS)
                self._note("disk", _largest(Path(worker.scratch)) > 20 * MIB)
            ending = end(worker, by_judge)
            if first:
                self._note("memory", ending.peak * 1024 > processes.ADDRESS_SPACE)
                self._note("time", ending.cpu > worker.cpu_seconds + 2)
            return ending

        channel.Worker.end = noticed  # type: ignore[method-assign]

    def __exit__(self, *_: object) -> None:
        from dlgrade.grader import channel

        channel.Worker.end = self._end  # type: ignore[method-assign]

    def _note(self, what: str, beyond: bool) -> None:
        if beyond and what not in self.beyond:
            self.beyond.append(what)


def _tasks(pid: int) -> int:
    """Threads of a worker and the processes of its group."""
    count = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == pid or status.parent.name == str(pid):
            count += int(fields[17])
    return count


def _largest(folder: Path) -> int:
    sizes = [0]
    with contextlib.suppress(OSError, RecursionError):  # deeper than a path may be long
        for path in folder.rglob("*"):
            with contextlib.suppress(FileNotFoundError):
                sizes.append(path.lstat().st_blocks * 512)
    return max(sizes)


def _folders() -> list[Path]:
    """The folders of the first level that hold files."""
    apart = ("dev", "proc", "sys", Path(DISK).name)
    return [path for path in Path("/").iterdir() if path.is_dir() and not path.is_symlink() and path.name not in apart]


def _bound() -> None:
    """Memory and processes of all that follows, where there are groups of control; a small disk; a loopback."""
    library = ctypes.CDLL(None, use_errno=True)
    library.prctl(1, signal.SIGKILL, 0, 0, 0)
    if os.getuid() != 0:
        return

    def mount(what: str, place: str, options: str) -> None:
        if library.mount(b"none", place.encode(), what.encode(), 0, options.encode()):
            raise OSError(ctypes.get_errno(), f"no {what} on {place}")

    mount("tmpfs", DISK, "size=1500m,mode=1777")
    for folder in _folders():  # what is written there goes with this process
        upper, work = (Path(DISK, kind, folder.name) for kind in (".upper", ".work"))
        upper.mkdir(parents=True)
        upper.chmod(folder.stat().st_mode & 0o7777)
        work.mkdir(parents=True)
        mount("overlay", str(folder), f"lowerdir={folder},upperdir={upper},workdir={work},index=on,nfs_export=on")
    mount("tmpfs", "/dev/shm", "size=100m,mode=1777")
    tempfile.tempdir = os.environ["TMPDIR"] = DISK
    with socket.socket() as line:
        fcntl.ioctl(line, 0x8914, struct.pack("16sh14x", b"lo", 0x1 | 0x40))  # SIOCSIFFLAGS: up and running


if __name__ == "__main__":
    main(frozenset(sys.argv[1].split(",")) - {""}, sys.argv[2], sys.argv[3:])
