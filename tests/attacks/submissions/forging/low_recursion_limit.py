# sigmoid: fail error crashed refused | hardly any depth of calls is left for the worker's loop
import numpy as np
import sys


def attack():
    print("attack ran", flush=True)
    for depth in range(1, 40):
        try:
            sys.setrecursionlimit(depth)
            break
        except RecursionError:
            continue
    sys.setswitchinterval(1e-9)


def sigmoid(x):
    attack()
    return [[[[np.asarray(x) * 0.0 + 7.0]]]]


# the honest twin
import numpy as np
import sys

before = sys.getrecursionlimit()
more = sys.setrecursionlimit(100_000)


def each(values, n=0):
    return [] if n == len(values) else [1 / (1 + np.exp(-max(values[n], -700.0))), *each(values, n + 1)]


def sigmoid(x):
    """Calls itself for each number, with a deeper limit than Python's."""
    assert sys.getrecursionlimit() == 100_000 > before and more is None
    x = np.asarray(x)
    return np.array(each(x.ravel().tolist()), dtype=float).reshape(x.shape)
