"""How the gradient fares on its way back through ten layers: sigmoid or ReLU, Xavier's or He's first weights."""

from collections.abc import Iterator, Mapping

import numpy as np

from ....reference.layers import Affine
from ...checking import Case, Learner
from ...checking.experiment import Curves, Point, Share, Size, Spread, Step

UNITS, LAYERS, ROWS = 100, 10, 100
SERIES = ("sigmoid_xavier", "sigmoid_he", "relu_xavier", "relu_he")


def run(learner: Learner, case: Case, size: Size) -> Iterator[Step]:
    """Norm of the gradient that reaches each layer's input, beside that at the output."""
    x, dout = case.normal(ROWS, UNITS), case.normal(ROWS, UNITS)
    layers = {"sigmoid": learner.Sigmoid, "relu": learner.Relu}
    inits = {"xavier": learner.xavier_init, "he": learner.he_init}
    for i, series in enumerate(SERIES):
        kind, init = series.split("_")
        stack = []
        for _ in range(LAYERS):
            stack += [Affine(np.asarray(inits[init](UNITS, UNITS)), np.zeros(UNITS)), layers[kind]()]
        out = x
        for layer in stack:
            out = np.asarray(layer.forward(out))
        back = dout
        for number in range(LAYERS, 0, -1):
            for layer in reversed(stack[2 * number - 2 : 2 * number]):
                back = np.asarray(layer.backward(back.copy()))
            yield Point("norm", series, number, float(np.linalg.norm(back) / np.linalg.norm(dout)))
        yield Share((i + 1) / len(SERIES))


def figures(curves: Curves) -> Mapping[str, float]:
    """What is left of the norm at the first layer."""
    return {series: float(curves["norm", series][-1, 1]) for series in SERIES}


def conclude(figures: Mapping[str, Spread]) -> str:
    """He with ReLU keeps the norm within a factor of three; the sigmoid loses all but a thousandth."""
    he, sigmoid = figures["relu_he"], figures["sigmoid_xavier"]
    kept = he.mean - he.sd > 1 / 3 and he.mean + he.sd < 3
    lost = sigmoid.mean + sigmoid.sd < 1e-3
    return "kept_and_lost" if kept and lost else "lost" if lost else "otherwise"
