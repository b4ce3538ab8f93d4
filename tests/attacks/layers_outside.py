"""Starts gradings with layers off in namespaces and bounds of their own, and reads what came of them."""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

INSIDE = Path(__file__).with_name("layers_inside.py")
GROUPS = Path("/sys/fs/cgroup")
PROCESSES, MEMORY = 900, 6_000 << 20
PATIENCE = 60.0


def tried(off: frozenset[str], who: str, names: Sequence[str]) -> dict[str, dict[str, Any]]:
    """What came of each attack; one that ended or held up the judge is told so, and the rest goes to a new one."""
    found: dict[str, dict[str, Any]] = {}
    todo = list(names)
    while todo:
        lines = _lines(off, who, todo)
        if "ready" not in next(lines, {}):
            raise RuntimeError(f"no judge could be started with {sorted(off)} off as {who}")
        for line in lines:
            todo.remove(line["attack"])
            found[line["attack"]] = line
            if line["again"]:
                break
        else:
            if todo:
                name = todo.pop(0)
                found[name] = {"through": "the judge was ended or held up", "state": ""}
    return found


def bounded() -> str:
    """Why attacks cannot be tried here with layers off, or nothing."""
    if os.getuid() != 0:
        return "only root can set up namespaces and groups of control around them"
    if not shutil.which("unshare"):
        return "no unshare"
    return "" if _groups() else "no groups of control for processes and memory"


def _groups() -> list[tuple[Path, str, int]]:
    """Where to write which bound, by the first version of groups of control or the second."""
    old = [(GROUPS / "pids", "pids.max", PROCESSES), (GROUPS / "memory", "memory.limit_in_bytes", MEMORY)]
    new = [(GROUPS, "pids.max", PROCESSES), (GROUPS, "memory.max", MEMORY)]
    for wanted in (old, new):
        with contextlib.suppress(OSError), _group(wanted):
            return wanted
    return []


@contextlib.contextmanager
def _group(wanted: Sequence[tuple[Path, str, int]]) -> Iterator[list[Path]]:
    folders = list(
        dict.fromkeys(folder / f"dlgrade-layers-{os.getpid()}-{threading.get_ident()}" for folder, _, _ in wanted)
    )
    try:
        for (parent, file, most), _ in zip(wanted, wanted, strict=True):
            folder = parent / f"dlgrade-layers-{os.getpid()}-{threading.get_ident()}"
            folder.mkdir(exist_ok=True)
            (folder / file).write_text(str(most))
        yield folders
    finally:
        for folder in folders:
            _remove(folder)


def _remove(folder: Path) -> None:
    for _ in range(100):
        with contextlib.suppress(FileNotFoundError):
            try:
                folder.rmdir()
            except OSError:  # the last process is still going
                time.sleep(0.05)
                continue
        return


def _lines(off: frozenset[str], who: str, names: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The lines of one judge, until it ends or says nothing for too long."""
    apart = ["unshare", "--fork", "--pid", "--kill-child", "--mount-proc", "--ipc", "--net"]
    command = [*apart, sys.executable, str(INSIDE), ",".join(sorted(off)), who, *names]
    with _group(_groups()) as folders:

        def join() -> None:
            for folder in folders:
                (folder / "cgroup.procs").write_text("0")

        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd="/", preexec_fn=join, start_new_session=True
        )
        try:
            yield from _read(process)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            assert process.stdout is not None
            process.stdout.close()


def _read(process: subprocess.Popen[bytes]) -> Iterator[dict[str, Any]]:
    assert process.stdout is not None
    number, rest = process.stdout.fileno(), b""
    while select.select([number], [], [], PATIENCE)[0] and (piece := os.read(number, 1 << 16)):
        *lines, rest = (rest + piece).split(b"\n")
        yield from (json.loads(line) for line in lines)
