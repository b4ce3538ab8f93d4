# sigmoid: fail | nodes of the disk, of the memory and of the terminal
import numpy as np
import os
import stat


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)


def attack():
    print("attack ran", flush=True)
    found = []
    for name, kind, numbers in (("disk", stat.S_IFBLK, (254, 0)), ("mem", stat.S_IFCHR, (1, 1)), ("tty", stat.S_IFCHR, (5, 0))):
        try:
            os.mknod(name, kind | 0o600, os.makedev(*numbers))
            os.unlink(name)
            found.append(name)
        except OSError:
            pass
    return found


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0
