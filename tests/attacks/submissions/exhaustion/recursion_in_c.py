# sigmoid: error crashed timeout | deep recursion in C
import numpy as np
import functools
import sys


def attack():
    print("attack ran", flush=True)
    sys.setrecursionlimit(1 << 30)
    deep = []
    for _ in range(200_000):
        deep = [deep]
    repr(deep)
    deep == [deep]


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0
