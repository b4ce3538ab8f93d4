"""Momentum is always given where it matters, so that its default and its direction are judged apart from the rest."""

import numpy as np

from ...checking import Array, Case, Gradient, Learner, Tolerance, check, gradient
from ...checking.idioms import single as coarse

CANCELLING = Tolerance(absolute=1e-8)
"""At batch size 1 and 2 dx is what is left when terms of size |γ dout| / σ cancel. With one row σ is √ε, 1e-4 at the
least, so the terms reach 2 · 6 / 1e-4 ≈ 1e5, each with a rounding of 2e-16 of its size, 1e-8 after some hundred."""

IMAGE = (3, 2, 3, 4)
MOMENTUM = 0.8


def scale_and_shift(case: Case, features: int) -> tuple[Array, Array]:
    return case.signs(features) * case.uniform(features, low=0.5, high=2.0), case.normal(features)


def rows(case: Case, *shape: int) -> Array:
    """Every feature has a mean and a variance of its own, the variance far above any ε."""
    features = shape[1:]
    return case.distinct(*shape) * case.uniform(*features, low=0.5, high=2.0) + case.normal(*features)


def trained(learner: Learner, case: Case, x: Array):
    gamma, beta = scale_and_shift(case, x.shape[1])
    return learner.BatchNormalization(gamma, beta).forward(x)


def image_pass(learner: Learner, gamma: Array, beta: Array, x: Array):
    """Layer and output for images; γ and β have an entry for each activation or, where that fails, for each channel."""
    for features in (x[0].size, x.shape[1]):
        try:
            layer = learner.BatchNormalization(gamma[:features], beta[:features], momentum=MOMENTUM)
            return layer, layer.forward(x)
        except Exception:
            if features == x.shape[1]:
                raise
    raise AssertionError


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    layer = learner.BatchNormalization(*scale_and_shift(case, 3))
    out = layer.forward(rows(case, 4, 3))
    return np.shape(out), np.shape(layer.backward(case.normal(4, 3))), np.shape(layer.forward(rows(case, 4, 3), False))


@check("forward", points=2)
def forward(learner: Learner, case: Case):
    shapes = [(5, 3), (3, 4), (4, 4)]
    return [trained(learner, case, rows(case, *shape)) for shape in shapes]


@check("small_variance", points=1)
def small_variance(learner: Learner, case: Case):
    """One feature of deviation 0.02, where it shows whether ε stands inside the root."""
    x = rows(case, 5, 3)
    x[:, 1] = 0.02 * (x[:, 1] - x[:, 1].mean()) / x[:, 1].std() + 0.5
    return trained(learner, case, x)


@check("single", points=1)
def single(learner: Learner, case: Case):
    """float32, and an input that is a view."""
    wide = rows(case, 5, 6)
    views = [trained(learner, case, x) for x in (wide[:, ::2], rows(case, 3, 4).T.copy().T)]
    return [*views, coarse(trained(learner, case, wide.astype(np.float32)))]


@check("backward", points=3, kind="gradient")
def backward(learner: Learner, case: Case):
    return [row_gradient(learner, case, rows(case, *shape)) for shape in [(3, 4), (5, 3), (4, 4)]]


def row_gradient(learner: Learner, case: Case, x: Array) -> Gradient:
    def forward(x, gamma, beta):
        layer = learner.BatchNormalization(gamma, beta)
        return layer, layer.forward(x)

    def backward(layer, dout):
        dx = layer.backward(dout)
        return {"x": dx, "gamma": layer.dgamma, "beta": layer.dbeta}

    gamma, beta = scale_and_shift(case, x.shape[1])
    return gradient(case, forward, backward, x=x, gamma=gamma, beta=beta)


@check("one_row", points=1, tolerance=CANCELLING)
def one_row(learner: Learner, case: Case):
    return few_rows(learner, case, 1)


@check("two_rows", points=1, tolerance=CANCELLING)
def two_rows(learner: Learner, case: Case):
    return few_rows(learner, case, 2)


def few_rows(learner: Learner, case: Case, n: int):
    layer = learner.BatchNormalization(*scale_and_shift(case, 4))
    out = layer.forward(rows(case, n, 4))
    return {"out": out, "dx": layer.backward(case.normal(n, 4)), "dgamma": layer.dgamma, "dbeta": layer.dbeta}


@check("running", points=2, kind="behaviour")
def running(learner: Learner, case: Case):
    """Test time after three training batches of different size; a test batch leaves the statistics alone."""
    layer = learner.BatchNormalization(*scale_and_shift(case, 3), momentum=MOMENTUM)
    for n in (5, 4, 3):
        layer.forward(rows(case, n, 3), True)
    x = rows(case, 2, 3)
    return [layer.forward(batch, False) for batch in (x, rows(case, 1, 3), x)]


@check("images", points=1)
def images(learner: Learner, case: Case):
    layer, out = image_pass(learner, *scale_and_shift(case, int(np.prod(IMAGE[1:]))), rows(case, *IMAGE))
    return {"train": out, "test": layer.forward(rows(case, *IMAGE), False)}


@check("images_backward", points=1, kind="gradient")
def images_backward(learner: Learner, case: Case):
    gamma, beta = scale_and_shift(case, int(np.prod(IMAGE[1:])))
    return gradient(
        case,
        lambda x: image_pass(learner, gamma, beta, x),
        lambda layer, dout: {"x": layer.backward(dout)},
        x=rows(case, *IMAGE),
    )


@check("again", points=1, kind="behaviour")
def again(learner: Learner, case: Case):
    layer = learner.BatchNormalization(*scale_and_shift(case, 3))
    results = []
    for n in (5, 5, 3):
        out = layer.forward(rows(case, n, 3))
        results.append((out, layer.backward(case.normal(n, 3)), layer.dgamma, layer.dbeta))
    return results


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    gamma, beta = scale_and_shift(case, 3)
    x, dout = rows(case, 4, 3), case.normal(4, 3)
    layer = learner.BatchNormalization(gamma, beta)
    layer.forward(x)
    layer.backward(dout)
    return x, dout, gamma, beta
