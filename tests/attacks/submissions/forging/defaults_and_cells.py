# sigmoid: fail error crashed refused | default arguments, closures and constants of the worker's functions are altered
import numpy as np
import sys


def attack():
    print("attack ran", flush=True)
    frames, serve = sys.modules["dlgrade_worker.frames"], sys.modules["dlgrade_worker.serve"]
    frames.Writer.value.__defaults__ = (-1000,)
    frames.Reader.value.__defaults__ = (-1000,)
    frames.MAX_DEPTH = frames.MAX_NODES = frames.MAX_BODY = frames.MAX_HEADER = 1 << 62
    frames.DTYPES = frozenset("?bhilqBHILQefdFDOSUVMm")
    serve._same.__defaults__ = serve._snapshot.__kwdefaults__ = None
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
