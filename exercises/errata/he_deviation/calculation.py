import numpy as np

from ....reference.functions import relu
from ....reference.initialization import he_init
from ...checking.case import Array, Case
from ...checking.erratum import Found, as_printed

N, LAYERS = 500, 6


def growth(x: Array, weights: list[Array]) -> float:
    """How many times the root mean square of the activations grows."""
    before = np.sqrt(np.mean(x**2))
    for W in weights:
        x = relu(x @ W)
    return float(np.sqrt(np.mean(x**2)) / before)


def calculate(case: Case) -> Found:
    x, wrong = case.normal(200, N), as_printed("init-he", "two_over_root")["he_init"]
    ours, theirs = ([make(N, N) for _ in range(LAYERS)] for make in (he_init, wrong))
    drawn, printed = float(np.std(ours)), float(np.std(theirs))
    figures = {"n": N, "layers": LAYERS, "drawn": drawn, "printed": printed, "right": np.sqrt(2 / N)}
    holds = bool(np.isclose(2 / np.sqrt(N), drawn, rtol=0.01))
    return Found(holds, {**figures, "kept": growth(x, ours), "grown": growth(x, theirs)})
