# sigmoid: error | an exception named like the verdict that costs nothing
import numpy as np


class grader_error(Exception):
    state = "grader_error"
    points = max_points = 100


grader_error.__module__ = "dlgrade.exercises.fault"


def attack():
    print("attack ran", flush=True)
    raise grader_error("pass")


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0


# the honest twin
import numpy as np


class Fault(Exception):
    """For what must not happen."""


def checked(x):
    if not isinstance(x, (np.ndarray, np.generic, int, float)):
        raise Fault(type(x).__name__)
    return np.asarray(x)


def sigmoid(x):
    try:
        x = checked(x)
    except Fault:
        x = np.asarray(list(x))
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small) / (1.0 + small)
