import numpy as np

from ....reference.numerical import numerical_gradient
from ....reference.regularization import l2_gradient, l2_penalty
from ...checking.case import Case
from ...checking.erratum import Found

LAM, ROUNDING = 0.3, 1e-9


def calculate(case: Case) -> Found:
    W = case.normal(3, 4)
    slopes = numerical_gradient(lambda at: l2_penalty(at, LAM), W)
    error = float(max(np.abs(slopes - LAM * W).max(), np.abs(slopes - l2_gradient(W, LAM)).max()))
    return Found(error < ROUNDING, {"lam": LAM, "error": error, "other": float(np.abs(slopes - 2 * LAM * W).max())})
