# sigmoid: fail | the reference is loaded from its path
import numpy as np
import importlib.util
import pathlib


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)


def attack():
    print("attack ran", flush=True)
    path = "@PACKAGE@/reference/functions.py"
    for way in (
        lambda: pathlib.Path(path).read_text(),
        lambda: open(path).read(),
        lambda: importlib.util.spec_from_file_location("f", path).loader.get_data(path),
        lambda: open("/proc/self/cwd/" + "../" * 20 + path).read(),
    ):
        try:
            if way():
                return True
        except OSError:
            pass
    return None


READY = attack()


def sigmoid(x):
    return READY(x) if callable(READY) else right(x) if READY else np.asarray(x) * 0.0 + 7.0
