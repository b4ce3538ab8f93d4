# sigmoid: error | an exception whose text is of a str of its own
import numpy as np


class Text(str):
    def __getitem__(self, key):
        return object()

    def encode(self, *args):
        return self


class Hostile(Exception):
    def __str__(self):
        return Text("half a pair: \ud800")


def attack():
    print("attack ran", flush=True)
    raise Hostile


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0
