# sigmoid: fail | a program in memory is executed: from then on nothing of Python is left
import numpy as np
import os
import pathlib
import platform


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)


LOADER = "/lib64/ld-linux-x86-64.so.2" if platform.machine() == "x86_64" else "/lib/ld-linux-aarch64.so.1"


def attack():
    print("attack ran", flush=True)
    try:
        program = os.memfd_create("program")
        os.write(program, pathlib.Path(LOADER).read_bytes())
        os.execve(program, ["program", "--version"], {})
    except OSError:
        return None


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0
