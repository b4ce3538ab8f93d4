import numpy as np

from ....reference.normalization import EPSILON, BatchNormalization
from ...checking.case import Case
from ...checking.erratum import Found

N, CENTRE, SPREAD = 50, 5.0, 3.0


def calculate(case: Case) -> Found:
    x = CENTRE + case.normal(N, 4, scale=SPREAD)
    y = BatchNormalization(np.ones(4), np.zeros(4)).forward(x)
    mean, short = float(np.abs(y.mean(axis=0)).max()), float((1 - y.var(axis=0)).max())
    holds = mean < 1e-12 and 0 <= short < 2 * EPSILON / x.var(axis=0).min()
    return Found(bool(holds), {"n": N, "centre": CENTRE, "spread": SPREAD, "mean": mean, "short": short})
