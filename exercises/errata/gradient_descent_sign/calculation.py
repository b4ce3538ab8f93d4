import numpy as np

from ....reference.numerical import gradient_descent
from ...checking.case import Array, Case
from ...checking.erratum import Found, as_printed

LR, STEPS = 0.1, 20


def f(x: Array) -> float:
    return float((x**2).sum())


def calculate(case: Case) -> Found:
    start = np.array([-3.0, 4.0])
    printed = as_printed("gradient-descent", "ascends")["gradient_descent"]
    up, down = f(printed(f, start.copy(), LR, STEPS)), f(gradient_descent(f, start, LR, STEPS))
    return Found(up < f(start), {"start": f(start), "lr": LR, "steps": STEPS, "printed": up, "right": down})
