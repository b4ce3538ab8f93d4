import numpy as np

from ....reference.optimizers import Nesterov
from ...checking.case import Array, Case
from ...checking.erratum import Found, as_printed

LR, MU, STEPS = 0.1, 0.9, 12
START = np.array([-7.0, 2.0])


def slope(x: Array) -> Array:
    return np.asarray(x * np.array([0.1, 2.0]))


def looking_ahead() -> Array:
    """θ + μv after each step of the definition, in which the gradient is taken there."""
    theta, v, path = START.copy(), np.zeros(2), []
    for _ in range(STEPS):
        v = MU * v - LR * slope(theta + MU * v)
        theta = theta + v
        path.append(theta + MU * v)
    return np.array(path)


def walked(optimizer: Nesterov) -> Array:
    params, path = {"x": START.copy()}, []
    for _ in range(STEPS):
        optimizer.update(params, {"x": slope(params["x"])})
        path.append(params["x"].copy())
    return np.array(path)


def calculate(case: Case) -> Found:
    wanted, wrong = looking_ahead(), as_printed("nesterov", "velocity_updated_first")["Nesterov"]
    right, printed = (float(np.abs(walked(make(LR, MU)) - wanted).max()) for make in (Nesterov, wrong))
    return Found(printed < 1e-9, {"steps": STEPS, "right": right, "printed": printed})
