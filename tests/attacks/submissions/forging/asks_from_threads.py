# numerical-gradient: fail | threads that all call the judge's function at once, so that one gets another's answer
import threading

import numpy as np


def attack(f, x):
    print("attack ran", flush=True)
    for _ in range(20):
        f(x)


def numerical_gradient(f, x):
    threads = [threading.Thread(target=attack, args=(f, x.copy())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return np.zeros_like(x)


# the honest twin
from concurrent.futures import ThreadPoolExecutor

import numpy as np


def numerical_gradient(f, x):
    """The differences side by side."""

    def at(place):
        above, below = x.copy(), x.copy()
        above[place] += 1e-4
        below[place] -= 1e-4
        return (f(above) - f(below)) / 2e-4

    with ThreadPoolExecutor(4) as pool:
        return np.array(list(pool.map(at, np.ndindex(x.shape)))).reshape(x.shape)
