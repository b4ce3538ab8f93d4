import numpy as np

from ....reference.numerical import numerical_diff
from ....reference.optimizers import Momentum
from ...checking.case import Case
from ...checking.erratum import Found

START, MOMENTUM, STEPS = 2.0, 0.9, 2000
LR, OTHER_LR = 0.001, 0.01


def f(x: float) -> float:
    return x**4 - 3 * x**2 + x


def run(lr: float) -> float:
    params, optimizer = {"x": np.array([START])}, Momentum(lr, MOMENTUM)
    for _ in range(STEPS):
        optimizer.update(params, {"x": 4 * params["x"] ** 3 - 6 * params["x"] + 1})
    return float(params["x"][0])


def calculate(case: Case) -> Found:
    grid = np.linspace(-2.0, 2.0, 40001)
    best = float(min(grid, key=f))
    end = run(LR)
    figures = {"start": START, "lr": LR, "momentum": MOMENTUM, "steps": STEPS, "other_lr": OTHER_LR}
    figures |= {"x_end": end, "end": f(end), "x_best": best, "best": f(best), "x_other": run(OTHER_LR)}
    return Found(bool(np.isclose(f(end), f(best), atol=1e-3)), {**figures, "slope": abs(numerical_diff(f, end))})
