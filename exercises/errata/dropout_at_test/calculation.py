from itertools import product

import numpy as np

from ....reference.layers import Dropout
from ...checking.case import Case
from ...checking.erratum import Found

RATIO, ROUNDING = 0.3, 1e-12


def calculate(case: Case) -> Found:
    x = case.normal(6)
    masks = np.array(list(product((0, 1), repeat=len(x))))
    probabilities = np.prod(np.where(masks == 1, 1 - RATIO, RATIO), axis=1)
    mean = probabilities @ (masks * x)
    error = float(np.abs(mean - Dropout(RATIO).forward(x, False)).max())
    return Found(error < ROUNDING, {"ratio": RATIO, "n": len(x), "masks": len(masks), "error": error})
