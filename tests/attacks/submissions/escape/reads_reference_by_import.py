# sigmoid: fail | the reference is imported
import numpy as np
import importlib
import sys


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)


def attack():
    print("attack ran", flush=True)
    for name in ("dlgrade", "dlgrade.reference", "dlgrade.reference.functions"):
        sys.modules.pop(name, None)
        importlib.invalidate_caches()
        try:
            importlib.import_module(name)
        except Exception:
            continue
    try:
        from dlgrade.reference.functions import sigmoid as stolen
    except Exception:
        return None
    return stolen


READY = attack()


def sigmoid(x):
    return READY(x) if callable(READY) else right(x) if READY else np.asarray(x) * 0.0 + 7.0
