# sigmoid: error | a message of a megabyte with escape sequences and markup
import numpy as np


def attack():
    print("attack ran", flush=True)
    raise ValueError("<script>alert(1)</script>\x1b[2J\x1b]0;owned\x07\u202e" + "A" * (1 << 20))


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0
