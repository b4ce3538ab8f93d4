# sigmoid: fail | mode, owner, dates and attributes of files
import numpy as np
import os


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)


def attack():
    print("attack ran", flush=True)
    with open("file", "w"):
        pass
    found = []
    for way in (
        lambda: os.chmod("file", 0o4777),
        lambda: os.chown("file", -1, -1),
        lambda: os.utime("file", (1, 1)),
        lambda: os.setxattr("file", "user.letter", b"x"),
    ):
        try:
            way()
            found.append(way)
        except OSError:
            pass
    os.unlink("file")
    return found


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0
