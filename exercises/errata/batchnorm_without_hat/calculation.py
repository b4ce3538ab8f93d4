import numpy as np

from ....reference.normalization import BatchNormalization
from ...checking.case import Case
from ...checking.erratum import Found, as_printed

CENTRE, SPREAD, GAMMA, BETA = 5.0, 3.0, 2.0, 1.0


def calculate(case: Case) -> Found:
    x = CENTRE + case.normal(400, 1, scale=SPREAD)
    wrong = as_printed("batchnorm", "hat_missing")["BatchNormalization"]
    right, printed = (make(np.array([GAMMA]), np.array([BETA])).forward(x) for make in (BatchNormalization, wrong))
    figures = {"centre": CENTRE, "spread": SPREAD, "gamma": GAMMA, "beta": BETA}
    for name, y in (("right", right), ("printed", printed)):
        figures |= {f"{name}_mean": float(y.mean()), f"{name}_std": float(y.std())}
    return Found(bool(np.allclose(right, printed)), figures)
