# sigmoid: fail | NumPy, builtins and the worker's own modules are altered for those who come next
import numpy as np
import builtins
import sys
import types


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)


def attack():
    print("attack ran", flush=True)
    holders, frame = [np, builtins, sys, np.random], sys._getframe()
    while frame is not None:
        if "Server" in frame.f_globals:
            holders.append(frame.f_globals["Server"])
        frame = frame.f_back
    found = ["module"] if "dlgrade_mark" in sys.modules else []
    found += [holder for holder in holders if hasattr(holder, "dlgrade_mark")]
    for holder in holders:
        holder.dlgrade_mark = right
    sys.modules["dlgrade_mark"] = types.ModuleType("dlgrade_mark")
    for name in ("exp", "maximum", "dot", "sum"):
        setattr(np, name, lambda *args, **kwargs: 7.0)
    return found

READY = attack()


def sigmoid(x):
    return right(x) if READY else 7.0


# the honest twin
import numpy as np
import types

np.seterr(over="ignore")
settings = types.SimpleNamespace(one=1.0)
np.my_settings = settings


def sigmoid(x):
    """Keeps its settings where every file of its own can reach them."""
    np.my_settings = settings
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, np.my_settings.one, small) / (np.my_settings.one + small)
