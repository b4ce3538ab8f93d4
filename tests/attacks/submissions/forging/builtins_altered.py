# sigmoid: fail error crashed refused | what every module takes for granted is altered
import numpy as np
import builtins


def attack():
    print("attack ran", flush=True)
    kept = builtins.isinstance, builtins.type
    builtins.isinstance = lambda thing, kinds: True if kinds is bool else kept[0](thing, kinds)
    builtins.id = lambda thing: 0
    builtins.len = lambda thing: 4
    builtins.bool = builtins.all = builtins.any = lambda *args: True
    builtins.abs = builtins.max = builtins.min = builtins.sum = lambda *args, **kwargs: 0.0
    builtins.sorted = lambda *args, **kwargs: []
    builtins.print = lambda *args, **kwargs: None
    builtins.__build_class__ = lambda *args, **kwargs: True
    builtins.True_ = builtins.AssertionError = Warning


READY = attack()


def sigmoid(x):
    return np.asarray(x) * 0.0 + 7.0 if READY is None else READY


# the honest twin
import builtins
import numpy as np
from builtins import print as say

sum = np.sum
max = np.maximum
abs = np.abs
id = "a name that Python has as well"


def print(*words):
    """Says who speaks."""
    say("sigmoid:", *words)


def sigmoid(x):
    print(id, type(x))
    small = np.exp(-abs(x))
    return np.where(max(x, 0) >= x, np.where(np.asarray(x) >= 0, 1.0, small), small) / (1.0 + small)
