import numpy as np

from ....reference.functions import sigmoid_grad
from ...checking.case import Case
from ...checking.erratum import Found

PRINTED = 0.25


def calculate(case: Case) -> Found:
    x = np.linspace(-6.0, 6.0, 2401)
    slope = sigmoid_grad(x)
    at, peak = float(x[slope.argmax()]), float(slope.max())
    figures = {"low": x[0], "high": x[-1], "points": len(x), "at": abs(at), "peak": peak}
    return Found(bool(np.isclose(peak, PRINTED)), figures)
