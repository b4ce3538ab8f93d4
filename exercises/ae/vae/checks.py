import numpy as np

from ...checking import Case, Learner, check
from ...checking.idioms import single, views
from ...checking.pretraining import (
    LOG,
    Params,
    by_name,
    copied,
    descended,
    falls,
    loss_gradient,
    moderate,
    pixels,
    shapes,
)
from ...checking.tolerance import SINGLE

NAMES = tuple(f"{kind}_{part}" for part in ("enc", "mu", "log_var", "dec", "out") for kind in "Wb")
SIZES = ((4, 6, 5, 2), (3, 3, 3, 3), (1, 4, 3, 2), (4, 5, 2, 3))
"""Rows, inputs, hidden units, latent variables."""


def drawn(case: Case, d: int, h: int, z: int) -> Params:
    shapes = ((d, h), (h, z), (h, z), (z, h), (h, d))
    return {
        name: array
        for kinds, shape in zip(zip(NAMES[::2], NAMES[1::2], strict=True), shapes, strict=True)
        for name, array in zip(kinds, (moderate(case, *shape), moderate(case, shape[1])), strict=True)
    }


def maker(learner: Learner):
    return lambda params: learner.VAE(copied(params))


def passed(model, x, eps):
    """Loss and gradients."""
    return model.loss(x, eps), by_name(model, model.gradient(x, eps), NAMES)


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    model, x = maker(learner)(drawn(case, 4, 3, 2)), pixels(case, 2, 4)
    loss, grads = passed(model, x, case.normal(2, 2))
    return np.size(loss), shapes(grads)


@check("encode", points=1, tolerance=SINGLE)
def encode(learner: Learner, case: Case):
    return [list(maker(learner)(drawn(case, *sizes)).encode(pixels(case, n, sizes[0]))) for n, *sizes in SIZES]


@check("reparameterize", points=1, tolerance=SINGLE)
def reparameterize(learner: Learner, case: Case):
    """Variances from e^-3 to e^3."""
    model = maker(learner)(drawn(case, 4, 3, 2))
    shapes = ((4, 2), (3, 3), (1, 5))
    return [
        model.reparameterize(case.normal(*shape), case.uniform(*shape, low=-3.0, high=3.0), case.away_from_zero(*shape))
        for shape in shapes
    ]


@check("decode", points=1, tolerance=SINGLE)
def decode(learner: Learner, case: Case):
    return [maker(learner)(drawn(case, *sizes)).decode(case.normal(n, sizes[2])) for n, *sizes in SIZES]


@check("loss", points=2, tolerance=LOG)
def loss(learner: Learner, case: Case):
    return [
        maker(learner)(drawn(case, *sizes)).loss(pixels(case, n, sizes[0]), case.away_from_zero(n, sizes[2]))
        for n, *sizes in SIZES
    ]


@check("gradient", points=3, kind="gradient", tolerance=LOG)
def gradient(learner: Learner, case: Case):
    """At one point: where a gradient is not the right one, derivatives along three directions of ten arrays follow."""
    n, *sizes = SIZES[0]
    data = pixels(case, n, sizes[0]), case.away_from_zero(n, sizes[2])
    return loss_gradient(maker(learner), case, drawn(case, *sizes), NAMES, *data)


@check("types", points=1, tolerance=LOG)
def types(learner: Learner, case: Case):
    """Black and white pixels as integers, float32, and views."""
    params, x, eps = drawn(case, 4, 3, 4), pixels(case, 4, 4), case.away_from_zero(4, 4)
    small = {name: array.astype(np.float32) for name, array in params.items()}
    loss, grads = passed(maker(learner)(small), x.astype(np.float32), eps.astype(np.float32))
    model = maker(learner)(params)
    others = ((case.integers(4, 4, high=2), eps), (views(x)[0], views(eps)[0]), (x[::-1], eps[::-1]))
    return [(loss, {name: single(grad) for name, grad in grads.items()}), *(passed(model, *data) for data in others)]


@check("again", points=1, kind="behaviour", tolerance=LOG)
def again(learner: Learner, case: Case):
    """Layers of the same size, with as many rows, as many again, and one."""
    model = maker(learner)(drawn(case, 4, 4, 4))
    return [passed(model, pixels(case, n, 4), case.away_from_zero(n, 4)) for n in (4, 4, 1)]


@check("trains", points=1, kind="behaviour")
def trains(learner: Learner, case: Case):
    """Gradient descent by the learner's own gradient lowers the learner's own loss, the noise held fixed."""
    start, x, eps = drawn(case, 6, 5, 2), pixels(case, 5, 6), case.normal(5, 2)

    def grads_at(params: Params):
        model = maker(learner)(params)
        return by_name(model, model.gradient(x.copy(), eps.copy()), NAMES)

    after = descended(start, grads_at, lr=0.02, steps=15)
    return falls(*(maker(learner)(params).loss(x.copy(), eps.copy()) for params in (start, after)))


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    params, x, eps = drawn(case, 5, 4, 2), pixels(case, 3, 5), case.normal(3, 2)
    mu, log_var, z = (case.normal(3, 2) for _ in range(3))
    model = learner.VAE(params)
    model.reparameterize(mu, log_var, eps)
    model.encode(x)
    model.decode(z)
    passed(model, x, eps)
    return params, x, eps, mu, log_var, z
