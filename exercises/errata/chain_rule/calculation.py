from functools import partial

import numpy as np

from ....reference.chain_rule import dz_dx
from ....reference.numerical import numerical_diff
from ...checking.case import Case
from ...checking.erratum import Found

ROUNDING = 1e-9
"""z is quadratic, so a central difference is exact but for rounding, eps / h ≈ 1e-12 of it."""


def z(x: float, y: float) -> float:
    return (x + y) ** 2


def calculate(case: Case) -> Found:
    x, y = case.normal(30), case.normal(30)
    pairs = zip(x, y, strict=True)
    slopes = np.array([numerical_diff(partial(z, y=b), a) for a, b in pairs])
    error = float(max(np.abs(slopes - 2 * (x + y)).max(), np.abs(slopes - dz_dx(x, y)).max()))
    return Found(error < ROUNDING, {"points": len(x), "error": error, "other": float(np.abs(slopes - 2 * x).max())})
