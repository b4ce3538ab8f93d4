"""Frames that a learner's code may send in place of its worker: kinds, numbers, texts, names, replies out of turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from dlgrade.grader import channel, remote
from dlgrade.reports.record import Exercise

from .forger import AT_IMPORT, CALLED, FORGER

ARRAY = '["a", "d", [5], "C"]'
RAW = 'head = msgpack.packb({"n": number(), "changed": []})\n    '
# What is sent, and the states that may follow.
VALUES = {
    "not a number as a shape": ('instead(reply(["a", "d", [float("nan")], "C"], bytes(8)))', "refused"),
    "infinity as a shape": ('instead(reply(["a", "d", [float("inf")], "C"], bytes(8)))', "refused"),
    "a float as a count": ('instead(reply(["a", "d", [5.0], "C"], bytes(40)))', "refused"),
    "a bool as a count": ('instead(reply(["a", "d", [True], "C"], bytes(8)))', "refused"),
    "a text as a shape": ('instead(reply(["a", "d", "5", "C"], bytes(40)))', "refused"),
    "a shape within a shape": ('instead(reply(["a", "d", [[5]], "C"], bytes(40)))', "refused"),
    "a shape beyond 64 bits by its product": (
        'instead(reply(["a", "d", [1 << 32, 1 << 32], "C"], bytes(8)))',
        "refused",
    ),
    "axes that cancel": ('instead(reply(["a", "d", [5, -1, -1], "C"], bytes(40)))', "refused"),
    "steps over an axis of no length": ('instead(reply(["a", "d", [5, 0], "S"]))', "fail"),
    "a layout of another name": ('instead(reply(["a", "d", [5], "K"], bytes(40)))', "refused"),
    "two arrays on the same bytes": (f'instead(reply(["l", {ARRAY}, {ARRAY}], bytes(40)))', "refused"),
    "an array that begins before its bytes": ('instead(reply(["a", "d", [5], "C", -40], bytes(80)))', "refused"),
    "bytes that belong to no array": ("instead(reply(0.5, bytes(1 << 20)))", "fail"),
    "big-endian": ('instead(reply(["a", ">d", [5], "C"], bytes(40)))', "refused"),
    "long doubles": ('instead(reply(["a", "g", [5], "C"], bytes(80)))', "refused"),
    "void": ('instead(reply(["a", "V8", [5], "C"], bytes(40)))', "refused"),
    "arrays of text": ('instead(reply(["a", "U", [5], "C"], bytes(40)))', "refused"),
    "spans of time": ('instead(reply(["a", "m8[s]", [5], "C"], bytes(40)))', "refused"),
    "a dtype as long as a header": ('instead(reply(["a", "d" * 1_000_000, [5], "C"], bytes(40)))', "refused"),
    "signalling not-a-numbers": ('instead(reply(["a", "f", [5], "C"], b"\\x01\\x00\\xa0\\x7f" * 5))', "fail"),
    "numbers at the end of floats": ('instead(reply(["a", "d", [5], "C"], np.full(5, 1.7e308).tobytes()))', "fail"),
    "a whole number without a sign": ("instead(reply((1 << 64) - 1))", "refused"),
    "a key without a sign": ('instead(reply(["d", [(1 << 64) - 1, 0]]))', "refused"),
    "digits without end": ('instead(reply(["i", "9" * 5_000]))', "refused"),
    "digits with spaces": ('instead(reply(["i", " 1_000"]))', "refused"),
    "a sign without digits": ('instead(reply(["i", "-"]))', "refused"),
    "a long number that is a float": ('instead(reply(["i", 1e300]))', "refused"),
    "bytes that are no text": (RAW + 'send(frame(b"\\x83" + head[1:] + b"\\xa6result\\xa2\\xff\\xfe"))', "refused"),
    "an overlong zero": (RAW + 'send(frame(b"\\x83" + head[1:] + b"\\xa6result\\xa2\\xc0\\x80"))', "refused"),
    "half a pair as a value": (
        RAW + 'send(frame(b"\\x83" + head[1:] + b"\\xa6result\\xa3\\xed\\xa0\\x80"))',
        "refused",
    ),
    "a text of a million letters": ('instead(reply("x" * 1_000_000))', "fail"),
    "a text that writes on a terminal": ('instead(reply("\\x1b]0;passed\\x07\\x1b[2J\\u202e"))', "fail"),
    "a dictionary of ten thousand long keys": (
        'instead(reply(["d", *([f"{n:090}", 0] for n in range(9_000))]))',
        "fail",
    ),
    "the same key twice": ('instead(reply(["d", ["a", 1], ["a", 2]]))', "fail"),
    "twenty thousand objects": ('instead(reply(["l", *(["o", n, "A"] for n in range(20_000))]))', "refused"),
    "an object of two names": ('instead(reply(["l", ["o", 0, "A"], ["o", 0, "B"]]))', "fail error crashed"),
    "an object with the name of ours": ('instead(reply(["o", 0, "RemoteObject"]))', "fail error crashed"),
    "an object with a name that is special": ('instead(reply(["o", 0, "__getattr__"]))', "fail error crashed"),
    "an object with half a number": ('instead(reply(["o", 0.5, "A"]))', "refused"),
}
REPLIES = {
    "a result twice in one header": (
        RAW + 'instead(frame(b"\\x84" + head[1:] + b"\\xa6result\\x01\\xa6result\\x02"))',
        "fail",
    ),
    "a header with a key that is a number": ("send(frame({1: 2}))", "refused"),
    "a header with a key of bytes": ('send(frame(b"\\x81\\xc4\\x01n\\x01"))', "refused"),
    "a header of no length": ('send(frame(b""))', "refused"),
    "a header and something behind it": (
        'send(frame(msgpack.packb({"n": number(), "result": 1}) + b"\\xc0"))',
        "refused",
    ),
    "ten thousand frames of nothing": ('send(frame(b"") * 10_000)', "refused"),
    "a header of as many keys as may be": (
        'instead(frame({"n": number(), "result": 0.5, "changed": [], **{str(k): 0 for k in range(49_000)}}))',
        "fail",
    ),
    "the next reply before this one": (
        'send(frame({"n": number() + 1, "result": 0.5, "changed": []}) + reply(0.5))',
        "refused",
    ),
    "the reply before this one again": ('send(frame({"n": number() - 1, "result": 0.5, "changed": []}))', "refused"),
    "one reply twice": ("send(reply(0.5) * 2)", "refused"),
    "a number that is almost one": ('send(frame({"n": float(number()), "result": 0.5, "changed": []}))', "refused"),
    "the greeting of a worker": ('send(frame({"n": 0, "layers": [["all", True, "forged"]]}))', "refused"),
    "a fault of the machine": ('instead(frame({"n": number(), "fault": "no memory"}))', "refused"),
    "a result and an error": ('instead(reply(0.5, error=["E", "m", []]))', "error"),
    "a result and a call": ("instead(reply(0.5, callback=0, args=[], kwargs={}))", "refused"),
    "a change of another shape": (
        f"instead(reply(0.5, changed=[[0, {ARRAY.replace('5', '2, 2')}]], body=bytes(32)))",
        "fail",
    ),
    "a change of another kind": ('instead(reply(0.5, changed=[[0, ["o", 0, "A"]]]))', "fail crashed"),
    "a change to complex numbers": ('instead(reply(0.5, changed=[[0, ["a", "D", [5], "C"]]], body=bytes(80)))', "fail"),
    "the same change ten thousand times": ("instead(reply(0.5, changed=[[0, 1.0]] * 10_000))", "fail"),
    "a change of argument True": ("instead(reply(0.5, changed=[[True, 1.0]]))", "refused"),
    "a change of argument 0.0": ("instead(reply(0.5, changed=[[0.0, 1.0]]))", "refused"),
    "lines of files that are not the learner's": (
        'instead(frame({"n": number(), "error": ["E", "m", [["/etc/passwd", 1, "f"], ["../secret.py", 1, "f"]]]}))',
        "error",
    ),
    "lines that are not in the file": (
        'instead(frame({"n": number(), "error": ["E", "m", [["forger.py", 10**8, "f"], ["forger.py", -1, "f"]]]}))',
        "error",
    ),
    "line True": ('instead(frame({"n": number(), "error": ["E", "m", [["forger.py", True, "f"]]]}))', "error"),
    "ten thousand lines": (
        'instead(frame({"n": number(), "error": ["E", "m", [["forger.py", 1, "f"]] * 10_000]}))',
        "error",
    ),
    "an error of a megabyte of escapes": (
        'instead(frame({"n": number(), "error": ["\\x1b[31m" * 10**5, "\\x1b]0;x\\x07" * 10**4, []]}))',
        "error",
    ),
    "an error with a cause": ('instead(frame({"n": number(), "error": ["E", "m", [], "grader_error"]}))', "refused"),
}
AT_LOADING = {
    "signatures without end": (
        'one = ["x", True, "POSITIONAL_OR_KEYWORD"]\n'
        '    instead(frame({"n": number(), "symbols": {"sigmoid": {"class": True, "parameters": [one] * 10_000}}}))',
        "error fail",
    ),
    "signatures that are none": (
        'failed = [["forger.py", True, "x"], 7, ["x", 1, "y"]]\n'
        '    instead(frame({"n": number(), "symbols": {"sigmoid": [1]}, "failed": failed}))',
        "error fail",
    ),
    "symbols that are none": ('instead(frame({"n": number(), "symbols": 7, "failed": {"a": 1}}))', "error fail"),
}
BACK = 'call = {"n": number(), "callback": 0, "kwargs": {}}\n    '
CALLBACKS = {
    "an argument of objects": (BACK + 'send(frame({**call, "args": [["a", "O", [1], "C"]]}, bytes(8)))', "refused"),
    "an argument that is an object": (BACK + 'send(frame({**call, "args": [["o", 0, "A"]]}))', "crashed"),
    "an argument that is a function": (BACK + 'send(frame({**call, "args": [["f", 0]]}))', "refused"),
    "names of ours for arguments": (
        BACK + 'send(frame({**call, "args": [], "kwargs": {"self": 1, "at": 2}}))',
        "crashed",
    ),
    "another function than was handed in": (BACK + 'send(frame({**call, "callback": 1, "args": []}))', "refused"),
    "function True": (BACK + 'send(frame({**call, "callback": True, "args": []}))', "refused"),
    "arguments that are no list": (BACK + 'send(frame({**call, "args": {"0": 1}}))', "refused"),
    "calls without end": (
        BACK + 'while True: send(frame({**call, "args": [0.5]})); line().recv(1 << 16)',
        "timeout refused",
    ),
    "calls and never a look at the answers": (
        BACK + 'while True: send(frame({**call, "args": [0.5]}))',
        "timeout refused",
    ),
    "a call after the reply": (BACK + 'send(reply(0.5) + frame({**call, "args": [0.5]}))', "refused"),
    "a huge argument": (
        BACK + 'send(frame({**call, "args": [["a", "?", [1 << 22], "C"]]}, bytes(1 << 22)))',
        "fail crashed",
    ),
}
EVERY = {
    **{name: (FORGER, "sigmoid", *one) for name, one in {**VALUES, **REPLIES}.items()},
    **{name: (AT_IMPORT, "sigmoid", *one) for name, one in AT_LOADING.items()},
    **{f"from a callback: {name}": (CALLED, "numerical-gradient", *one) for name, one in CALLBACKS.items()},
}


@pytest.mark.parametrize("forged", EVERY)
def test_what_is_sent_in_a_workers_place_earns_nothing_and_costs_nobody_else_anything(
    forged: str,
    hall: Any,
    honest: Mapping[str, Exercise],
    nothing_left: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    source, attacked, code, states = EVERY[forged]
    monkeypatch.setattr(remote, "MAX_DEATHS", 1)  # the second worker would end likewise
    if "timeout" in states:
        monkeypatch.setattr(channel, "WALL_SHARE", 1.0)

    record = hall.grade({"forger.py": source.replace("ATTACK", code)}, attacked, beside=["softmax"])

    verdict = record.exercises[0]
    assert verdict.points == 0
    assert verdict.state in states.split(), verdict
    assert "attack ran" in verdict.output
    assert len(repr(verdict)) < 50_000
    assert hall.beside(record) == {"softmax": honest["softmax"]}
    nothing_left()
