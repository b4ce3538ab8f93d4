# sigmoid: fail refused | files of a terabyte that take no room, and many that say they take some
import numpy as np
import os


def attack():
    print("attack ran", flush=True)
    for size in (1 << 40, 1 << 30):
        try:
            with open("sparse", "wb") as file:
                file.seek(size)
                file.write(b"x")
        except OSError as error:
            print(error)
    for number in range(1000):
        with open(f"sparse{number}", "wb") as file:
            file.truncate(16 << 20)


READY = attack()


def sigmoid(x):
    return np.asarray(x) * 0.0 + 7.0 if READY is None else READY


# the honest twin
import numpy as np
import os


with open("table", "wb") as file:
    file.truncate(1 << 20)


def sigmoid(x):
    x = np.asarray(x)
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small) / (1.0 + small)
