import numpy as np

from ...checking import Case, Learner, check
from ...checking.recurrent import kept_grads, side_by_side, step_gradient, step_pass, weights
from ...checking.tolerance import SINGLE

SIZES = ((3, 5, 4), (4, 3, 3), (1, 2, 3))
"""Rows, numbers in, numbers in the state."""
GATES = 4


def states(case: Case, n: int, h: int):
    return {"h_prev": case.uniform(n, h, low=-1.0, high=1.0), "c_prev": case.normal(n, h)}


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    layer = learner.LSTM(*weights(case, 3, 4, GATES).values())
    out = layer.forward(case.normal(2, 3), *states(case, 2, 4).values())
    back = layer.backward(case.normal(2, 4), case.normal(2, 4))
    return [np.shape(part) for part in (*out, *back)]


@check("parameters", kind="shape")
def parameters(learner: Learner, case: Case):
    params = weights(case, 3, 5, GATES)
    layer = learner.LSTM(*params.values())
    layer.forward(case.normal(2, 3), *states(case, 2, 5).values())
    layer.backward(case.normal(2, 5), case.normal(2, 5))
    return {name: np.shape(grad) for name, grad in kept_grads(layer, *params).items()}


@check("forward", points=2, tolerance=SINGLE)
def forward(learner: Learner, case: Case):
    layers = [(learner.LSTM(*weights(case, d, h, GATES).values()), n, d, h) for n, d, h in SIZES]
    return [layer.forward(case.normal(n, d), *states(case, n, h).values()) for layer, n, d, h in layers]


@check("backward", points=4, kind="gradient", tolerance=SINGLE)
def backward(learner: Learner, case: Case):
    return [
        step_gradient(learner.LSTM, case, case.normal(n, d), states(case, n, h), weights(case, d, h, GATES))
        for n, d, h in SIZES[:2]
    ]


@check("carousel", points=1, kind="behaviour", tolerance=SINGLE)
def carousel(learner: Learner, case: Case):
    """With dh = 0 the error travels through the cell alone, here over five steps."""
    params = weights(case, 3, 4, GATES).values()
    h, c = states(case, 2, 4).values()
    steps = []
    for _ in range(5):
        steps.append(learner.LSTM(*params))
        h, c = steps[-1].forward(case.normal(2, 3), h, c)
    dc = case.normal(2, 4)
    path = []
    for step in reversed(steps):
        dc = step.backward(np.zeros((2, 4)), dc)[2]
        path.append(np.array(dc))
    return path


@check("saturated", points=1, tolerance=SINGLE)
def saturated(learner: Learner, case: Case):
    layer = learner.LSTM(*weights(case, 3, 4, GATES).values())
    return step_pass(layer, case, case.normal(3, 3, scale=4.0), *states(case, 3, 4).values())


@check("single", points=1, tolerance=SINGLE)
def single(learner: Learner, case: Case):
    few = [array.astype(np.float32) for array in weights(case, 3, 4, GATES).values()]
    inputs = [array.astype(np.float32) for array in (case.normal(2, 3), *states(case, 2, 4).values())]
    wide = learner.LSTM(*weights(case, 3, 4, GATES).values())
    views = [case.normal(2, 6)[:, ::2], *(array.T for array in states(case, 4, 2).values())]
    return step_pass(learner.LSTM(*few), case, *inputs), step_pass(wide, case, *views)


@check("again", points=1, kind="behaviour", tolerance=SINGLE)
def again(learner: Learner, case: Case):
    """One layer for several batches, and two layers at once."""
    params = weights(case, 3, 4, GATES).values()
    layer = learner.LSTM(*params)
    in_turn = [step_pass(layer, case, case.normal(n, 3), *states(case, n, 4).values()) for n in (4, 4, 2)]
    inputs = [(case.normal(2, 3), *states(case, 2, 4).values()) for _ in range(2)]
    return in_turn, side_by_side(lambda: learner.LSTM(*params), case, *inputs, states=2)


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    params, before = weights(case, 3, 4, GATES), states(case, 2, 4)
    x, dh_next, dc_next = case.normal(2, 3), case.normal(2, 4), case.normal(2, 4)
    layer = learner.LSTM(*params.values())
    layer.forward(x, *before.values())
    layer.backward(dh_next, dc_next)
    return params, before, x, dh_next, dc_next
