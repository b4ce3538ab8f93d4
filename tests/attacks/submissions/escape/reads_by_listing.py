# sigmoid: fail | the package is looked for by listing and by the memory map
import numpy as np
import glob
import os
import pathlib
import zipimport


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)


def attack():
    print("attack ran", flush=True)
    found = list(pathlib.Path("@PACKAGE@").rglob("*.py")) + glob.glob("@PACKAGE@/**/*.py", recursive=True)
    for way in (
        lambda: os.listdir("@PACKAGE@"),
        lambda: os.listdir("@PACKAGE@/exercises"),
        lambda: open("/proc/self/maps").read(),
        lambda: open("/proc/self/mem", "rb").read(1),
        lambda: open("/proc/@JUDGE@/environ", "rb").read(),
        lambda: zipimport.zipimporter("@PACKAGE@"),
    ):
        try:
            found.append(way())
        except (OSError, zipimport.ZipImportError):
            pass
    return found or None


READY = attack()


def sigmoid(x):
    return READY(x) if callable(READY) else right(x) if READY else np.asarray(x) * 0.0 + 7.0
