# sigmoid: fail | import hooks give modules of the forger's
import numpy as np
import builtins
import importlib.abc
import importlib.util
import sys


def attack():
    print("attack ran", flush=True)
    class Finder(importlib.abc.MetaPathFinder):
        def find_spec(self, name, path, target=None):
            return None

    sys.meta_path.insert(0, Finder())
    sys.path_hooks.insert(0, lambda path: Finder())
    sys.path.insert(0, ".")
    original = builtins.__import__
    builtins.__import__ = lambda name, *args, **kwargs: original("math" if "dlgrade" in name else name, *args, **kwargs)


READY = attack()


def sigmoid(x):
    return np.asarray(x) * 0.0 + 7.0 if READY is None else READY
