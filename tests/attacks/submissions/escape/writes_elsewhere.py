# sigmoid: fail | files beside the own folder: another learner's, the judge's, everybody's
import numpy as np
import os


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)


def attack():
    print("attack ran", flush=True)
    found = []
    for folder in ("@OTHER@", "@OUT@", "@HOME@", "/tmp", "/var/tmp", "..", "/usr/local/lib"):
        path = f"{folder}/dlgrade-attack-{os.getpid()}"
        try:
            with open(path, "w") as file:
                file.write("x")
            os.unlink(path)
            found.append(path)
        except OSError:
            pass
    return found


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0
