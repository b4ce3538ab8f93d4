import numpy as np

from ...checking import Case, Learner, check
from ...checking.recurrent import side_by_side, step_gradient, step_pass, weights
from ...checking.tolerance import SINGLE

SIZES = ((3, 5, 4), (4, 3, 3), (1, 2, 3))
"""Rows, numbers in, numbers in the state."""


def state(case: Case, n: int, h: int):
    return case.uniform(n, h, low=-1.0, high=1.0)


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    layer = learner.RNN(*weights(case, 3, 4).values())
    out = layer.forward(case.normal(2, 3), state(case, 2, 4))
    return [np.shape(out), *(np.shape(part) for part in layer.backward(case.normal(2, 4)))]


@check("forward", points=1, tolerance=SINGLE)
def forward(learner: Learner, case: Case):
    return [
        learner.RNN(*weights(case, d, h).values()).forward(case.normal(n, d), state(case, n, h)) for n, d, h in SIZES
    ]


@check("backward", points=3, kind="gradient", tolerance=SINGLE)
def backward(learner: Learner, case: Case):
    return [
        step_gradient(learner.RNN, case, case.normal(n, d), {"h_prev": state(case, n, h)}, weights(case, d, h))
        for n, d, h in SIZES
    ]


@check("saturated", points=1, tolerance=SINGLE)
def saturated(learner: Learner, case: Case):
    layer = learner.RNN(*weights(case, 3, 4).values())
    return step_pass(layer, case, case.normal(3, 3, scale=4.0), state(case, 3, 4))


@check("single", points=1, tolerance=SINGLE)
def single(learner: Learner, case: Case):
    few = [array.astype(np.float32) for array in weights(case, 3, 4).values()]
    return [
        step_pass(learner.RNN(*few), case, case.normal(2, 3).astype(np.float32), state(case, 2, 4).astype(np.float32)),
        step_pass(learner.RNN(*weights(case, 3, 4).values()), case, case.normal(2, 6)[:, ::2], state(case, 4, 2).T),
    ]


@check("again", points=1, kind="behaviour", tolerance=SINGLE)
def again(learner: Learner, case: Case):
    """One layer for several batches, and two layers at once."""
    params = weights(case, 3, 4).values()
    layer = learner.RNN(*params)
    in_turn = [step_pass(layer, case, case.normal(n, 3), state(case, n, 4)) for n in (4, 4, 2)]
    inputs = [(case.normal(2, 3), state(case, 2, 4)) for _ in range(2)]
    return in_turn, side_by_side(lambda: learner.RNN(*params), case, *inputs)


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    params = weights(case, 3, 4)
    x, h_prev, dh_next = case.normal(2, 3), state(case, 2, 4), case.normal(2, 4)
    layer = learner.RNN(*params.values())
    layer.forward(x, h_prev)
    layer.backward(dh_next)
    return params, x, h_prev, dh_next
