# sigmoid: fail | another learner's folder and the home are read
import numpy as np
import os
import pathlib


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)


def attack():
    print("attack ran", flush=True)
    found = []
    for folder in (
        "@OTHER@",
        "@HOME@",
        "@SUBMISSION@/..",
        os.path.expanduser("~root"),
        "/root",
        "/home",
        "/etc/passwd",
    ):
        for way in (
            lambda: os.listdir(folder),
            lambda: pathlib.Path(folder, "secret.py").read_text(),
            lambda: pathlib.Path(folder).read_text(),
        ):
            try:
                found.append(way())
            except OSError:
                pass
    return found or None


READY = attack()


def sigmoid(x):
    return READY(x) if callable(READY) else right(x) if READY else np.asarray(x) * 0.0 + 7.0
