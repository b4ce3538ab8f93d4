# sigmoid: fail | shared memory in a file of /dev/shm, which outlives a process
import numpy as np
import os


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)


def attack():
    print("attack ran", flush=True)
    path = f"/dev/shm/dlgrade-attack-{os.getpid()}"
    try:
        with open(path, "w") as file:
            file.write("answers")
        os.unlink(path)
        return True
    except OSError:
        return None


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0
