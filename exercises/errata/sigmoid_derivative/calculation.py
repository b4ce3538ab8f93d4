import numpy as np

from ....reference.functions import sigmoid
from ....reference.numerical import numerical_diff
from ...checking.case import Case
from ...checking.erratum import Found

ROUNDING = 1e-7
"""A central difference of step 1e-4 has a truncation error of 1e-9 and a rounding error of 1e-12 here."""


def calculate(case: Case) -> Found:
    x = case.normal(50, scale=2.0)
    s = sigmoid(x)
    slopes = np.array([numerical_diff(lambda at: float(sigmoid(at)), float(each)) for each in x])
    error, other = float(np.abs(slopes - (1 - s) * s).max()), float(np.abs(slopes - (1 + s) * s).max())
    return Found(error < ROUNDING, {"points": len(x), "error": error, "other": other})
