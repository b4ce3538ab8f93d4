"""The gradient by backpropagation alone, to the last digits: no ε inside the loss's logarithm comes into it.

Line of the capstone: as in two-layer-net.
"""

from collections.abc import Callable

import numpy as np

from ...checking import Case, Claim, Learner, check
from ...checking.digits import Course, trains
from ...checking.net_draws import draw, he_params
from ...checking.nets import LOG, filled, grads_of, heeds_parameters, net_gradient, stepped

SIZES = ((5, 4, 3, 2), (3, 2, 4, 3), (1, 3, 2, 4))
"""Rows, numbers in, hidden units, classes."""
COURSE = Course(hidden=(30,), steps=200, lr=0.01, batch=100, line=0.85)


def drawn(case: Case, n: int, *sizes: int):
    params, x = draw(case, n, sizes)
    return params, x, case.one_hot(n, sizes[-1])


def of_sizes(learner: Learner, case: Case, n: int, *sizes: int):
    params, x, t = drawn(case, n, *sizes)
    return net_gradient(case, lambda: learner.TwoLayerNet(*sizes), params, x, t)


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    params, x, t = drawn(case, 3, 4, 3, 2)
    net = filled(learner.TwoLayerNet(4, 3, 2), params)
    return np.shape(net.predict(x)), np.size(net.loss(x, t))


@check("heeds", kind="smoke")
def heeds(learner: Learner, case: Case):
    params, x, _ = drawn(case, 4, 4, 3, 2)
    return heeds_parameters(learner.TwoLayerNet(4, 3, 2), params, x)


@check("loss", points=1, tolerance=LOG)
def loss(learner: Learner, case: Case):
    results = []
    for n, *sizes in SIZES:
        params, x, t = drawn(case, n, *sizes)
        results.append(filled(learner.TwoLayerNet(*sizes), params).loss(x, t))
    return results


@check("gradient", points=3, kind="gradient")
def gradient(learner: Learner, case: Case):
    return [of_sizes(learner, case, *sizes) for sizes in SIZES]


@check("square", points=1, kind="gradient")
def square(learner: Learner, case: Case):
    """As many numbers in as hidden units and classes, where no shape tells which is which."""
    return of_sizes(learner, case, 4, 3, 3, 3)


@check("again", points=1, kind="behaviour")
def again(learner: Learner, case: Case):
    """One network, several batches: gradient goes by what it is given, not by the batch before."""
    params, x, t = drawn(case, 4, 3, 4, 3)
    net = filled(learner.TwoLayerNet(3, 4, 3), params)
    results = []
    for rows in (slice(0, 2), slice(2, 4), slice(2, 4), slice(3, 4)):
        net.loss(x[:2].copy(), t[:2].copy())
        results.append(grads_of(net, x[rows], t[rows], params))
    return results


@check("agrees", points=1, kind="behaviour", needs=("loss",))
def agrees(learner: Learner, case: Case):
    """Against differences of the network's own loss, as the chapter does it: one entry of each parameter."""
    params, x, t = drawn(case, 4, 3, 4, 2)
    net = filled(learner.TwoLayerNet(3, 4, 2), params)
    grads = grads_of(net, x, t, params)
    places = {name: tuple(case.integers(1, high=n)[0] for n in value.shape) for name, value in params.items()}

    def apart(h: float) -> float:
        """The furthest that a difference of the loss over 2h is from the gradient there."""
        worst = 0.0
        for name, value in params.items():
            step = np.zeros_like(value)
            step[places[name]] = h
            moved = ({**params, name: value + sign * step} for sign in (1, -1))
            up, down = (float(filled(net, values).loss(x.copy(), t.copy())) for values in moved)
            worst = max(worst, abs(float(np.asarray(grads[name])[places[name]]) - (up - down) / (2 * h)))
        return worst

    return agreement(apart)


def agreement(apart: Callable[[float], float]) -> Claim:
    """The ε inside the logarithm moves the differences by 1e-5 at most, and the step by 1e-8; a mistake that is smaller
    than 1e-4 at an entry shows in the values.

    A loss near 1 that is computed in float32 is off by 2e-7, and its differences by 1e-3: a step a hundred times wider
    makes that 1e-5, and brings an error of its own, h² / 6 times a third derivative of 20 at most: 4e-4.
    """
    worst = apart(1e-4)
    return Claim(worst <= 1e-4 or apart(1e-2) <= 5e-4, "disagrees", {"apart": f"{worst:.2g}"})


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    params, x, t = drawn(case, 3, 4, 3, 2)
    filled(learner.TwoLayerNet(4, 3, 2), params).gradient(x, t)
    return x, t


@check("step", points=1, kind="behaviour")
def step(learner: Learner, case: Case):
    params, x, t = drawn(case, 5, 3, 4, 3)
    return stepped(learner.TwoLayerNet(3, 4, 3), params, x, t, 0.05)


@check("learns", points=3, kind="behaviour", needs=("loss", "gradient", "square", "again"), alone=True, extra="data")
def learns(learner: Learner, case: Case):
    sizes = COURSE.sizes()
    return trains(case, learner.TwoLayerNet(*sizes), COURSE, he_params(case, sizes))
