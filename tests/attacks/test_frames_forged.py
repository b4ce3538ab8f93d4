"""Learner code finds the inherited socket and speaks for the worker. It may choose values, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from dlgrade.grader import channel
from dlgrade.reports.record import Exercise

from .forger import FORGER

# What is sent, and the states that may follow.
FORGED = {
    "a verdict as a reply": (
        'send(reply(["d", ["state", "pass"], ["points", 4]], state="pass", points=4))',
        "fail refused",
    ),
    "replies written in advance": (
        'for n in range(100): send(frame({"n": n, "result": True, "changed": [], "state": "pass"}))',
        "refused",
    ),
    "a wrong number": ('send(frame({"n": 10**9, "result": 0.5, "changed": []}))', "refused"),
    "a number that is none": ('send(frame({"n": True, "result": 0.5, "changed": []}))', "refused"),
    "a giant length": ('send(struct.pack("<II", 0xFFFFFFFF, 0xFFFFFFFF))', "refused"),
    "a header as long as may be that never comes": (
        'send(struct.pack("<II", 1 << 20, 1 << 26)); time.sleep(1000)',
        "timeout",
    ),
    "half a frame and silence": ("send(reply(0.5)[:9]); time.sleep(1000)", "timeout"),
    "half a frame and the end": ("send(reply(0.5)[:9]); os._exit(0)", "crashed"),
    "byte by byte": (
        'data = reply(["a", "d", [2], "C"], bytes(16))\n    for n in range(len(data)): send(data[n:n + 1])',
        "fail refused",
    ),
    "deep nesting": ("send(reply(nested(500)))", "refused"),
    "deep nesting in msgpack": ('send(frame(b"\\x91" * 100_000))', "refused"),
    "lists that claim to be long": ('send(frame(b"\\xdd\\x00\\x0f\\xff\\xff" * 200_000))', "refused"),
    "an unknown tag": ('send(reply(["pickle", "cos"]))', "refused"),
    "an object that was never kept": ('send(reply(["o", 1 << 40, "float"]))', "fail error refused"),
    "an object with a negative number": ('send(reply(["o", -1, "ndarray"]))', "fail error refused"),
    "a type that is no name": ('send(reply(["o", 0, "x" * 10**6]))', "fail error refused"),
    "a function of the judge": ('send(reply(["f", 0]))', "refused"),
    "a negative shape": ('send(reply(["a", "d", [-1], "C"], bytes(8)))', "refused"),
    "a negative shape twice": ('send(reply(["a", "d", [-2, -4], "C"], bytes(64)))', "refused"),
    "a huge shape": ('send(reply(["a", "d", [1 << 62], "C"]))', "refused"),
    "no length times huge": ('send(reply(["a", "d", [0, 1 << 62, 1 << 62], "C"]))', "refused"),
    "too many axes": ('send(reply(["a", "d", [1] * 10_000, "C"], bytes(8)))', "refused"),
    "no axes with steps": ('send(reply(["a", "d", [], "S"], bytes(8)))', "fail refused"),
    "an object dtype": ('send(reply(["a", "O", [1], "C"], bytes(8)))', "refused"),
    "a structured dtype": ('send(reply(["a", "f8,i8", [1], "C"], bytes(16)))', "refused"),
    "dates": ('send(reply(["a", "M8[s]", [1], "C"], bytes(8)))', "refused"),
    "an array longer than its frame": ('send(reply(["a", "d", [1000], "C"], bytes(8)))', "refused"),
    "bools that are neither": ('send(reply(["a", "?", [4], "C"], bytes([2, 3, 255, 1])))', "fail refused"),
    "an extension type": ('send(frame(msgpack.packb({"n": number(), "result": msgpack.ExtType(1, b"x")})))', "refused"),
    "a timestamp": ('send(frame(msgpack.packb({"n": number(), "result": msgpack.Timestamp(1, 1)})))', "refused"),
    "bytes": ('send(frame(msgpack.packb({"n": number(), "result": b"x"})))', "refused"),
    "a header that is a list": ("send(frame([1, 2, 3]))", "refused"),
    "garbage": ("send(os.urandom(10_000))", "refused crashed timeout"),
    "keys that are not a number": ('send(reply(["d", *([float("nan"), n] for n in range(1000))]))', "fail refused"),
    "keys that fall into one place": (
        'send(reply(["d", *([["i", str(n * ((1 << 61) - 1))], 0] for n in range(20_000))]))',
        "refused",
    ),
    "keys that are lists": ('send(reply(["d", [["l"], 0]]))', "refused"),
    "a pair of three": ('send(reply(["d", [1, 2, 3]]))', "refused"),
    "a long number of letters": ('send(reply(["i", "٣" * 3000]))', "refused"),
    "half a surrogate pair": (
        'send(frame({"n": number(), "result": 0}).replace(b"result", b"resu\\xed\\xa0"))',
        "refused",
    ),
    "no result": ('send(frame({"n": number()}))', "refused"),
    "changes of what was not handed in": (
        'send(frame({"n": number(), "result": 0.5, "changed": [[99, 0.5]]}))',
        "refused",
    ),
    "changes with a negative index": ('send(frame({"n": number(), "result": 0.5, "changed": [[-1, 0.5]]}))', "refused"),
    "changes that are none": ('send(frame({"n": number(), "result": 0.5, "changed": {"a": 1}}))', "refused"),
    "callbacks without end": (
        'while True: send(frame({"n": number(), "callback": 0, "args": [], "kwargs": {}}))',
        "refused",
    ),
    "a callback with a negative number": (
        'send(frame({"n": number(), "callback": -1, "args": [], "kwargs": {}}))',
        "refused",
    ),
    "a callback that is infinite": (
        'send(frame({"n": number(), "callback": float("inf"), "args": [], "kwargs": {}}))',
        "refused",
    ),
    "an error that is none": ('send(frame({"n": number(), "error": 7}))', "refused"),
    "an error with lines that are none": (
        'lines = [[1, 2, 3], ["m.py", 1 << 62, "f"], ["m.py", float("inf"), "f"]]\n'
        '    instead(frame({"n": number(), "error": ["E", "m", lines]}))',
        "error",
    ),
    "an error with a long name": ('instead(frame({"n": number(), "error": ["E" * 10**5, "m" * 10**5, []]}))', "error"),
    "an error that says grader_error": ('instead(frame({"n": number(), "error": ["grader_error", "", []]}))', "error"),
    "a reason that is none": ('send(frame({"n": number(), "unusable": {"a": [1]}}))', "refused"),
    "the socket closed": ("os.closerange(3, 64); time.sleep(1000)", "refused"),
    "the socket shut": ("line().shutdown(socket.SHUT_RDWR)", "crashed error refused"),
    "the judge's own questions read": (
        "one = line(); one.settimeout(0.05)\n    try: one.recv(1 << 16)\n    except OSError: pass",
        "fail crashed",
    ),
}


@pytest.mark.parametrize("forged", FORGED)
def test_a_forged_frame_earns_nothing_and_costs_nobody_else_anything(
    forged: str,
    hall: Any,
    honest: Mapping[str, Exercise],
    nothing_left: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code, states = FORGED[forged]
    if "timeout" in states:
        monkeypatch.setattr(channel, "WALL_SHARE", 1.0)

    record = hall.grade({"forger.py": FORGER.replace("ATTACK", code)})

    verdict = record.exercises[0]
    assert verdict.points == 0
    assert verdict.state in states.split(), verdict
    assert "attack ran" in verdict.output
    assert len(repr(verdict)) < 100_000
    assert hall.beside(record) == honest
    nothing_left()
