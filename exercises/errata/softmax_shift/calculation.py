import numpy as np

from ....reference.functions import softmax
from ...checking.case import Case
from ...checking.erratum import Found

SIZE = 100.0
ROUNDING = 1e-12
"""x + C keeps x to 1e-14 of C at most, and the output moves as much as its input."""


def calculate(case: Case) -> Found:
    x, shifts = case.normal(20, 5), np.linspace(-SIZE, SIZE, 20)[:, np.newaxis]
    error = float(np.abs(softmax(x + shifts) - softmax(x)).max())
    return Found(error < ROUNDING, {"rows": len(x), "size": SIZE, "error": error})
