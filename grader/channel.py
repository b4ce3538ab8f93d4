"""The judge's end of one worker: requests go over, replies come back checked, and the clock is kept."""

from __future__ import annotations

import os
import signal
import socket
import struct
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from ..exercises.checking.outcome import FailureState, Frame, LearnerError
from ..exercises.checking.text import exception, sentence
from .processes import START_SECONDS, Forked, Spawned, WorkersError
from .processors import Together
from .scratch import remove
from .scratch_limit import DEPTH, ENTRIES, MIB, Watch
from .worker import wall
from .worker.frames import Buffered, Callback, Closed, FrameError, Handle, Message, Reader, Writer, receive
from .worker.native import linux

OUTPUT_KEPT = 20_000
MAX_CALLBACKS = 20_000
MAX_NAME = 100
MAX_MESSAGE = 2_000
MAX_FRAMES = 40
PATIENCE = 1.0
SLICE = 0.05
STALL = 10 * SLICE
RENEWALS = 10
WALL_SHARE = 4.0
GRACE = 1  # seconds of processor time between the kernel's signal that can be caught and the one that cannot
MUCH = 256 << 10  # KiB: several times what any exercise needs


@dataclass(frozen=True)
class Ending:
    """How a worker ended.

    Attributes:
        code: exit code, or minus the signal.
        by_judge: it did not end by itself.
        cpu: processor seconds it used; 0 where that is not known.
        peak: most memory it held, in KiB; 0 where that is not known.
    """

    code: int
    by_judge: bool
    cpu: float = 0.0
    peak: int = 0


class Worker:
    """One worker: its channel, its output, its clock.

    Processor time is what is limited, by the kernel. The clock on the wall only ends what sleeps: it runs over all
    requests together, and starts anew where the worker has computed, or stood ready for a processor, for a good
    part of it, as on a machine that is short of processors. While the machine stands still, so does the clock; while
    the clock runs it looks from time to time at what the worker writes.

    Attributes:
        layers: what the wall enforces in it.

    Raises:
        WorkersError: it ended before it was ready.
    """

    def __init__(self, process: Forked | Spawned, scratch: str, cpu_seconds: int) -> None:
        self.process = process
        self.scratch = scratch
        self._watch = Watch(scratch)
        self._together = Together(process.pid)
        self.cpu_seconds = cpu_seconds
        self.wall_seconds = WALL_SHARE * cpu_seconds
        self.ending: Ending | None = None
        self._number = 0
        self._read = Buffered(lambda size: self._within_time(lambda channel: channel.recv(size)))
        self._output = _drained(process)
        self._left = START_SECONDS
        self._used = 0.0
        self._waited = 0.0
        self._stood = 0
        self._patience = 0.0
        self.layers: tuple[wall.Layer, ...] = ()
        self.layers = self._hello()
        self._left = self.wall_seconds
        self._together.begin()

    def _hello(self) -> tuple[wall.Layer, ...]:
        """What stands around the worker. No learner code has run yet: whatever fails here is a fault of ours."""
        try:
            hello, _ = self._receive()
            if "fault" in hello:
                raise WorkersError(str(hello["fault"])[:MAX_MESSAGE])
            return tuple((str(name), bool(on), str(detail)) for name, on, detail in hello["layers"])
        except WorkersError:
            self.end()
            raise
        except (LearnerError, KeyError, TypeError, ValueError) as error:
            self.end()
            raise WorkersError(f"a worker ended before it was ready: {error}") from error

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
            WorkersError: the machine ended the worker, or the channel failed on our side.
        """
        self._number += 1
        self._send((writer or Writer(_nothing)).frame({"n": self._number, **message}))
        for _ in range(MAX_CALLBACKS):
            reply, body = self._receive()
            reader = Reader(body, resolve or _nothing)
            if type(reply.get("n")) is not int or reply["n"] != self._number:
                self._refuse("a reply to a call that was not made")
            if "callback" not in reply:
                return self._checked(reply), reader
            self._send(self._counted(self._call_back, reply, reader, callbacks))
        self.end()
        raise _failure("timeout", "endless_calls", count=MAX_CALLBACKS)

    def _call_back(self, reply: Message, reader: Reader, callbacks: Sequence[Callable[..., Any]]) -> bytes:
        match reply:
            case {"callback": int(number), "args": list(args), "kwargs": dict(kwargs)} if 0 <= number < len(callbacks):
                pass
            case _:
                self._refuse("a call of a function that was not handed in")
        try:
            values = [reader.value(item) for item in args]
            named = {name: reader.value(item) for name, item in kwargs.items()}
        except FrameError as error:
            self._refuse(str(error))
        writer = Writer(_nothing)
        try:
            return writer.frame({"result": writer.value(callbacks[number](*values, **named))})
        except Exception as error:
            return Writer(_nothing).frame({"error": _clean(f"{type(error).__name__}: {error}", MAX_MESSAGE)})

    def _checked(self, reply: Message) -> Message:
        """The reply, unless it tells of an exception."""
        if "unusable" in reply:
            if type(reply["unusable"]) is not str:
                self._refuse("a reason that is none")
            reason = _clean(reply["unusable"], MAX_MESSAGE)
            raise LearnerError("fail", "unusable", reason, sentence("unusable", reason=reason))
        if "error" in reply:
            match reply["error"]:
                case [str(name), str(message), list(frames)]:
                    raise _raised(_clean(name, MAX_NAME), _clean(message, MAX_MESSAGE), _lines(frames))
            self._refuse("an error that is none")
        return reply

    def _send(self, frame: bytes) -> None:
        rest = [memoryview(frame)]
        try:
            while rest[0]:
                rest[0] = rest[0][self._within_time(lambda channel: channel.send(rest[0])) :]
        except ConnectionError:
            self._died()
        except OSError as error:
            self._broke(error)

    def _receive(self) -> tuple[Message, memoryview]:
        try:
            return receive(self._read)
        except (Closed, ConnectionError):
            return self._died()
        except OSError as error:
            return self._broke(error)
        except FrameError as error:
            return self._refuse(str(error))

    def _within_time(self, act: Callable[[socket.socket], Any]) -> Any:
        """Sends or receives, as long as there is time, however lively the other side is."""
        while True:
            if (left := self._time_left()) > 0:
                # to set it takes a call of the system, and nearly always it is a whole slice
                if self._patience != (patience := min(left, SLICE)):
                    self._patience = patience
                    _wait_for(self.process.channel, patience)
                try:
                    return self._counted(act, self.process.channel)
                except (TimeoutError, BlockingIOError):
                    self._together.part()
            elif not self._computes():
                self._too_long()

    def _counted(self, act: Callable[..., Any], *args: Any) -> Any:
        """Acts and counts the time; where this took far longer than it may, we were not running, and most is not.

        Time is taken piece by piece, and never from the beginning to the end of a request: that the machine stands
        still, or its clock is set, is then seen wherever it happens.
        """
        began = time.monotonic()
        try:
            return act(*args)
        finally:
            self._left -= min(max(0.0, time.monotonic() - began), STALL)

    def _time_left(self) -> float:
        """Seconds that are left; where the worker has written too much it is the end of it."""
        if self._watch.over(time.monotonic()):
            self.end(by_judge=True)
            raise _failure("refused", "wrote_too_much", mib=MIB, entries=ENTRIES, depth=DEPTH)
        return self._left

    def _computes(self) -> bool:
        """Whether the worker used a good part of the time to compute or could not; then it gets as much again.

        Processor time is limited, so only what it waits for has to be. Where the kernel should have ended it, we do.
        """
        used, waited, enough = self.process.cpu(), self.process.waited(), self.wall_seconds / 8
        if used >= self.cpu_seconds + GRACE:
            return False
        computed = used - self._used >= enough
        stood = used - self._used + waited - self._waited >= enough
        self._used, self._waited = used, waited
        self._stood += stood and not computed
        if not computed and not (stood and self._stood <= RENEWALS):
            return False
        self._left = max(self._left, 0.0) + self.wall_seconds
        return True

    def _too_long(self) -> NoReturn:
        computed = self.process.cpu()
        self.end(by_judge=True)
        if 0 < computed < self.cpu_seconds and self._stood <= RENEWALS:
            raise _failure("timeout", "waited", seconds=f"{self.wall_seconds:g}")
        raise _failure("timeout", seconds=self.cpu_seconds)

    def _died(self) -> NoReturn:
        ending = self.end(by_judge=False)
        if self._taken(ending):
            raise WorkersError(f"the machine ended a worker that held {ending.peak >> 10} MiB (SIGKILL)")
        state, fields = _meaning(ending, self.cpu_seconds)
        raise _failure(state, **fields)

    def _taken(self, ending: Ending) -> bool:
        """Whether the machine took the worker, which it does where memory is short.

        The filter of system calls keeps code from sending itself this signal. A worker that itself held much is what
        the memory was short of, and no fault of the machine's.
        """
        filtered = any(name == "seccomp" and on for name, on, _ in self.layers)
        return filtered and _killed(ending, self.cpu_seconds) and ending.peak < MUCH

    def _broke(self, error: OSError) -> NoReturn:
        """The channel failed on our side."""
        self.end(by_judge=True)
        raise WorkersError(f"the channel to a worker failed: {error}") from error

    def _refuse(self, reason: str) -> NoReturn:
        self.end(by_judge=True)
        raise _failure("refused", reason=reason)

    def end(self, by_judge: bool = True) -> Ending:
        """Kills the worker and its group, and removes what it wrote."""
        if self.ending is None:
            self._together.part()
            self.ending = Ending(-1, by_judge)
            try:
                if by_judge:
                    self.process.kill()
                self._output.close()  # its end is the worker's: to wait for that is cheaper than to ask again and again
                exit = self.process.wait(PATIENCE)
                self.ending = Ending(exit.code, by_judge or exit.forced, exit.cpu, exit.peak)
            finally:
                self.process.channel.close()
                remove(self.scratch)
        return self.ending

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
        try:
            while piece := os.read(self._descriptor, 1 << 16):
                self._kept += piece[: max(0, OUTPUT_KEPT - len(self._kept))]
        finally:
            os.close(self._descriptor)

    def close(self) -> None:
        """Waits for the end of the output, but not for a process that holds it open."""
        self._thread.join(timeout=PATIENCE)

    def text(self) -> str:
        """The kept part as text."""
        return self._kept.decode("utf-8", errors="replace")


def _wait_for(channel: socket.socket, seconds: float) -> None:
    """Has a channel wait so long. Where the kernel can see to it, Python need not ask it before each message."""
    if not linux():
        channel.settimeout(seconds)
        return
    time_value = struct.pack("@ll", *divmod(max(1, round(1e6 * seconds)), 1_000_000))
    for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
        channel.setsockopt(socket.SOL_SOCKET, option, time_value)


def _drained(process: Forked | Spawned) -> _Output:
    """The output of a worker; where no thread can be had to read it, the worker ends."""
    try:
        return _Output(process.output)
    except RuntimeError as error:
        process.kill()
        process.wait(PATIENCE)
        process.channel.close()
        os.close(process.output)
        raise WorkersError(str(error)) from error


def _nothing(value: Any) -> NoReturn:
    raise FrameError("a reference where none belongs")


def _clean(text: Any, most: int) -> str:
    """Text of a worker that can be written anywhere, and not more of it than is read."""
    return str(text)[:most].encode("utf-8", "replace").decode()


def _lines(frames: Sequence[Any]) -> tuple[Frame, ...]:
    """The learner's own lines as a worker tells them; what is malformed is left out."""
    good = []
    for frame in frames[-MAX_FRAMES:]:
        match frame:
            case [str(file), int(line), str(function)] if type(line) is int and 0 <= line < 1 << 31:
                good.append(Frame(_clean(file, MAX_MESSAGE), line, _clean(function, MAX_NAME)))
    return tuple(good)


def _raised(name: str, message: str, frames: tuple[Frame, ...]) -> LearnerError:
    if name == "MemoryError":
        return LearnerError("memory", name, message, sentence("memory"), frames)
    return LearnerError("error", name, message, exception(name, message), frames)


def _failure(state: FailureState, key: str = "", **fields: Any) -> LearnerError:
    return LearnerError(state, state, str(fields), sentence(key or state, **fields))


def _killed(ending: Ending, cpu_seconds: int) -> bool:
    """Whether somebody other than the judge, and not its limit of processor time, ended a worker."""
    number = getattr(signal, "SIGKILL", None)
    return -ending.code == number and not ending.by_judge and ending.cpu < cpu_seconds


def _meaning(ending: Ending, cpu_seconds: int) -> tuple[FailureState, dict[str, Any]]:
    """What it says of a worker that its channel closed."""
    number = -ending.code
    if number == getattr(signal, "SIGXCPU", None) or ending.cpu >= cpu_seconds:
        return "timeout", {"seconds": cpu_seconds}
    if ending.by_judge:
        return "refused", {"reason": "it closed the channel and went on"}
    if number == getattr(signal, "SIGSYS", None):
        return "refused", {"reason": "SIGSYS"}
    if _killed(ending, cpu_seconds) and ending.peak >= MUCH:
        return "memory", {}
    if number > 0:
        return "crashed", {"reason": _signal(number)}
    return "crashed", {"reason": f"exit {ending.code}"}


def _signal(number: int) -> str:
    """A real-time signal has no name."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
