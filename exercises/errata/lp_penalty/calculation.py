from functools import partial

import numpy as np

from ....reference.numerical import numerical_gradient
from ....reference.regularization import l2_gradient, l2_penalty
from ...checking.case import Case
from ...checking.erratum import Found, as_printed

LAM, ROUNDING = 0.3, 1e-9


def calculate(case: Case) -> Found:
    W, off = case.normal(3, 4), {}
    wrong = as_printed("l2", "norm_not_squared")["l2_penalty"]
    for name, penalty in (("right", l2_penalty), ("printed", wrong)):
        slopes = numerical_gradient(partial(penalty, lam=LAM), W)
        off[name] = float(np.abs(slopes - l2_gradient(W, LAM)).max())
    return Found(off["printed"] < ROUNDING, {"lam": LAM, **off})
