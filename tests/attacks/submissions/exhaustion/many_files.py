# sigmoid: fail timeout | thousands of files and one as large as may be
import numpy as np
import os
import pathlib


def attack():
    print("attack ran", flush=True)
    for number in range(1000):
        pathlib.Path(f"file{number}").touch()
    try:
        with open("large", "wb") as file:
            for _ in range(1000):
                file.write(bytes(1 << 20))
    except OSError as error:
        print(error)


READY = attack()


def sigmoid(x):
    return np.asarray(x) * 0.0 + 7.0 if READY is None else READY
