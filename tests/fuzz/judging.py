"""A judge whose worker is a list of replies: everything from the socket to the record is the product's own."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import msgpack
from dlgrade.exercises import catalogue
from dlgrade.grader.channel import Worker
from dlgrade.grader.collect import Bundle, understood
from dlgrade.grader.collect.disk import Raw
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.processes import Exit
from dlgrade.grader.worker.frames import HEAD
from dlgrade.grader.worker.serve import _describe
from dlgrade.reports.record import Exercise

NAMES = ("sigmoid", "sigmoid-layer", "affine", "adam", "numerical-gradient", "dropout", "two-layer-net")
MAX_REPLIES = 200


class Channel:
    """The judge's end of a socket: answers each request with the next reply, and is then closed.

    Args:
        described: what is told of the code when it is loaded.
        replies: pairs of a header and a body; the number of the request is put into a header that has none.
    """

    def __init__(self, described: dict[str, Any], replies: Iterator[tuple[Any, bytes]]) -> None:
        self._described = described
        self._replies = replies
        self._ready = _framed({"n": 0, "layers": []}, b"")
        self._sent = b""
        self._number = 0

    def send(self, data: bytes) -> int:
        """Takes a request in, and has the reply to it ready."""
        self._sent += bytes(data)
        header, body = HEAD.unpack_from(self._sent)
        if len(self._sent) >= HEAD.size + header + body:
            request = msgpack.unpackb(self._sent[HEAD.size : HEAD.size + header])
            self._number = request.get("n", self._number)
            self._sent = b""
            self._ready += self._answer(request)
        return len(data)

    def _answer(self, request: dict[str, Any]) -> bytes:
        if request.get("op") == "load":
            return _framed({"n": self._number, "symbols": self._described}, b"")
        header, body = next(self._replies, (None, b""))
        if header is None:
            return b""
        return _framed({"n": self._number, **header} if isinstance(header, dict) else header, body)

    def recv(self, size: int) -> bytes:
        """What is ready; nothing is the end."""
        found, self._ready = self._ready[:size], self._ready[size:]
        return found

    def setsockopt(self, level: int, option: int, value: bytes) -> None:
        """Nothing here waits."""

    def close(self) -> None:
        """Nothing here is open."""


class Process:
    """A worker that is none."""

    pid = 1 << 30  # of no process: the kernel's numbers end at 1 << 22

    def __init__(self, described: dict[str, Any], replies: Iterator[tuple[Any, bytes]]) -> None:
        self.channel = Channel(described, replies)
        self.output, writing = os.pipe()
        os.close(writing)

    def kill(self) -> None:
        """It is dead already."""

    def wait(self, patience: float) -> Exit:
        """It ended by itself."""
        return Exit(0)

    def cpu(self) -> float:
        """It used no time."""
        return 0.0

    waited = cpu


class Replies:
    """Stands for the workers of a grading."""

    layers = (("none", False, "replies from a list"),)

    def __init__(self, described: dict[str, Any], replies: Iterator[tuple[Any, bytes]]) -> None:
        self._described, self._replies = described, replies

    def start(self, cpu_seconds: int) -> Worker:
        """The next worker goes on where the last one was ended."""
        return Worker(Process(self._described, self._replies), "/nonexistent/scratch", cpu_seconds)  # type: ignore[arg-type]


def judged(data: bytes, name: str = "sigmoid") -> Exercise:
    """The verdict on an exercise whose code answers with these replies.

    Args:
        data: msgpack, one reply after the other: a header, or a list of a header and the bytes of its body.
        name: id of the exercise.
    """
    exercise = catalogue.exercises()[name]
    skeleton = (exercise.folder / "skeleton.py").read_bytes()
    submission = understood(Bundle("a.py", "file", Raw({"a.py": skeleton})))
    described = {symbol: _describe(exercise.reference[symbol]) for symbol in exercise.symbols}
    task = Task(submission, [replace(exercise, cpu_seconds=1)], (), 7, "en", "a.py")
    return grade(task, Replies(described, _replies(data))).exercises[0]  # type: ignore[arg-type]


def _replies(data: bytes) -> Iterator[tuple[Any, bytes]]:
    unpacker = msgpack.Unpacker(strict_map_key=False)
    unpacker.feed(data)
    with contextlib.suppress(Exception):
        for header in [one for one, _ in zip(unpacker, range(MAX_REPLIES), strict=False)]:
            if isinstance(header, list) and len(header) == 2 and isinstance(header[1], bytes):
                yield header[0], header[1]
            else:
                yield header, bytes(64)


def _framed(header: Any, body: bytes) -> bytes:
    packed = msgpack.packb(header)
    return HEAD.pack(len(packed), len(body)) + packed + body
