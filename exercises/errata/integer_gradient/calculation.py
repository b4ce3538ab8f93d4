import numpy as np

from ....reference.numerical import H, numerical_gradient
from ...checking.case import Array, Case
from ...checking.erratum import Found

PRINTED = 25000


def f(x: Array) -> float:
    return float((x**2).sum())


def cut(x: Array, step: float) -> Array:
    """The array with its first element moved within it, which an integer cannot be by less than 1."""
    moved = x.copy()
    moved[0] = moved[0] + step
    return moved


def calculate(case: Case) -> Found:
    x = np.array([3, 4])
    above, below = cut(x, H), cut(x, -H)
    printed = (f(above) - f(below)) / (2 * H)
    figures = {"x0": x[0], "h": H, "above": above[0], "below": below[0], "f_above": f(above), "f_below": f(below)}
    right = numerical_gradient(f, x.astype(float))[0]
    return Found(round(printed) == PRINTED, {**figures, "printed": printed, "right": right, "refused": refusal(x)})


def refusal(x: Array) -> str:
    """How the reference refuses an array of integers."""
    try:
        numerical_gradient(f, x)
    except TypeError as error:
        return type(error).__name__
    return ""
