"""Starts workers, talks to them, keeps the clock, ends them. The learner's code runs there and never here."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, NoReturn

from ..exercises.checking.outcome import FailureState, Frame, LearnerError
from ..exercises.checking.text import sentence
from .worker import environment, wall
from .worker.frames import Callback, Closed, FrameError, Handle, Message, Reader, Writer, receive

Mode = Literal["fork", "spawn"]
OUTPUT_KEPT = 20_000
MAX_CALLBACKS = 200_000
ADDRESS_SPACE = 2 << 30
START_SECONDS = 60.0
BOOT = """
import importlib.util, pathlib, sys
folder, module, *rest = sys.argv[1:]
sys.path[:0], sys.argv = [], ["worker"]
for entry in rest.pop().split("\\0"):
    if entry not in sys.path: sys.path.append(entry)
spec = importlib.util.spec_from_file_location("dlgrade_worker", folder + "/__init__.py", submodule_search_locations=[folder])
package = importlib.util.module_from_spec(spec)
sys.modules["dlgrade_worker"] = package
spec.loader.exec_module(package)
importlib.import_module("dlgrade_worker." + module).main(*map(int, rest))
"""


class WorkersError(Exception):
    """No worker could be started: a fault of the machine or of ours, never the learner's."""


def default_mode() -> Mode:
    """Fork where it is safe, else spawn. `DLGRADE_WORKERS=spawn` forces the second."""
    if os.environ.get("DLGRADE_WORKERS") == "spawn" or sys.platform in ("win32", "darwin"):
        return "spawn"
    return "fork"


def wall_wanted(mode: Mode) -> frozenset[str]:
    """Layers to leave off: none, but for a spawned worker, which has none."""
    return frozenset(wall.LAYERS) if mode == "spawn" else frozenset()


@dataclass(frozen=True)
class Ending:
    """How a worker ended: exit code, or minus the signal."""

    code: int
    by_judge: bool


class Workers:
    """Hands out workers; each serves one try at one exercise and is then ended.

    Args:
        mode: `fork` from a warm parent, or `spawn` a new interpreter for each.
        off: layers of the wall to leave off, for tests.
    """

    def __init__(self, mode: Mode | None = None, off: frozenset[str] = frozenset()) -> None:
        self.mode: Mode = mode or default_mode()
        self.off = off
        self.folder = tempfile.mkdtemp(prefix="dlgrade-")
        self.layers: tuple[wall.Layer, ...] = ()
        self._count = 0
        self._zygote: _Zygote | None = None
        if self.mode == "fork":
            self._zygote = _Zygote(self.folder, off)

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the warm parent and removes what workers wrote."""
        if self._zygote:
            self._zygote.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, cpu_seconds: int) -> Worker:
        """A fresh worker behind the wall.

        Raises:
            WorkersError: none could be started.
        """
        self._count += 1
        scratch = f"{self.folder}/{self._count}"
        Path(scratch).mkdir(mode=0o700)
        process = self._zygote.fork(scratch, cpu_seconds) if self._zygote else _spawn(scratch, cpu_seconds)
        worker = Worker(process, scratch, cpu_seconds)
        self.layers = worker.layers
        return worker


class _Zygote:
    """The judge's end of the warm parent."""

    def __init__(self, folder: str, off: frozenset[str]) -> None:
        ours, theirs = socket.socketpair()
        self.control = ours
        self._lock = threading.Lock()
        self.process = _python("zygote", folder, theirs.fileno(), pass_fds=(theirs.fileno(),))
        theirs.close()
        setup = {"package": _package(), "hidden": _hidden(), "writable_root": folder, "off": sorted(off)}
        self._ready = False
        self.control.sendall(json.dumps(setup).encode() + b"\n")

    def fork(self, scratch: str, cpu_seconds: int) -> _Forked:
        """A forked worker, its channel and its output."""
        ours, theirs = socket.socketpair()
        reading, writing = os.pipe()
        request = {"scratch": scratch, "cpu_seconds": cpu_seconds, "address_space": ADDRESS_SPACE}
        try:
            reply = self.ask(request, [theirs.fileno(), writing])
        finally:
            theirs.close()
            os.close(writing)
        if "pid" not in reply:
            ours.close()
            os.close(reading)
            raise WorkersError(str(reply.get("error")))
        return _Forked(self, reply["pid"], ours, reading)

    def ask(self, request: Message, descriptors: Sequence[int] = ()) -> Message:
        """One request to the warm parent and its reply."""
        with self._lock:
            try:
                if not self._ready:
                    self._reply()
                    self._ready = True
                socket.send_fds(self.control, [json.dumps(request).encode() + b"\n"], list(descriptors))
                return self._reply()
            except (OSError, ValueError) as error:
                raise WorkersError(f"the parent of the workers does not answer: {error}") from error

    def _reply(self) -> Message:
        data = b""
        self.control.settimeout(START_SECONDS)
        while not data.endswith(b"\n"):
            piece = self.control.recv(1 << 16)
            if not piece:
                raise OSError("it ended")
            data += piece
        return json.loads(data)  # type: ignore[no-any-return]

    def close(self) -> None:
        """Ends it; workers that still run die with it."""
        self.control.close()
        self.process.kill()
        self.process.wait()


@dataclass
class _Forked:
    """A worker that the warm parent forked."""

    zygote: _Zygote
    pid: int
    channel: socket.socket
    output: int

    def kill(self) -> None:
        """Ends the worker and every process of its group."""
        for kill in (os.killpg, os.kill):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        """Exit code, or minus the signal."""
        return int(self.zygote.ask({"reap": self.pid})["status"])


@dataclass
class _Spawned:
    """A worker that is an interpreter of its own."""

    process: subprocess.Popen[bytes]
    channel: socket.socket
    output: int

    def kill(self) -> None:
        """Ends the worker."""
        self.process.kill()

    def wait(self) -> int:
        """Exit code, or minus the signal."""
        return self.process.wait()


def _spawn(scratch: str, cpu_seconds: int) -> _Spawned:
    """A new interpreter that connects back over the loopback and shows a token first."""
    token = secrets.token_bytes(32)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(START_SECONDS)
        port = server.getsockname()[1]
        process = _python("spawned", scratch, port, cpu_seconds, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(token)
        process.stdin.close()
        channel = _accept(server, token, process)
    return _Spawned(process, channel, os.dup(process.stdout.fileno()))


def _accept(server: socket.socket, token: bytes, process: subprocess.Popen[bytes]) -> socket.socket:
    try:
        channel, _ = server.accept()
    except OSError as error:
        process.kill()
        raise WorkersError(f"the worker did not connect: {error}") from error
    channel.settimeout(START_SECONDS)
    if not secrets.compare_digest(channel.recv(len(token), socket.MSG_WAITALL), token):
        process.kill()
        raise WorkersError("something else connected in the worker's place")
    return channel


def _python(module: str, folder: str, *numbers: int, **options: Any) -> subprocess.Popen[bytes]:
    """Starts a module of `worker` in an interpreter that knows nothing of this package."""
    here = str(Path(__file__).with_name("worker"))
    paths = "\0".join(entry for entry in sys.path if entry and Path(entry).is_dir() and entry != os.getcwd())
    command = [sys.executable, "-I", "-c", BOOT, here, module, *map(str, numbers), paths.replace("\0", os.pathsep)]
    variables = {**environment.variables(folder), "PATH": os.environ.get("PATH", "")}
    options = {"stdin": subprocess.DEVNULL, "stderr": subprocess.STDOUT, "stdout": subprocess.DEVNULL, **options}
    try:
        return subprocess.Popen(command, env=variables, cwd=folder, **options)  # noqa: S603
    except OSError as error:
        raise WorkersError(f"Python could not be started: {error}") from error


def _package() -> str:
    return __name__.partition(".")[0]


def _hidden() -> list[str]:
    """Where this package lies: the reference, the checks and the mistakes are not for learner code."""
    return [str(Path(__file__).resolve().parents[1]), *wall.installed_copies(_package())]


class Worker:
    """One worker: its channel, its output, its clock.

    Attributes:
        layers: what the wall enforces in it.
    """

    def __init__(self, process: _Forked | _Spawned, scratch: str, cpu_seconds: int) -> None:
        self.process = process
        self.scratch = scratch
        self.cpu_seconds = cpu_seconds
        # processor time is what is limited; the clock on the wall only ends what sleeps
        self.wall_seconds = 4.0 * cpu_seconds
        self.ending: Ending | None = None
        self._number = 0
        self._output = _Output(process.output)
        hello, _ = self._receive(time.monotonic() + START_SECONDS)
        self.layers: tuple[wall.Layer, ...] = tuple((name, on, detail) for name, on, detail in hello["layers"])

    def request(
        self,
        message: Message,
        writer: Writer | None = None,
        resolve: Callable[[Handle | Callback], Any] | None = None,
        callbacks: Sequence[Callable[..., Any]] = (),
    ) -> tuple[Message, Reader]:
        """Sends a request, serves its callbacks, gives the reply.

        Raises:
            LearnerError: the code raised, took too long, died, or broke the rules of the channel.
        """
        self._number += 1
        deadline = time.monotonic() + self.wall_seconds
        self._send((writer or Writer(_nothing)).frame({"n": self._number, **message}), deadline)
        for _ in range(MAX_CALLBACKS):
            reply, body = self._receive(deadline)
            reader = Reader(body, resolve or _nothing)
            if reply.get("n") != self._number:
                self._refuse("a reply to a call that was not made")
            if "callback" not in reply:
                return self._checked(reply), reader
            self._send(self._call_back(reply, reader, callbacks), deadline)
        return self._refuse("too many calls of the function handed in")

    def _call_back(self, reply: Message, reader: Reader, callbacks: Sequence[Callable[..., Any]]) -> bytes:
        writer = Writer(_nothing)
        try:
            function = callbacks[int(reply["callback"])]
            args = [reader.value(item) for item in reply["args"]]
            kwargs = {str(name): reader.value(item) for name, item in dict(reply["kwargs"]).items()}
        except (FrameError, KeyError, IndexError, TypeError, ValueError) as error:
            return self._refuse(f"a call back that is none: {error}")
        try:
            return writer.frame({"result": writer.value(function(*args, **kwargs))})
        except Exception as error:
            return Writer(_nothing).frame({"error": f"{type(error).__name__}: {error}"})

    def _checked(self, reply: Message) -> Message:
        """The reply, unless it tells of an exception."""
        if "unusable" in reply:
            reason = str(reply["unusable"])
            raise LearnerError("fail", "unusable", reason, sentence("unusable", reason=reason))
        if "error" in reply:
            try:
                name, message, frames = reply["error"]
                lines = tuple(Frame(str(file), int(line), str(function)) for file, line, function in frames)
            except (TypeError, ValueError):
                self._refuse("an error that is none")
            raise _raised(str(name), str(message), lines)
        return reply

    def _send(self, frame: bytes, deadline: float) -> None:
        view = memoryview(frame)
        channel = self.process.channel
        channel.setblocking(False)
        while view:
            _, ready, _ = select.select([], [channel], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                self._too_long()
            try:
                view = view[channel.send(view) :]
            except BlockingIOError:
                continue
            except OSError:
                self._died()

    def _receive(self, deadline: float) -> tuple[Message, memoryview]:
        channel = self.process.channel
        channel.setblocking(True)
        reading = receive(channel)
        try:
            while True:
                next(reading)
                ready, _, _ = select.select([channel], [], [], max(0.0, deadline - time.monotonic()))
                if not ready:
                    self._too_long()
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]
        except (Closed, OSError):
            return self._died()
        except FrameError as error:
            return self._refuse(str(error))

    def _too_long(self) -> NoReturn:
        self.end(by_judge=True)
        raise _failure("timeout", seconds=self.cpu_seconds)

    def _died(self) -> NoReturn:
        ending = self.end(by_judge=False)
        state, fields = _meaning(ending.code, self.cpu_seconds)
        raise _failure(state, **fields)

    def _refuse(self, reason: str) -> NoReturn:
        self.end(by_judge=True)
        raise _failure("refused", reason=reason)

    def end(self, by_judge: bool = True) -> Ending:
        """Kills the worker and its group, and removes what it wrote."""
        if self.ending is None:
            if by_judge:
                self.process.kill()
            code = self._wait()
            self.ending = Ending(code, by_judge)
            self.process.channel.close()
            self._output.close()
            shutil.rmtree(self.scratch, ignore_errors=True)
        return self.ending

    def _wait(self) -> int:
        """Exit code of a worker whose channel is closed: it is ending, or it is made to."""
        grace = threading.Timer(1.0, self.process.kill)
        grace.start()
        try:
            return self.process.wait()
        finally:
            grace.cancel()
            self.process.kill()

    def output(self) -> str:
        """What the code printed, capped."""
        return self._output.text()


class _Output:
    """Drains what a worker prints and keeps the first part of it."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._kept = bytearray()
        self._thread = threading.Thread(target=self._drain, daemon=True)
        self._thread.start()

    def _drain(self) -> None:
        with contextlib.suppress(OSError):
            while piece := os.read(self._descriptor, 1 << 16):
                self._kept += piece[: max(0, OUTPUT_KEPT - len(self._kept))]

    def close(self) -> None:
        """Waits for the end of the output, but not for a process that holds it open."""
        self._thread.join(timeout=1.0)
        if not self._thread.is_alive():
            os.close(self._descriptor)

    def text(self) -> str:
        """The kept part as text."""
        return self._kept.decode("utf-8", errors="replace")


def _nothing(value: Any) -> NoReturn:
    raise FrameError("a reference where none belongs")


def _raised(name: str, message: str, frames: tuple[Frame, ...]) -> LearnerError:
    if name == "MemoryError":
        return LearnerError("memory", name, message, sentence("memory"), frames)
    return LearnerError("error", name, message, sentence("exception", type=name, message=message), frames)


def _failure(state: FailureState, **fields: Any) -> LearnerError:
    return LearnerError(state, state, str(fields), sentence(state, **fields))


def _meaning(code: int, cpu_seconds: int) -> tuple[FailureState, dict[str, Any]]:
    """What an exit code says of a worker that ended by itself."""
    number = -code
    if number == getattr(signal, "SIGXCPU", None):
        return "timeout", {"seconds": cpu_seconds}
    if number == getattr(signal, "SIGSYS", None):
        return "refused", {"reason": "SIGSYS"}
    if number > 0:
        return "crashed", {"reason": signal.Signals(number).name}
    return "crashed", {"reason": f"exit {code}"}
