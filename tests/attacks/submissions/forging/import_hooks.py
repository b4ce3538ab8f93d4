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


# the honest twin
import importlib.util
import sys

try:
    import numba
    from numba import njit
except ImportError:
    numba = None

    def njit(function=None, **options):
        return function if callable(function) else njit


try:
    import cupy as np
except ImportError:
    import numpy as np

try:
    from tqdm import tqdm
except ModuleNotFoundError:
    tqdm = iter

HAS_TORCH = importlib.util.find_spec("no_such_library") is not None
if "google.colab" in sys.modules:
    from google.colab import drive


@njit(cache=True)
def sigmoid(x):
    """With what is installed, and without what is not."""
    for _ in tqdm(range(1)):
        small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)
