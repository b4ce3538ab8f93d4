"""Two right forms of gradient: by differences alone, as in the chapter, or by the chain rule too. What is there is
judged, and the tolerance is that of differences: net-gradient judges the chain rule by itself.

Lines of the capstone: the share of the held-out digits that the reference gets right over 100 seeds, with sigmoid and
with ReLU, is in tests/exercises/checking/test_digits.py; each line stands more than six deviations below the mean, and
below the least of them.
"""

from dataclasses import replace

import numpy as np

from ...checking import Case, Claim, Learner, check
from ...checking.digits import Course, trains
from ...checking.idioms import or_refused
from ...checking.net_draws import draw, he_params
from ...checking.nets import (
    DIFFERENCES,
    LOG,
    filled,
    grads_of,
    has_not,
    heeds_parameters,
    net_gradient,
    params_of,
    random_weights,
    stepped,
)

SIZES = ((4, 3, 4, 2), (3, 3, 3, 3), (1, 4, 2, 5))
"""Rows, numbers in, hidden units, classes."""
SMALL = ((4, 3, 2, 3), (2, 2, 3, 2))

FULL = Course(hidden=(30,), steps=200, lr=0.01, batch=100, line=0.85)
BACK = 1e-6
"""A float32 of size 3 that is moved by h and back is off by three roundings, 5e-7; an h in use is 1e-5 or more."""

BY_STEPS = replace(DIFFERENCES, roundings=2.0**18)
"""A loss near 1.5 that is computed in float32 is off by a few of its eps, and its difference over 2e-4 by 5000 times as
many, beside gradients of 0.1: 2^18 of them are 3 %, where the gradient is float32 too. In float64 they are nothing."""
BY_DIFFERENCES = Course(hidden=(5,), steps=30, lr=0.1, batch=40, line=0.8, classes=3, coarse=True)


def drawn(case: Case, n: int, *sizes: int):
    params, x = draw(case, n, sizes)
    return params, x, case.one_hot(n, sizes[-1])


def made(learner: Learner, case: Case, n: int, *sizes: int):
    params, x, t = drawn(case, n, *sizes)
    return filled(learner.TwoLayerNet(*sizes), params), x, t


def without(net, method: str) -> bool:
    """Whether the network has no such method."""
    try:
        getattr(net, method)(np.zeros((1, 2)), np.eye(2)[:1])
    except Exception as error:
        return has_not(error, method)
    return False


def method_of(learner: Learner, first: str, second: str) -> str:
    """The first method that the network has."""
    return second if without(learner.TwoLayerNet(2, 2, 2), first) else first


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    net, x, t = made(learner, case, 5, 4, 3, 2)
    return np.shape(net.predict(x)), np.size(net.loss(x, t))


@check("heeds", kind="smoke")
def heeds(learner: Learner, case: Case):
    params, x, _ = drawn(case, 4, 4, 3, 2)
    return heeds_parameters(learner.TwoLayerNet(4, 3, 2), params, x)


@check("initial", points=1, kind="behaviour")
def initial(learner: Learner, case: Case):
    """2,400 draws of deviation σ: the mean is off by 6.5 σ/√n = 0.13 σ and the deviation by 9 % with a chance below
    1e-10. Normal and uniform draws of the range ±σ both fit between σ/2 and 2σ."""
    std = 0.05
    found = params_of(learner.TwoLayerNet(60, 40, 60, weight_init_std=std), ("W1", "b1", "W2", "b2"))
    return [random_weights(found[name], std) for name in ("W1", "W2")], [
        {name: np.shape(found[name])} for name in ("W1", "W2")
    ]


@check("predict", points=2)
def predict(learner: Learner, case: Case):
    results = []
    for sizes in SIZES:
        net, x, _ = made(learner, case, *sizes)
        results.append(net.predict(x))
    return results


@check("loss", points=2, tolerance=LOG)
def loss(learner: Learner, case: Case):
    results = []
    for sizes in SIZES:
        net, x, t = made(learner, case, *sizes)
        results.append(net.loss(x, t))
    return results


@check("accuracy", points=1)
def accuracy(learner: Learner, case: Case):
    """Targets that are wrong for some rows and right for others; classes fewer than, as many as and more than rows."""
    results = []
    for n, d, h, c in ((6, 3, 4, 3), (4, 3, 3, 4), (3, 4, 3, 5)):
        net, x, _ = made(learner, case, n, d, h, c)
        best = np.asarray(net.predict(x)).argmax(axis=1)
        wrong = np.arange(n) < n // 3
        results.append(net.accuracy(x, np.eye(c)[np.where(wrong, (best + 1) % c, best)]))
    return results


@check("labels", advice=True)
def labels(learner: Learner, case: Case):
    """Class numbers in place of one-hot rows; the book's own first version refuses them."""
    net, x, t = made(learner, case, 5, 3, 4, 3)
    found = or_refused(net.accuracy, x, t.argmax(axis=1))
    right = float(np.mean(np.asarray(net.predict(x)).argmax(axis=1) == t.argmax(axis=1)))
    return Claim(found is not None and abs(float(found) - right) < 1e-9, "labels_refused")


@check("gradient", points=3, kind="gradient", tolerance=DIFFERENCES)
def gradient(learner: Learner, case: Case):
    method = method_of(learner, "gradient", "numerical_gradient")
    found = []
    for n, *sizes in SMALL:
        params, x, t = drawn(case, n, *sizes)
        found.append(net_gradient(case, lambda sizes=sizes: learner.TwoLayerNet(*sizes), params, x, t, method))
    return found


@check("square", points=1, kind="gradient", tolerance=DIFFERENCES)
def square(learner: Learner, case: Case):
    """As many numbers in as hidden units and classes, where no shape tells which is which."""
    method = method_of(learner, "gradient", "numerical_gradient")
    params, x, t = drawn(case, 4, 3, 3, 3)
    return net_gradient(case, lambda: learner.TwoLayerNet(3, 3, 3), params, x, t, method)


@check("numerical", points=1, tolerance=BY_STEPS)
def numerical(learner: Learner, case: Case):
    method = method_of(learner, "numerical_gradient", "gradient")
    params, x, t = drawn(case, 3, 2, 3, 2)
    net = filled(learner.TwoLayerNet(2, 3, 2), params)
    grads = grads_of(net, x, t, params, method)
    kept = all(np.allclose(value, params[name], rtol=0, atol=BACK) for name, value in params_of(net, params).items())
    return Claim(kept, "not_put_back"), {f"d{name}": grad for name, grad in grads.items()}


@check("step", points=1, kind="behaviour")
def step(learner: Learner, case: Case):
    method = method_of(learner, "gradient", "numerical_gradient")
    params, x, t = drawn(case, 5, 3, 4, 3)
    return stepped(learner.TwoLayerNet(3, 4, 3), params, x, t, 0.05, method)


@check(
    "learns",
    points=3,
    kind="behaviour",
    needs=("initial", "predict", "loss", "accuracy", "gradient", "square", "numerical", "step"),
    alone=True,
    extra="data",
)
def learns(learner: Learner, case: Case):
    by_rule = not without(learner.TwoLayerNet(2, 2, 2), "gradient")
    course, method = (FULL, "gradient") if by_rule else (BY_DIFFERENCES, "numerical_gradient")
    net = learner.TwoLayerNet(*course.sizes())
    return trains(case, net, course, he_params(case, course.sizes()), method)
