# sigmoid: fail error crashed timeout | a trace of every instruction jumps over lines of the worker's loop
import numpy as np
import sys


def attack():
    print("attack ran", flush=True)

    def trace(frame, event, argument):
        frame.f_trace_opcodes = True
        if event == "line" and "serve" in frame.f_code.co_filename:
            for line in range(frame.f_lineno + 2, frame.f_lineno + 9):
                try:
                    frame.f_lineno = line
                    break
                except ValueError:
                    continue
        return trace

    frame = sys._getframe()
    while frame is not None:
        frame.f_trace = trace
        frame = frame.f_back
    sys.settrace(trace)


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0


# the honest twin
import numpy as np
import sys
import trace

LINES = set()


def watched(function):
    """Notes which lines ran, as a tool for coverage does, and puts back what was there."""

    def note(frame, event, argument):
        LINES.add((event, frame.f_lineno))
        return note

    def wrapper(x):
        before = sys.gettrace()
        sys.settrace(note)
        try:
            return function(x)
        finally:
            sys.settrace(before)

    return wrapper


@watched
def sigmoid(x):
    small = np.exp(-np.abs(x))
    assert trace.Trace
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)
