"""Height and width differ everywhere. In the plain case there are as many filters as the output is wide."""

import numpy as np

from ...checking import Array, Case, Gradient, Learner, check, gradient
from ...checking.tolerance import SINGLE

Place = tuple[tuple[int, int, int, int], tuple[int, int, int, int], int, int]

PLAIN: Place = ((7, 2, 5, 6), (4, 2, 3, 3), 1, 0)  # -> (7, 4, 3, 4)
STRIDED: Place = ((2, 3, 7, 10), (5, 3, 3, 2), 2, 1)  # -> (2, 5, 4, 6)
OTHERS: list[Place] = [
    ((2, 3, 8, 6), (5, 3, 3, 4), 3, 2),  # -> (2, 5, 4, 3)
    ((3, 2, 4, 3), (5, 2, 4, 3), 1, 0),  # one place: -> (3, 5, 1, 1)
    ((1, 4, 3, 4), (2, 4, 1, 1), 1, 0),  # 1 × 1
    ((2, 1, 5, 4), (1, 1, 2, 3), 1, 1),  # one channel, one filter
]


def drawn(case: Case, place: Place) -> tuple[Array, Array, Array]:
    x_shape, W_shape, _, _ = place
    return case.normal(*x_shape), case.normal(*W_shape), case.normal(W_shape[0])


def output(learner: Learner, case: Case, place: Place):
    x, W, b = drawn(case, place)
    return learner.Convolution(W, b, place[2], place[3]).forward(x)


def layer_gradient(learner: Learner, case: Case, place: Place) -> Gradient:
    def forward(x, W, b):
        layer = learner.Convolution(W, b, place[2], place[3])
        return layer, layer.forward(x)

    def backward(layer, dout):
        dx = layer.backward(dout)
        return {"x": dx, "W": layer.dW, "b": layer.db}

    x, W, b = drawn(case, place)
    return gradient(case, forward, backward, x=x, W=W, b=b)


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    out = learner.Convolution(case.normal(2, 1, 2, 2), case.normal(2)).forward(case.normal(1, 1, 3, 3))
    return np.shape(out)


@check("forward", points=2, tolerance=SINGLE)
def forward(learner: Learner, case: Case):
    return output(learner, case, PLAIN)


@check("strided", points=1, tolerance=SINGLE)
def strided(learner: Learner, case: Case):
    return output(learner, case, STRIDED)


@check("others", points=1, tolerance=SINGLE)
def others(learner: Learner, case: Case):
    return [output(learner, case, place) for place in OTHERS]


@check("backward", points=3, kind="gradient", tolerance=SINGLE)
def backward(learner: Learner, case: Case):
    return layer_gradient(learner, case, PLAIN)


@check("backward_strided", points=2, kind="gradient", tolerance=SINGLE)
def backward_strided(learner: Learner, case: Case):
    return [layer_gradient(learner, case, place) for place in (STRIDED, *OTHERS)]


@check("again", points=1, kind="behaviour", tolerance=SINGLE)
def again(learner: Learner, case: Case):
    """One layer for three batches, the last of them smaller, and two layers at once."""
    params = case.normal(4, 2, 3, 2), case.normal(4)
    layer = learner.Convolution(*params, 1, 1)
    results = []
    for n in (3, 3, 2):
        out = layer.forward(case.normal(n, 2, 4, 5))
        results.append((out, layer.backward(case.normal(*np.shape(out))), layer.dW, layer.db))
    layers = [learner.Convolution(*params, 1, 0) for _ in range(2)]
    outs = [layer.forward(case.normal(2, 2, 4, 5)) for layer in layers]
    backs = [layer.backward(case.normal(*np.shape(out))) for layer, out in zip(layers, outs, strict=True)]
    return results, [(back, layer.dW) for layer, back in zip(layers, backs, strict=True)]


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    x, W, b = drawn(case, STRIDED)
    layer = learner.Convolution(W, b, 2, 1)
    out = layer.forward(x)
    dout = case.normal(*np.shape(out))
    layer.backward(dout)
    return x, W, b, dout
