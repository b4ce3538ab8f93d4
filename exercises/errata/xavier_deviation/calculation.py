import numpy as np

from ....reference.initialization import xavier_init
from ...checking.case import Case
from ...checking.erratum import Found

N = 500


def calculate(case: Case) -> Found:
    x, W = case.normal(1000, N), xavier_init(N, N)
    drawn, kept = float(W.std()), float((x @ W).std() / x.std())
    holds = bool(np.isclose(drawn, 1 / np.sqrt(N), rtol=0.01) and np.isclose(kept, 1, rtol=0.03))
    return Found(holds, {"n": N, "right": 1 / np.sqrt(N), "drawn": drawn, "kept": kept})
