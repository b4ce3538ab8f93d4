# sigmoid: fail | an object that runs a command where it is unpickled
import numpy as np
import os


class Bomb:
    def __reduce__(self):
        return os.system, ("touch /tmp/dlgrade-attack-reduce",)

    __reduce_ex__ = lambda self, protocol: self.__reduce__()


def attack():
    print("attack ran", flush=True)
    pass


def sigmoid(x):
    attack()
    return Bomb()


# the honest twin
import copy
import numpy as np
import pickle


class Constant:
    """Pickles and copies itself in a way of its own."""

    def __init__(self, value):
        self.value = value

    def __reduce__(self):
        return Constant, (self.value,)


one = pickle.loads(pickle.dumps(copy.deepcopy(Constant(1.0))))


def sigmoid(x):
    x = np.asarray(x)
    return one.value / (one.value + np.exp(-np.clip(x, -700, 700)))
