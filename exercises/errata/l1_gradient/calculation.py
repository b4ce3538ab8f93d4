import numpy as np

from ....reference.numerical import numerical_gradient
from ....reference.regularization import l1_gradient, l1_penalty
from ...checking.case import Case
from ...checking.erratum import Found

LAM, ROUNDING = 0.3, 1e-9


def calculate(case: Case) -> Found:
    W = case.distinct(3, 4)
    W += 0.1 * np.sign(W)
    slopes = numerical_gradient(lambda at: l1_penalty(at, LAM), W)
    error = float(max(np.abs(slopes - LAM * np.sign(W)).max(), np.abs(slopes - l1_gradient(W, LAM)).max()))
    other = float(np.abs(slopes - LAM * np.abs(W)).max())
    return Found(error < ROUNDING, {"lam": LAM, "error": error, "other": other})
