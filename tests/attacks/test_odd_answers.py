"""Answers of every odd kind: none earns a point, and none makes the judge stumble into a verdict that costs nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from dlgrade.reports.record import Exercise

NUMBERS = (
    *("None", "True", "-0.0", "float('nan')", "float('inf')", "1e308 * 10", "10**4000", "-(10**300)", "1j", "7"),
    *("np.float64('nan')", "np.longdouble(7)", "np.bool_(True)", "np.uint64(2**64 - 1)", "np.complex64(1)", "2**63"),
)
ARRAYS = (
    *("np.zeros(0)", "np.zeros((0, 1 << 60, 0))", "np.zeros((1,) * 32)", "np.full((3, 4), np.nan)", "np.array(7.0)"),
    *(
        "np.array([1], object)",
        "np.array(['a'])",
        "np.array([b'a'])",
        "np.array([1], 'M8[s]')",
        "np.array([1], 'm8[D]')",
    ),
    *("np.zeros(2, 'f8,i4')", "np.zeros(2, [('f', 'f8', 3)])", "np.recarray(2, 'f8')", "np.zeros(3, 'V8')"),
    *("np.array([1.0], '>f8')", "np.array([1.0], 'f2')", "np.array([1], 'g')", "np.zeros(3, '?')", "np.zeros(3, 'G')"),
    *(
        "np.broadcast_to(7.0, (3, 4))",
        "np.zeros((4, 4))[::-1, ::2]",
        "np.zeros(4)[::-1]",
        "np.ma.array([1.0], mask=[1])",
    ),
    *("np.matrix([[7.0]])", "np.nditer(np.zeros(3))", "np.zeros(3).flat", "memoryview(np.zeros(3))", "np.dtype('f8')"),
    *("np.char.array(['a'])", "np.poly1d([1, 2])", "np.random.default_rng(0)", "np.lib.Arrayterator(np.zeros(3), 1)"),
)
THINGS = (
    *("''", "'7'", "'\\ud800'", "'x' * 10**6", "b'7'", "bytearray(8)", "[]", "()", "{}", "set()", "frozenset([1])"),
    *("[[], [[]]]", "[None] * 10**5", "{1: 2, 'a': {}}", "{None: 1}", "{1.5: 1, float('nan'): 2}", "{(1, 2): 3}"),
    *("{True: 1, 1.0: 2}", "{'\\ud800': 1}", "{10**30: 1}", "{b'a': 1}", "[float('nan')] * 3", "[[1], [2, 3]]"),
    *("object()", "object", "np", "sigmoid", "lambda: 7", "print", "...", "NotImplemented", "Exception()", "range(9)"),
    *("slice(None)", "iter([])", "(n for n in [])", "type", "type('grader_error', (), {})()", "__builtins__", "exec"),
    *("(lambda a: a.append(a) or a)([])", "(lambda d: d.update(d=d) or d)({})", "dict.fromkeys(range(10**5))"),
    *("__import__('decimal').Decimal(7)", "__import__('fractions').Fraction(1, 2)", "__import__('datetime').date.min"),
    *("__import__('array').array('d', [7.0])", "__import__('collections').UserList([7.0])", "__import__('sys')"),
)
LAYER = """import numpy as np


class Sigmoid:
    out = property(lambda self: {answer})

    def forward(self, x):
        return {answer}

    def backward(self, dout):
        return {answer}
"""
OPTIMIZER = """import numpy as np


class SGD:
    lr = property(lambda self: {answer}, lambda self, value: None)

    def __init__(self, lr=0.01):
        pass

    def update(self, params, grads):
        for key in list(params):
            params[key] = {answer}
        grads.clear()
        params["more"] = {answer}
        return {answer}
"""
FUNCTION = "import numpy as np\n\n\ndef sigmoid(x):\n    return {answer}\n"
WAYS = {"sigmoid": FUNCTION, "sigmoid-layer": LAYER, "sgd": OPTIMIZER}
LONG = [pytest.param(one, marks=pytest.mark.long) for one in ("sigmoid-layer", "sgd")]


@pytest.mark.parametrize("exercise", ["sigmoid", *LONG])
@pytest.mark.parametrize("answer", [*NUMBERS, *ARRAYS, *THINGS])
def test_an_odd_answer_is_judged_and_earns_nothing(answer: str, exercise: str, hall: Any) -> None:
    code = WAYS[exercise].replace("{answer}", answer)

    verdict = hall.grade({"odd.py": code}, exercise, beside=()).exercises[0]

    assert verdict.state in ("fail", "error", "memory", "refused", "timeout")
    assert verdict.points == 0


def test_odd_answers_cost_nobody_else_anything(
    hall: Any, honest: Mapping[str, Exercise], nothing_left: Callable[[], None]
) -> None:
    record = hall.grade({"odd.py": FUNCTION.replace("{answer}", "np.zeros((0, 1 << 60, 0))")})

    assert hall.beside(record) == honest
    nothing_left()
