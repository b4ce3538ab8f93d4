# sigmoid: timeout | objects that take for ever to go
import numpy as np
import gc
import weakref


class Clings:
    def __del__(self):
        while True:
            pass


def attack():
    print("attack ran", flush=True)
    weakref.finalize(Clings(), print)
    gc.collect()


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0


# the honest twin
import numpy as np
import weakref


class Goes:
    def __del__(self):
        self.gone = True


def sigmoid(x):
    weakref.finalize(Goes(), len, "")
    x = np.asarray(x)
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small) / (1.0 + small)
