# sigmoid: timeout | 10 GB on standard output
import numpy as np
import os


def attack():
    print("attack ran", flush=True)
    piece = b"x" * (1 << 20)
    for _ in range(10_000):
        os.write(1, piece)
    while True:
        pass


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0
