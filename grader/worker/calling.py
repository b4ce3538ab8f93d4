"""Calls of learner code with nothing of ours around it, and with the calls that it makes itself counted."""

from __future__ import annotations

import _thread
import contextvars
import inspect
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Collection
from functools import partial
from types import FrameType
from typing import Any

import numpy as np

from . import clock

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
        The result; the most frequent of `forward`, and the most frequent of all code.
    """
    entered: Counter[int] = Counter()

    def note(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and frame.f_code.co_filename in paths:
            entered[id(frame.f_code)] += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        result = call()
    finally:
        sys.setprofile(before)
    codes = (getattr(inspect.unwrap(function), "__code__", None) for function in forward)
    return result, [max((entered[id(code)] for code in codes), default=0), max(entered.values(), default=0)]
