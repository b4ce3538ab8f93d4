"""Calls of learner code with nothing of ours around it, and with the calls that it makes itself counted."""

from __future__ import annotations

import _thread
import contextvars
import inspect
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from functools import partial
from types import FrameType
from typing import Any

import numpy as np

from . import clock

NOTED = 3
"""How many calls of each function are looked at."""

STEP = 0.02
"""The largest distance between two evaluations of a difference quotient, which a bad one may have."""

MOST = 1 << 20
"""Bytes of the largest array that is looked at."""

_PLAIN = """
def asked(depth):
    return asked(depth - 1) if depth else call()

try:
    prepare()
    results.append(asked(12))
except BaseException as error:
    raised.append(error)
finally:
    done()
"""
_STEPS = compile(_PLAIN, "<stdin>", "exec")
"""What a thread does that stands for somebody at a terminal."""


def apart(call: Callable[[], Any]) -> Any:
    """The result of a call whose stack holds no frame of ours, a day later by its clocks.

    A new thread makes it, below which there is what was typed at a terminal, as far as frames tell. What is bound to a
    thread, such as how NumPy treats an overflow, is taken along. Where no thread is to be had it is made here.

    Raises:
        BaseException: what the call raised.
    """
    clock.put_forward()
    results, raised, done = list[Any](), list[BaseException](), _thread.allocate_lock()
    done.acquire()
    names = {
        "__name__": "__main__",
        "prepare": partial(np.seterr, **np.geterr()),
        "call": partial(contextvars.copy_context().run, call),
        "done": done.release,
        "results": results,
        "raised": raised,
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # they were told the first time
        try:
            _thread.start_new_thread(exec, (_STEPS, names))
        except RuntimeError:
            return call()
        done.acquire()
    if raised:
        raise raised[0]
    return results[0]


def counted(call: Callable[[], Any], forward: Collection[Any], paths: Collection[str]) -> tuple[Any, list[int]]:
    """The result of a call, and how often code was entered meanwhile.

    Args:
        call: the call.
        forward: functions of the learner's.
        paths: files of the learner's; code of others is not counted.

    Returns:
        The result; then the count of the most frequent of `forward`, that of the most frequent of all code that does
        not take single numbers, and of how many points near its first `forward` was entered for, as far as looked at.
    """
    count = _Count({id(getattr(inspect.unwrap(one), "__code__", None)) for one in forward}, paths)
    before = sys.getprofile()
    sys.setprofile(count.note)
    try:
        result = call()
    finally:
        sys.setprofile(before)
    return result, count.told()


class _Count:
    """Counts the calls of a learner's functions, as a profiler."""

    def __init__(self, forward: Collection[int], paths: Collection[str]) -> None:
        self.forward, self.paths = forward, paths
        self.entered: Counter[int] = Counter()
        self.of_numbers: set[int] = set()
        self.first: list[Any] | None = None
        self.near = 0

    def note(self, frame: FrameType, event: str, _: Any) -> None:
        """What Python calls at each event."""
        if event != "call" or frame.f_code.co_filename not in self.paths:
            return
        code = id(frame.f_code)
        self.entered[code] += 1
        if self.entered[code] <= NOTED:
            self._look(code, _arguments(frame))

    def _look(self, code: int, arguments: Collection[Any]) -> None:
        arrays = [one for one in arguments if isinstance(one, np.ndarray)]
        if code in self.forward and arrays and all(one.nbytes <= MOST for one in arrays):
            self.near += self.first is not None and _near(self.first, arrays)
            self.first = self.first or [one.copy() for one in arrays]
        if not arrays and any(isinstance(one, int | float | np.number) for one in arguments):
            self.of_numbers.add(code)

    def told(self) -> list[int]:
        """The three numbers."""
        whole = [count for code, count in self.entered.items() if code not in self.of_numbers]
        return [max((self.entered[code] for code in self.forward), default=0), max(whole, default=0), self.near]


def _near(first: Sequence[Any], second: Sequence[Any]) -> bool:
    """Whether two points differ, and by as little as a step of a difference quotient."""
    if [one.shape for one in first] != [one.shape for one in second]:
        return False
    apart = [
        float(np.max(np.abs(a - b), initial=0.0)) for a, b in zip(first, second, strict=True) if a.dtype.kind == "f"
    ]
    return 0.0 < max(apart, default=0.0) < STEP


def _arguments(frame: FrameType) -> list[Any]:
    names = frame.f_code.co_varnames[: frame.f_code.co_argcount]
    values = frame.f_locals
    return [values[name] for name in names if name in values]
