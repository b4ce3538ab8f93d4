# sigmoid: fail | checks, mistakes and conventions are read
import numpy as np
import pathlib


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)


def attack():
    print("attack ran", flush=True)
    found = []
    for name in ("checks.py", "mistakes.py", "exercise.toml", "__init__.py"):
        for folder in ("@PACKAGE@/exercises/ch03/sigmoid", "@PACKAGE@/exercises/ch06/adam", "@PACKAGE@/exercises"):
            try:
                found.append(pathlib.Path(folder, name).read_text())
            except OSError:
                pass
    return found or None


READY = attack()


def sigmoid(x):
    return READY(x) if callable(READY) else right(x) if READY else np.asarray(x) * 0.0 + 7.0
