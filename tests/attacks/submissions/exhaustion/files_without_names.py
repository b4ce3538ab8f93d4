# sigmoid: fail | files that are deleted and held open, as many as may be
import numpy as np
import os


def attack():
    print("attack ran", flush=True)
    held = []
    try:
        for number in range(1000):
            held.append(os.open(f"file{number}", os.O_CREAT | os.O_RDWR))
            os.unlink(f"file{number}")
            os.write(held[-1], bytes(1 << 16))
    except OSError as error:
        os.close(held.pop())
        print(len(held), error)


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0


# the honest twin
import numpy as np
import tempfile


def sigmoid(x):
    with tempfile.TemporaryFile() as file:
        np.save(file, x)
        file.seek(0)
        x = np.load(file)
    x = np.asarray(x)
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small) / (1.0 + small)
