"""Calls of learner code with nothing of ours around it, and with the calls that it makes itself counted."""

from __future__ import annotations

import _thread
import contextvars
import functools
import inspect
import itertools
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Collection
from types import FrameType
from typing import Any

import numpy as np

from . import clock

LOOK = 0.05
"""Seconds between two looks whether the thread is gone without a word."""


def apart(call: Callable[[], Any]) -> Any:
    """The result of a call whose stack holds no frame of ours, a day later by its clocks.

    A new thread makes it, and what stands below it there is written in C: who walks up the frames finds none. What is
    bound to a thread, such as how NumPy treats an overflow, is taken along. Where no thread is to be had it is made
    here.

    Raises:
        BaseException: what the call raised.
    """
    clock.put_forward()
    found, done, raised = list[Any](), _thread.allocate_lock(), list[BaseException]()
    done.acquire()
    before, hook = _thread._count(), sys.unraisablehook
    sys.unraisablehook = lambda told: raised.append(told.exc_value or RuntimeError("unknown"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                _thread.start_new_thread(found.extend, (_steps(call, done.release),))
            except RuntimeError:
                return call()
            while not done.acquire(timeout=LOOK) and not raised and _thread._count() > before:
                pass
    finally:
        sys.unraisablehook = hook
    if len(found) > 1:
        return found[1]
    raise raised[0] if raised else SystemExit


def _steps(call: Callable[[], Any], done: Callable[[], Any]) -> itertools.chain[Any]:
    """What the thread does, one after the other: nothing here is a function of Python that waits for the call."""
    prepare = functools.partial(np.seterr, **np.geterr())
    run = functools.partial(contextvars.copy_context().run, call)
    return itertools.chain(*(itertools.starmap(step, [()]) for step in (prepare, run, done)))


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
