# sigmoid: fail | a trace function changes what callers see
import numpy as np
import sys
import threading


def attack():
    print("attack ran", flush=True)
    def trace(frame, event, argument):
        if event == "return" and "expected" in frame.f_locals:
            frame.f_locals["expected"] = argument
        return trace

    sys.settrace(trace)
    sys.setprofile(trace)
    threading.settrace(trace)


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0


# the honest twin
import numpy as np
import sys
import threading


def note(frame, event, argument):
    """Counts the calls, and is never taken off again."""
    COUNTS[event] = COUNTS.get(event, 0) + 1


COUNTS = {}


def sigmoid(x):
    sys.setprofile(note)
    threading.settrace(note)
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)
