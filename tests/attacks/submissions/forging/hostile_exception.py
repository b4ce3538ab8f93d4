# sigmoid: error | an exception that raises while it is read
import numpy as np


class Meta(type):
    __name__ = property(lambda cls: 1 / 0)


class Hostile(BaseException, metaclass=Meta):
    def __str__(self):
        raise SystemExit(0)

    __repr__ = __str__
    __traceback__ = property(lambda self: 1 / 0)
    __cause__ = property(lambda self: 1 / 0)


def attack():
    print("attack ran", flush=True)
    raise Hostile


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0
