# sigmoid: fail | standard streams are closed and replaced
import numpy as np
import os
import sys


def attack():
    print("attack ran", flush=True)
    for number in (0, 1, 2):
        os.close(number)
    sys.stdout = sys.stderr = sys.__stdout__ = None


READY = attack()


def sigmoid(x):
    return np.asarray(x) * 0.0 + 7.0 if READY is None else READY


# the honest twin
import contextlib
import io
import numpy as np
import os


def sigmoid(x):
    """Keeps standard output and errors quiet while it computes."""
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(io.StringIO()) as said:
        with contextlib.redirect_stderr(nowhere):
            print("computing")
            small = np.exp(-np.abs(x))
    assert said.getvalue() == "computing\n"
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)
