# sigmoid: fail error timeout | pipes made as large as they can be, and filled
import numpy as np
import fcntl
import os


HELD = []


def attack():
    print("attack ran", flush=True)
    try:
        for _ in range(40):
            HELD.append(os.pipe())
            reading, writing = HELD[-1]
            try:
                fcntl.fcntl(writing, 1031, 1 << 20)
            except OSError as error:
                print(error)
            os.set_blocking(writing, False)
            try:
                while os.write(writing, bytes(1 << 16)):
                    pass
            except BlockingIOError:
                pass
    except OSError as error:
        print(error)


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0


# the honest twin
import numpy as np
import os


def sigmoid(x):
    reading, writing = os.pipe()
    os.write(writing, b"x")
    os.read(reading, 1)
    os.close(reading)
    os.close(writing)
    x = np.asarray(x)
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small) / (1.0 + small)
