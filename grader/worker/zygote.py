"""The warm parent of workers: has imported NumPy, holds no secret, and forks a confined worker when asked.

It is started afresh as its own program (`start` in ../workers.py) and talks to the judge over a control socket:
one JSON line a request, descriptors beside it, one JSON line a reply.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import signal
import socket
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import numpy as np

from . import apart, clock, wall
from .frames import Writer
from .renamed import give_back
from .serve import Server
from .warm import warm

MAX_REQUEST = 1 << 16
PASSED = 2  # descriptors of a request: channel and output


def main(control_fd: int) -> None:
    """Serves requests until the judge closes the control socket."""
    # an interrupt from the terminal is the judge's to answer, who still needs this process to clear up
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.pop("LD_BIND_NOW", None)  # it has served
    control = socket.socket(fileno=control_fd)
    setup = json.loads(_line(control)[0])
    _forget(setup["package"])
    off = frozenset(setup["off"])
    readable, hidden, root = wall.python_paths(), setup["hidden"], setup["writable_root"]
    left = apart.leave(hidden, [*readable, root], root) if "process" not in off else ()
    prepared = wall.prepare(readable, hidden, root, off, left)
    _open_streams()
    give_back(np)
    warm()
    unnoticed()
    control.sendall(b'{"ready": true}\n')
    while True:
        line, descriptors = _line(control)
        if not line:
            return
        control.sendall(json.dumps(_request(json.loads(line), descriptors, prepared)).encode() + b"\n")


def _line(control: socket.socket) -> tuple[bytes, list[int]]:
    data, descriptors, _, _ = socket.recv_fds(control, MAX_REQUEST, 2)
    while data and not data.endswith(b"\n"):
        more = control.recv(MAX_REQUEST)
        if not more:
            return b"", descriptors
        data += more
    return data, descriptors


def _request(request: dict[str, Any], descriptors: Sequence[int], prepared: wall.Prepared) -> dict[str, Any]:
    if "reap" in request:
        return _reap(request["reap"])
    if len(descriptors) != PASSED:  # the kernel leaves out what this process has no room for
        _close(descriptors)
        return {"error": os.strerror(errno.EMFILE)}
    try:
        pid = os.fork()
    except OSError as error:
        _close(descriptors)
        return {"error": str(error)}
    if pid == 0:
        _become_worker(request, descriptors, prepared)
    _close(descriptors)
    return {"pid": pid}


def _reap(pid: int) -> dict[str, Any]:
    """How a worker ended, or nothing yet. Its group goes first: once reaped, its number may be anybody's."""
    if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        return {"status": None}
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    _, status, usage = os.wait4(pid, 0)
    cpu = usage.ru_utime + usage.ru_stime
    return {"status": os.waitstatus_to_exitcode(status), "cpu": cpu, "peak": usage.ru_maxrss}


def _close(descriptors: Sequence[int]) -> None:
    for descriptor in descriptors:
        os.close(descriptor)


def _become_worker(request: dict[str, Any], descriptors: Sequence[int], prepared: wall.Prepared) -> NoReturn:
    """Never returns: serves one exercise behind the wall and ends."""
    try:
        number, output = descriptors
        channel = socket.socket(fileno=number)
        try:
            _redirect(output)
            limits = wall.Limits(cpu_seconds=request["cpu_seconds"], address_space=request["address_space"])
            layers = wall.enter(prepared, request["scratch"], limits, keep_fds=(number,))
        except Exception as error:
            channel.sendall(Writer(_nothing).frame({"n": 0, "fault": f"{type(error).__name__}: {error}"}))
            raise
        serve(channel, layers)
    finally:
        os._exit(0)


def serve(channel: socket.socket, layers: Sequence[wall.Layer]) -> None:
    """Says which layers are up, then answers calls until the judge closes the channel."""
    channel.sendall(Writer(_nothing).frame({"n": 0, "layers": [list(layer) for layer in layers]}))
    Server(channel).run()


def unnoticed() -> None:
    """Takes our modules off the list of modules, where learner code might look for them, and installs the clocks."""
    for name in [name for name in sys.modules if name.partition(".")[0] == __package__]:
        del sys.modules[name]
    clock.install()


def _nothing(value: Any) -> Any:
    raise TypeError(value)


def _open_streams() -> None:
    """Streams over the three standard descriptors, wherever these lead; here, so that no worker pays for it."""
    sys.stdin = open(0, encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="replace", closefd=False, buffering=1)  # noqa: SIM115


def _redirect(output: int) -> None:
    """Standard input from nowhere, output and errors to the judge, who keeps the first part of them."""
    nowhere = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nowhere, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)


def _forget(package: str) -> None:
    """`import dlgrade` must not lead to the reference, also where no wall stands."""
    sys.modules[package] = None  # type: ignore[assignment]
