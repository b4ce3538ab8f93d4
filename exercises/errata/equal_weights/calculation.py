import numpy as np

from ....reference.activations import symmetry_demo
from ...checking.case import Case
from ...checking.erratum import Found

STEPS, ROUNDING = 50, 1e-12


def calculate(case: Case) -> Found:
    x, t = case.normal(20, 3), np.eye(2)[case.rng.integers(0, 2, 20)]
    starts = {
        "equal": (np.full((3, 4), 0.5), np.tile(case.normal(2), (4, 1))),
        "random": (case.normal(3, 4), case.normal(4, 2)),
    }
    apart = {}
    for name, (W1, W2) in starts.items():
        trained = symmetry_demo(W1, W2, x, t, 0.5, STEPS)
        apart[name] = float(np.ptp(trained, axis=1).max())
    return Found(apart["equal"] < ROUNDING < apart["random"], {"steps": STEPS, **apart})
