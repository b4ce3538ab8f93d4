"""The processes behind workers: a warm parent that forks them, or an interpreter of its own for each."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..exercises.fault import Fault
from .worker import environment

ADDRESS_SPACE = 2 << 30
START_SECONDS = 60.0
END_SECONDS = 30.0
TOKEN = 32
# not -I: it would ignore PYTHONHASHSEED, and the variables are all ours anyway
FLAGS = ("-s", "-P", "-c")
BOOT = """
import importlib, importlib.util, os, sys
folder, module, *rest = sys.argv[1:]
sys.argv = ["worker"]
sys.path += [entry for entry in rest.pop().split(os.pathsep) if entry not in sys.path]
init = folder + "/__init__.py"
spec = importlib.util.spec_from_file_location("dlgrade_worker", init, submodule_search_locations=[folder])
package = importlib.util.module_from_spec(spec)
sys.modules["dlgrade_worker"] = package
spec.loader.exec_module(package)
importlib.import_module("dlgrade_worker." + module).main(*map(int, rest))
"""


class WorkersError(Fault):
    """No worker could be started or ended: a fault of the machine or of ours, never the learner's."""


@dataclass(frozen=True)
class Exit:
    """How a process ended.

    Attributes:
        code: exit code, or minus the signal.
        cpu: processor seconds it used; 0 where that is not known.
        forced: it did not end by itself.
        peak: most memory it held, in KiB; 0 where that is not known.
    """

    code: int
    cpu: float = 0.0
    forced: bool = False
    peak: int = 0


class Zygote:
    """The judge's end of the warm parent."""

    def __init__(self, folder: str, off: frozenset[str]) -> None:
        self._lock = threading.Lock()
        self._ready = False
        self._log = Path(folder, "zygote.log")
        self.control, theirs = socket.socketpair()
        self.control.settimeout(START_SECONDS)
        with contextlib.ExitStack() as failed, theirs, self._log.open("wb") as log:
            failed.callback(self.control.close)
            number = theirs.fileno()
            self.process = python("zygote", folder, number, pass_fds=(number,), stdout=log, stderr=log)
            failed.pop_all()
        setup = {"package": _package(), "hidden": _hidden(), "writable_root": folder, "off": sorted(off)}
        with contextlib.suppress(OSError):  # one that ended at once is found out by the first request
            self.control.sendall(json.dumps(setup).encode() + b"\n")

    def fork(self, scratch: str, cpu_seconds: int) -> Forked:
        """A forked worker, its channel and its output."""
        request = {"scratch": scratch, "cpu_seconds": cpu_seconds, "address_space": ADDRESS_SPACE}
        with contextlib.ExitStack() as ours, contextlib.ExitStack() as theirs:
            channel, their_channel = socket.socketpair()
            ours.enter_context(channel)
            theirs.enter_context(their_channel)
            reading, writing = os.pipe()
            ours.callback(os.close, reading)
            theirs.callback(os.close, writing)
            reply = self.ask(request, [their_channel.fileno(), writing])
            if "pid" not in reply:
                raise WorkersError(str(reply.get("error")))
            ours.pop_all()
        return Forked(self, reply["pid"], channel, reading)

    def ask(self, request: dict[str, Any], descriptors: Sequence[int] = ()) -> dict[str, Any]:
        """One request to the warm parent and its reply."""
        with self._lock:
            try:
                if not self._ready:
                    self._reply()
                    self._ready = True
                socket.send_fds(self.control, [json.dumps(request).encode() + b"\n"], list(descriptors))
                return self._reply()
            except (OSError, ValueError) as error:
                self._give_up()
                raise WorkersError(f"the parent of the workers does not answer: {self._why(error)}") from error

    def _give_up(self) -> None:
        """Ends it, or a late answer would be taken for that to the next question."""
        self.process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(END_SECONDS)

    def _reply(self) -> dict[str, Any]:
        data = b""
        while not data.endswith(b"\n"):
            piece = self.control.recv(1 << 16)
            if not piece:
                raise OSError("it ended")
            data += piece
        return json.loads(data)  # type: ignore[no-any-return]

    def _why(self, error: Exception) -> str:
        """The last line it wrote before it ended, else what the socket says."""
        with contextlib.suppress(OSError):
            written = self._log.read_text("utf-8", "replace").strip()
            return written.splitlines()[-1][:500] if written else str(error)
        return str(error)

    def ended(self) -> bool:
        """Whether it is gone: the machine took it, or it did not answer."""
        return self.process.poll() is not None

    def close(self) -> None:
        """Ends it; workers that still run die with it."""
        self.control.close()
        self.process.kill()
        self.process.wait()


@dataclass
class Forked:
    """A worker that the warm parent forked."""

    zygote: Zygote
    pid: int
    channel: socket.socket
    output: int

    def kill(self) -> None:
        """Ends the worker and every process of its group. Its number stays its own until it is reaped in `wait`."""
        for kill in (os.killpg, os.kill):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill(self.pid, signal.SIGKILL)

    def wait(self, patience: float) -> Exit:
        """How it ended; past the patience it is made to."""
        forced, pause, left = False, 1e-4, patience
        while (reply := self.zygote.ask({"reap": self.pid}))["status"] is None:
            if left < 0:
                if forced:
                    raise WorkersError(f"process {self.pid} does not end")
                self.kill()
                forced, left = True, END_SECONDS
            time.sleep(pause)
            left -= pause  # not by the clock: while the machine stands still, so does the worker
            pause = min(2 * pause, 0.01)
        return Exit(reply["status"], reply["cpu"], forced, reply["peak"])

    def cpu(self) -> float:
        """Processor seconds used so far."""
        try:
            return time.clock_gettime((~self.pid << 3) | 2)  # the kernel's name for the clock of another process
        except OSError:
            return 0.0

    def waited(self) -> float:
        """Seconds that its first thread stood ready while others had the processors; 0 where that is not known."""
        try:
            return int(Path(f"/proc/{self.pid}/schedstat").read_text().split()[1]) / 1e9
        except (OSError, ValueError, IndexError):
            return 0.0


@dataclass
class Spawned:
    """A worker that is an interpreter of its own."""

    process: subprocess.Popen[bytes]
    channel: socket.socket
    output: int

    @property
    def pid(self) -> int:
        """Its number."""
        return self.process.pid

    def kill(self) -> None:
        """Ends the worker, and its group where there are groups."""
        _kill_group(self.process)

    def wait(self, patience: float) -> Exit:
        """How it ended; past the patience it is made to."""
        try:
            return Exit(self.process.wait(patience))
        except subprocess.TimeoutExpired:
            self.kill()
            return Exit(self.process.wait(END_SECONDS), forced=True)

    def cpu(self) -> float:
        """Never known: it has no limit of processor time, so the clock on the wall must end it."""
        return 0.0

    def waited(self) -> float:
        """Never known, as its processor time."""
        return 0.0


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    if process.returncode is None and hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def spawn(scratch: str, cpu_seconds: int) -> Spawned:
    """A new interpreter that connects back over the loopback and shows a token first."""
    token = os.urandom(TOKEN)
    reading, writing = os.pipe()
    try:
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
            process = python(
                "spawned", scratch, port, cpu_seconds, stdin=subprocess.PIPE, stdout=writing, start_new_session=True
            )
            assert process.stdin is not None
            with contextlib.suppress(OSError), process.stdin:
                process.stdin.write(token)
            return Spawned(process, _accept(server, token, process), reading)
    except BaseException:
        os.close(reading)
        raise
    finally:
        os.close(writing)


def _accept(server: socket.socket, token: bytes, process: subprocess.Popen[bytes]) -> socket.socket:
    """The connection that shows the token; others, which anybody on this machine could make, are turned away."""
    from hmac import compare_digest  # slow to import, and only spawned workers need it

    deadline = time.monotonic() + START_SECONDS
    server.settimeout(0.1)
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            channel, _ = server.accept()
            channel.settimeout(5.0)
            if compare_digest(_first_bytes(channel, len(token)), token):
                channel.settimeout(None)  # from here on it waits as it is told for each message
                return channel
            channel.close()
    _kill_group(process)
    process.wait()
    raise WorkersError("the worker did not connect")


def _first_bytes(channel: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size and (piece := channel.recv(size - len(data))):
        data += piece
    return data


def python(module: str, folder: str, *numbers: int, **options: Any) -> subprocess.Popen[bytes]:
    """Starts a module of `worker` in an interpreter that knows nothing of this package."""
    here = str(Path(__file__).with_name("worker"))
    paths = os.pathsep.join(entry for entry in sys.path if entry and entry != _here() and Path(entry).is_dir())
    command = [sys.executable, *FLAGS, BOOT, here, module, *map(str, numbers), paths]
    # names of C functions are looked up now, or each worker would look them up, and write them down for itself
    variables = {**environment.variables(folder), "PATH": os.environ.get("PATH", ""), "LD_BIND_NOW": "1"}
    options = {"stdin": subprocess.DEVNULL, "stderr": subprocess.STDOUT, **options}
    try:
        return subprocess.Popen(command, env=variables, cwd=folder, **options)  # noqa: S603  # Python, and files of ours
    except OSError as error:
        raise WorkersError(f"Python could not be started: {error}") from error


def _here() -> str:
    with contextlib.suppress(FileNotFoundError):
        return str(Path.cwd())
    return ""


def _package() -> str:
    return __name__.partition(".")[0]


def _hidden() -> list[str]:
    """Where this package lies: the reference, the checks and the mistakes are not for learner code."""
    return [str(Path(__file__).resolve().parents[1]), *environment.installed_copies(_package())]
