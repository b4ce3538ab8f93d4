"""λ is so large that the penalty is as large as the cross entropy, so that no part of it can hide.

Line of the capstone: as in two-layer-net; see tests/exercises/checking/test_digits.py.
"""

import math

import numpy as np

from ...checking import Array, Case, Estimate, Learner, check
from ...checking.digits import Course, trains
from ...checking.net_draws import draw, he_params
from ...checking.nets import LOG, filled, grads_of, heeds_parameters, net_gradient, params_of, stepped
from ...checking.statistics import spread

SIZES = ((4, 3, 4, 2), (3, 4, 3, 5, 3), (1, 3, 4, 2, 3, 4))
"""Rows, numbers in, units of each hidden layer, classes."""
SQUARE = (4, 3, 3, 3, 3)
DECAY = 0.25
"""A power of two: λW is exact where the weights are kept in float32."""
COURSE = Course(hidden=(30, 20), steps=200, lr=0.01, batch=100, line=0.85)


def drawn(case: Case, n: int, *sizes: int):
    params, x = draw(case, n, sizes)
    return params, x, case.one_hot(n, sizes[-1])


def net(learner: Learner, sizes, **options):
    return learner.MultiLayerNet(sizes[0], list(sizes[1:-1]), sizes[-1], **options)


def values(learner: Learner, case: Case, method: str, shapes=SIZES, **options):
    """What `predict(x)` or `loss(x, t)` gives at drawn parameters."""
    results = []
    for n, *sizes in shapes:
        params, x, t = drawn(case, n, *sizes)
        one = filled(net(learner, sizes, **options), params)
        results.append(one.predict(x) if method == "predict" else one.loss(x, t))
    return results


def gradients(learner: Learner, case: Case, shapes=SIZES, **options):
    found = []
    for n, *sizes in shapes:
        params, x, t = drawn(case, n, *sizes)
        found.append(net_gradient(case, lambda sizes=sizes: net(learner, sizes, **options), params, x, t))
    return found


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    params, x, t = drawn(case, 4, 3, 4, 3, 2)
    one = filled(net(learner, (3, 4, 3, 2)), params)
    return np.shape(one.predict(x)), np.size(one.loss(x, t))


@check("heeds", kind="smoke")
def heeds(learner: Learner, case: Case):
    params, x, _ = drawn(case, 4, 3, 4, 3, 2)
    return heeds_parameters(net(learner, (3, 4, 3, 2)), params, x)


@check("initial", points=2, kind="behaviour")
def initial(learner: Learner, case: Case):
    """Each deviation is of 12,000 draws: chance moves it by 4.2 % at most, at a false-alarm rate of 1e-9."""
    settings: list[tuple[dict, float | None]] = [
        ({}, 2.0),
        ({"weight_init_std": "sigmoid"}, 1.0),
        ({"weight_init_std": 0.05}, None),
    ]
    found = []
    for options, gain in settings:
        sizes = (120, 100, 120)
        params = params_of(net(learner, sizes, **options), ("W1", "b1", "W2", "b2"))
        for name, n_in in (("W1", 120), ("W2", 100)):
            found.append({f"std({name})": deviation(params[name], math.sqrt(gain / n_in) if gain else 0.05)})
    return found


def deviation(weights: Array, truth: float) -> Estimate:
    return spread(np.asarray(weights), truth)


@check("predict", points=2)
def predict(learner: Learner, case: Case):
    return values(learner, case, "predict")


@check("sigmoid", points=1)
def sigmoid(learner: Learner, case: Case):
    return values(learner, case, "predict", SIZES[:2], activation="sigmoid")


@check("loss", points=1, tolerance=LOG)
def loss(learner: Learner, case: Case):
    return values(learner, case, "loss")


@check("decayed", points=2, tolerance=LOG)
def decayed(learner: Learner, case: Case):
    return values(learner, case, "loss", weight_decay_lambda=DECAY)


@check("accuracy", points=1)
def accuracy(learner: Learner, case: Case):
    results = []
    for n, *sizes in ((6, 3, 4, 3), (4, 3, 3, 4), (3, 4, 3, 5)):
        params, x, _ = drawn(case, n, *sizes)
        one = filled(net(learner, sizes), params)
        best, classes = np.asarray(one.predict(x)).argmax(axis=1), sizes[-1]
        wrong = np.arange(n) < n // 3
        results.append(one.accuracy(x, np.eye(classes)[np.where(wrong, (best + 1) % classes, best)]))
    return results


@check("gradient", points=2, kind="gradient")
def gradient(learner: Learner, case: Case):
    return gradients(learner, case)


@check("square", points=1, kind="gradient")
def square(learner: Learner, case: Case):
    """All layers of one size, where no shape tells which is which; in one net of sixteen two layers let the same
    units through, so there are several."""
    return gradients(learner, case, [SQUARE] * 5)


@check("gradient_sigmoid", points=1, kind="gradient")
def gradient_sigmoid(learner: Learner, case: Case):
    return gradients(learner, case, SIZES[:2], activation="sigmoid")


@check("gradient_decayed", points=2, kind="gradient")
def gradient_decayed(learner: Learner, case: Case):
    return gradients(learner, case, SIZES[:2], weight_decay_lambda=DECAY)


@check("again", points=1, kind="behaviour")
def again(learner: Learner, case: Case):
    params, x, t = drawn(case, 4, 3, 4, 3)
    one = filled(net(learner, (3, 4, 3), weight_decay_lambda=DECAY), params)
    return [grads_of(one, x[rows], t[rows], params) for rows in (slice(0, 2), slice(2, 4), slice(2, 4), slice(3, 4))]


@check("step", points=1, kind="behaviour")
def step(learner: Learner, case: Case):
    params, x, t = drawn(case, 5, 3, 4, 3, 3)
    return stepped(net(learner, (3, 4, 3, 3), weight_decay_lambda=DECAY), params, x, t, 0.02)


@check(
    "learns",
    points=3,
    kind="behaviour",
    needs=("initial", "predict", "loss", "decayed", "accuracy", "gradient", "gradient_decayed", "square", "again"),
    alone=True,
    extra="data",
)
def learns(learner: Learner, case: Case):
    sizes = COURSE.sizes()
    return trains(case, net(learner, sizes), COURSE, he_params(case, sizes))
