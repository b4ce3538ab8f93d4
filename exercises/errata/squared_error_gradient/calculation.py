import numpy as np

from ....reference.losses import sum_squared_error
from ....reference.numerical import numerical_gradient
from ...checking.case import Case
from ...checking.erratum import Found

ROUNDING = 1e-9
"""The loss is quadratic, so a central difference is exact but for rounding, eps / h ≈ 1e-12 of it."""


def calculate(case: Case) -> Found:
    y, t = case.normal(3, 4), case.normal(3, 4)
    gradient = numerical_gradient(lambda at: sum_squared_error(at, t), y)
    error = float(np.abs(gradient - (y - t)).max())
    return Found(error < ROUNDING, {"error": error})
