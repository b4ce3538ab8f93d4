import numpy as np

from ....reference.functions import softmax
from ....reference.layers import SoftmaxWithLoss
from ....reference.numerical import numerical_gradient
from ...checking.case import Case
from ...checking.erratum import Found

BOUND = 1e-6
"""The loss has 1e-7 inside its logarithm, which moves the gradient by 1e-7 / y at most; y is above 0.1 here."""


def calculate(case: Case) -> Found:
    x, t = case.normal(4, 3, scale=0.3), np.eye(3)[case.rng.integers(0, 3, 4)]
    layer, y = SoftmaxWithLoss(), softmax(x)
    layer.forward(x, t)
    dx, printed = layer.backward(), -(t - y) / len(x)
    slopes = numerical_gradient(lambda at: SoftmaxWithLoss().forward(at, t), x)
    error, numerical = float(np.abs(dx - printed).max()), float(np.abs(dx - slopes).max())
    flipped = float(np.abs(dx - (t - y) / len(x)).max())
    holds = error < BOUND and numerical < BOUND
    return Found(holds, {"n": len(x), "error": error, "numerical": numerical, "flipped": flipped})
