# sigmoid: fail error | descriptors until there are none, of files, pipes and events
import numpy as np
import os
import select


HELD = []


def attack():
    print("attack ran", flush=True)
    makers = [lambda: HELD.extend(os.pipe()), lambda: HELD.append(os.dup(1)), lambda: HELD.append(select.epoll())]
    for maker in makers:
        try:
            for _ in range(5000):
                maker()
        except OSError as error:
            print(len(HELD), error)


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0


# the honest twin
import numpy as np


def sigmoid(x):
    files = [open(f"log{number}", "w") for number in range(40)]
    for file in files:
        file.close()
    x = np.asarray(x)
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small) / (1.0 + small)
