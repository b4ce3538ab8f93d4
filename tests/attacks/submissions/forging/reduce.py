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
