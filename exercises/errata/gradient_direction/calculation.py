import numpy as np

from ....reference.numerical import numerical_gradient
from ...checking.case import Array, Case
from ...checking.erratum import Found

STEP = 0.1


def f(x: Array) -> float:
    return float((x**2).sum())


def calculate(case: Case) -> Found:
    x = np.array([3.0, 4.0])
    gradient = numerical_gradient(f, x)
    unit = gradient / np.linalg.norm(gradient)
    angles = np.arange(360)
    turned = [np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]]) @ unit for a in np.radians(angles)]
    reached = [f(x + STEP * direction) for direction in turned]
    along, against = f(x + STEP * unit), f(x - STEP * unit)
    figures = {"x0": x[0], "x1": x[1], "start": f(x), "step": STEP, "along": along, "against": against}
    lowest = int(angles[np.argmin(reached)])
    return Found(lowest == 0, {**figures, "count": len(angles), "lowest": lowest})
