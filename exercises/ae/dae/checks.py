import numpy as np

from ...checking import Array, Case, Claim, Learner, check
from ...checking.idioms import single, views
from ...checking.pretraining import (
    LOG,
    Params,
    by_name,
    copied,
    descended,
    falls,
    loss_gradient,
    mask,
    moderate,
    pixels,
    shapes,
)
from ...checking.tolerance import SINGLE

NAMES = ("W", "b", "c")
SIZES = ((4, 6, 3), (4, 4, 4), (3, 2, 5), (1, 5, 2))
"""Rows, inputs, hidden units."""


def drawn(case: Case, d: int, h: int) -> Params:
    return {"W": moderate(case, d, h), "b": moderate(case, h), "c": moderate(case, d)}


def made(learner: Learner, params: Params):
    return learner.DenoisingAutoencoder(*copied(params).values())


def passed(model, x: Array, kept: Array):
    """Loss and gradients."""
    return model.loss(x, kept), by_name(model, model.gradient(x, kept), NAMES)


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    model = made(learner, drawn(case, 4, 3))
    loss, grads = passed(model, pixels(case, 2, 4), mask(case, 2, 4))
    return np.size(loss), shapes(grads)


@check("corrupt", points=1)
def corrupt(learner: Learner, case: Case):
    return [made(learner, drawn(case, d, h)).corrupt(pixels(case, n, d), mask(case, n, d)) for n, d, h in SIZES]


@check("encode", points=1, tolerance=SINGLE)
def encode(learner: Learner, case: Case):
    return [made(learner, drawn(case, d, h)).encode(pixels(case, n, d)) for n, d, h in SIZES]


@check("decode", points=1, tolerance=SINGLE)
def decode(learner: Learner, case: Case):
    return [made(learner, drawn(case, d, h)).decode(pixels(case, n, h)) for n, d, h in SIZES]


@check("loss", points=2, tolerance=LOG)
def loss(learner: Learner, case: Case):
    return [made(learner, drawn(case, d, h)).loss(pixels(case, n, d), mask(case, n, d)) for n, d, h in SIZES]


@check("gradient", points=3, kind="gradient", tolerance=LOG)
def gradient(learner: Learner, case: Case):
    return [
        loss_gradient(
            lambda params: made(learner, params), case, drawn(case, d, h), NAMES, pixels(case, n, d), mask(case, n, d)
        )
        for n, d, h in SIZES[:2]
    ]


@check("types", points=1, tolerance=LOG)
def types(learner: Learner, case: Case):
    """Black and white pixels as integers, float32, and views."""
    params, x, kept = drawn(case, 4, 3), pixels(case, 4, 4), mask(case, 4, 4)
    small = {name: array.astype(np.float32) for name, array in params.items()}
    whole = made(learner, params)
    results = [passed(whole, case.integers(4, 4, high=2), kept.astype(int))]
    loss, grads = passed(made(learner, small), x.astype(np.float32), kept.astype(np.float32))
    results.append((loss, {name: single(grad) for name, grad in grads.items()}))
    return [*results, passed(whole, views(x)[0], views(kept)[0]), passed(whole, views(x)[2], kept)]


@check("again", points=1, kind="behaviour", tolerance=LOG)
def again(learner: Learner, case: Case):
    model = made(learner, drawn(case, 5, 3))
    return [passed(model, pixels(case, n, 5), mask(case, n, 5)) for n in (4, 4, 1)]


@check("trains", points=1, kind="behaviour")
def trains(learner: Learner, case: Case):
    """Gradient descent by the learner's own gradient lowers the learner's own loss."""
    start, x, kept = drawn(case, 6, 3), pixels(case, 5, 6), mask(case, 5, 6)

    def grads_at(params: Params):
        model = made(learner, params)
        return by_name(model, model.gradient(x.copy(), kept.copy()), NAMES)

    after = descended(start, grads_at, lr=0.1, steps=15)
    return falls(*(made(learner, params).loss(x.copy(), kept.copy()) for params in (start, after)))


@check("saturated", kind="behaviour", advice=True)
def saturated(learner: Learner, case: Case):
    """With weights of 400 the output rounds to 0 and 1, and the logarithm of 0 is to be dealt with."""
    params = {name: np.sign(array) * 400.0 for name, array in drawn(case, 4, 3).items()}
    loss = made(learner, params).loss(case.integers(3, 4, high=2).astype(float), mask(case, 3, 4))
    return Claim(bool(np.isfinite(loss).all()), "not_finite")


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    params, x, kept = drawn(case, 5, 3), pixels(case, 3, 5), mask(case, 3, 5)
    model = learner.DenoisingAutoencoder(*params.values())
    model.corrupt(x, kept)
    passed(model, x, kept)
    return params, x, kept
