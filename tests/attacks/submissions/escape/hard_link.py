# sigmoid: fail | a hidden file under another name in the own folder
import numpy as np
import os


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)


def attack():
    print("attack ran", flush=True)
    for way in (os.link, os.symlink, os.rename):
        try:
            source = "@OTHER@/secret.py" if way is not os.rename else "@HOME@/nothing.py"
            way(source, "taken")
            with open("taken") as file:
                found = file.read()
            os.unlink("taken")
            return found
        except OSError:
            pass
    return None


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0
