# sigmoid: fail | what /proc tells of the parent and of the judge
import numpy as np
import os


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)


def attack():
    print("attack ran", flush=True)
    found = []
    for process in (os.getppid(), @JUDGE@):
        for name in ("mem", "environ", "maps", "cmdline", "status", "stat", "auxv"):
            try:
                with open(f"/proc/{process}/{name}", "rb") as file:
                    if name == "mem":
                        file.seek(id(object))
                    found.append(file.read(1))
            except (OSError, ValueError):
                pass
        for name in ("fd", "task", "cwd", "root"):
            try:
                found.append(os.listdir(f"/proc/{process}/{name}"))
            except OSError:
                pass
    return found


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0
