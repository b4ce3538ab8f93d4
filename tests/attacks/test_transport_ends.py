"""Channels that a learner's code closes, cuts, fills, slows down, or sends along what is no frame."""

from __future__ import annotations

import os
import re
import struct
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgpack
import numpy as np
import pytest
from dlgrade.exercises.checking.outcome import LearnerError
from dlgrade.grader import channel, remote
from dlgrade.grader.worker import wall
from dlgrade.grader.worker.frames import FrameError, Writer
from dlgrade.grader.workers import Workers
from dlgrade.reports.record import Exercise

from .forger import CALLED, FORGER

DRIP = "data = reply(0.5) * 100\n    for n in range(len(data)): send(data[n:n + 1]); time.sleep(0.1)"
FULL = 'call = frame({"n": number(), "callback": 0, "args": [0.5], "kwargs": {}})\n    one = line()\n    '
# What is done, and the states that may follow.
ENDS = {
    "a byte every tenth of a second": (FORGER, DRIP, "timeout"),
    "the buffers of both sides full": (CALLED, FULL + "one.sendall(call * 100_000)", "timeout refused"),
    "more than the judge ever reads": (FORGER, "while True: send(reply(0.5))", "refused timeout"),
    "a byte out of band": (FORGER, 'line().send(b"x", socket.MSG_OOB)', "fail refused crashed error"),
    "a frame out of band": (FORGER, "line().send(reply(0.5), socket.MSG_OOB)", "fail refused crashed error"),
    "a socket that no longer waits": (FORGER, "line().setblocking(False)", "fail crashed refused error"),
    "a socket that waits for a moment only": (FORGER, "server().sock.settimeout(1e-9)", "fail crashed refused error"),
    "another file in the socket's place": (
        FORGER,
        "nowhere = os.open(os.devnull, os.O_RDWR)\n"
        "    for number in range(3, 64):\n"
        "        if number != nowhere: os.dup2(nowhere, number)",
        "refused crashed",
    ),
    "a second writer to the socket": (
        FORGER,
        "import threading\n"
        "    threading.Thread(target=lambda: [line().send(bytes([n % 256])) for n in range(10_000)]).start()",
        "refused fail crashed timeout",
    ),
}


@pytest.mark.parametrize("end", ENDS)
def test_a_channel_that_is_misused_earns_nothing_and_costs_nobody_else_anything(
    end: str,
    hall: Any,
    honest: Mapping[str, Exercise],
    nothing_left: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    source, code, states = ENDS[end]
    if "timeout" in states:  # the second worker would take as long
        monkeypatch.setattr(channel, "WALL_SHARE", 1.0)
        monkeypatch.setattr(remote, "MAX_DEATHS", 1)
    attacked = "numerical-gradient" if source is CALLED else "sigmoid"

    record = hall.grade({"forger.py": source.replace("ATTACK", code)}, attacked)

    verdict = record.exercises[0]
    assert verdict.points == 0
    assert verdict.state in states.split(), verdict
    assert "attack ran" in verdict.output
    assert hall.beside(record) == honest
    nothing_left()


SPEAKER = """
import os
import socket


def line():
    return next(socket.socket(fileno=n) for n in range(3, 64) if os.path.exists(f"/proc/self/fd/{n}") or is_open(n))


def is_open(number):
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def f(data):
    one = line()
    one.sendall(bytes(data))
    ACT
    os._exit(0)
"""
DECLARED = {"fail", "error", "refused", "crashed", "timeout", "memory"}


UNFILTERED = frozenset({"seccomp"})
BARE = frozenset(wall.LAYERS)


class Speaker:
    """What the judge makes of bytes that a worker sends in place of a reply, and then does what is said, and ends."""

    def __init__(self) -> None:
        self.halls: dict[frozenset[str], Workers] = {}

    def __call__(self, data: bytes, act: str = "pass", off: frozenset[str] = frozenset()) -> Any:
        if off not in self.halls:
            self.halls[off] = Workers("fork", off)
            self.halls[off].start(1).end()
        worker = self.halls[off].start(1)
        try:
            return _answer(worker, SPEAKER.replace("ACT", act), data)
        finally:
            worker.end()


@pytest.fixture(scope="module")
def speak() -> Iterator[Speaker]:
    speaker = Speaker()
    for off in (frozenset[str](), UNFILTERED, BARE):
        speaker(GOOD, off=off)
    yield speaker
    for workers in speaker.halls.values():
        workers.close()


def _answer(worker: channel.Worker, source: str, data: bytes) -> Any:
    writer = Writer(_nothing)
    module = ["m", "m.py", writer.value(np.frombuffer(source.encode(), np.uint8)), False, None]
    worker.request({"op": "load", "modules": [module], "aliases": [], "symbols": {"f": ["m", "f"]}}, writer)
    writer = Writer(_nothing)
    argument = writer.value(np.frombuffer(data, np.uint8))
    try:
        reply, reader = worker.request({"op": "call", "symbol": "f", "args": [argument], "kwargs": {}}, writer)
        return reader.value(reply.get("result"))
    except LearnerError as error:
        assert error.state in DECLARED
        return error.state
    except FrameError:
        return "refused"


def _nothing(value: Any) -> Any:
    raise TypeError(value)


def framed(header: Any, body: bytes = b"") -> bytes:
    packed = msgpack.packb(header)
    return struct.pack("<II", len(packed), len(body)) + packed + body


GOOD = framed({"n": 2, "result": ["a", "d", [2], "C"], "changed": []}, bytes(16))


def test_a_reply_that_is_whole_is_read(speak: Speaker) -> None:
    assert speak(GOOD).tolist() == [0.0, 0.0]


@pytest.mark.parametrize("half", [0, 1])
def test_a_reply_cut_at_any_byte_is_a_crash_and_leaves_nothing(speak: Speaker, half: int) -> None:
    before = len(os.listdir("/proc/self/fd"))

    assert {speak(GOOD[:end]) for end in range(half, len(GOOD), 2)} == {"crashed"}
    assert len(os.listdir("/proc/self/fd")) == before


def test_descriptors_that_are_sent_along_never_arrive(speak: Speaker) -> None:
    send = "socket.send_fds(one, [b'x'], [os.open('/dev/null', 0) for _ in range(20)])"
    before = sorted(os.listdir("/proc/self/fd"))

    assert speak(b"", send) in ("crashed", "error")
    assert speak(GOOD[:9], send, UNFILTERED) in ("crashed", "refused")
    assert sorted(os.listdir("/proc/self/fd")) == before


@pytest.mark.parametrize("way", ["SHUT_RD", "SHUT_WR", "SHUT_RDWR"])
def test_half_a_channel_closed_is_an_end_of_it(speak: Speaker, way: str) -> None:
    assert speak(GOOD[:20], f"one.shutdown(socket.{way})", UNFILTERED) == "crashed"


def test_frames_with_bytes_changed_harm_nobody(speak: Speaker) -> None:
    _many(speak, 150)


@pytest.mark.long
def test_ten_thousand_frames_leave_no_trace_in_the_judge(speak: Speaker) -> None:
    _many(speak, 10_000)


def _many(speak: Speaker, frames: int) -> None:
    """Frames with a few bytes changed, sent by a real worker: a value or a declared state, and nothing grows.

    The wall is off, as it has no part in how frames are read.
    """
    rng = np.random.default_rng(5)
    for _ in range(frames // 10):
        speak(_mutated(rng), off=BARE)
    before = len(os.listdir("/proc/self/fd")), _resident()
    made = [speak(_mutated(rng), off=BARE) for _ in range(frames)]
    after = len(os.listdir("/proc/self/fd")), _resident()

    states = {one for one in made if isinstance(one, str) and one in DECLARED}
    assert {"refused", "crashed"} <= states
    assert after[0] == before[0]
    assert after[1] - before[1] < 16 << 10, f"{after[1] - before[1]} KiB more"


def _mutated(rng: np.random.Generator) -> bytes:
    """A frame of one of several sorts, most of them with some bytes changed, cut out or put in."""
    bases = [
        GOOD,
        framed({"n": 2, "result": ["d", ["a", 1], [2, ["t", None, True]]], "changed": [[0, 1.5]]}),
        framed({"n": 2, "error": ["ValueError", "no", [["m.py", 3, "f"]]]}),
        framed({"n": 2, "unusable": "a thing"}),
        framed({"n": 2, "callback": 0, "args": [["i", "9" * 30]], "kwargs": {}}),
        framed({"n": 2, "result": ["o", 0, "Layer"], "changed": []}),
        rng.bytes(40),
    ]
    data = bytearray(bases[rng.integers(len(bases))])
    for _ in range(rng.integers(4)):
        at = int(rng.integers(len(data)))
        data[at : at + int(rng.integers(3))] = rng.bytes(int(rng.integers(3)))
    if rng.random() < 0.5:  # with lengths that hold, so that the header is read
        data[:8] = struct.pack("<II", max(len(data) - 8 - 16, 0), min(16, max(len(data) - 8, 0)))
    return bytes(data)


def _resident() -> int:
    found = re.search(r"VmRSS:\s*(\d+)", Path("/proc/self/status").read_text())
    return int(found[1]) if found else 0
