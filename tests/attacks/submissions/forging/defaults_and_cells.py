# sigmoid: fail error crashed refused | default arguments, closures and constants of the worker's functions are altered
import numpy as np
import sys


def of_the_worker(name):
    """A class of the worker's loop, which stands among the globals of a caller."""
    frame = sys._getframe()
    while name not in frame.f_globals:
        frame = frame.f_back
    return frame.f_globals[name]


def attack():
    print("attack ran", flush=True)
    writer, reader = of_the_worker("Writer"), of_the_worker("Reader")
    writer.value.__defaults__ = reader.value.__defaults__ = (-1000,)
    frames = writer.value.__globals__
    for name in ("MAX_DEPTH", "MAX_NODES", "MAX_BODY", "MAX_HEADER"):
        frames[name] = 1 << 62
    frames["DTYPES"] = frozenset("?bhilqBHILQefdFDOSUVMm")
    of_the_worker("_same").__defaults__ = of_the_worker("_snapshot").__kwdefaults__ = None
    frame = sys._getframe()
    while frame is not None:
        for cell in getattr(frame.f_locals.get("function"), "__closure__", None) or ():
            cell.cell_contents = True
        frame = frame.f_back


def sigmoid(x):
    attack()
    return np.array([np.asarray(x) * 0.0 + 7.0, "0.5"], dtype=object)


# the honest twin
import numpy as np


def maker(one=1.0, kept=[]):
    """Counts in a closure and keeps in a default argument."""
    calls = 0

    def sigmoid(x, /, *, one=one):
        nonlocal calls
        calls += 1
        kept.append(calls)
        small = np.exp(-np.abs(x))
        return np.where(np.asarray(x) >= 0, one, small) / (one + small)

    sigmoid.__kwdefaults__ = {"one": 1.0}
    return sigmoid


made = maker()
maker.__defaults__ = (1.0, [])


def sigmoid(x):
    return made(x)
