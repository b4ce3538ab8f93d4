import numpy as np

from ...checking import Case, Learner, check
from ...checking.recurrent import BUFFERS, side_by_side, time_gradient, time_pass, weights

SIZES = ((2, 4, 3, 5), (3, 3, 4, 3), (1, 5, 2, 2))
"""Rows, steps, numbers in, numbers in the state."""
SMALL = 0.3


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    layer = learner.TimeRNN(*weights(case, 3, 4).values())
    out = layer.forward(case.normal(2, 3, 3))
    return np.shape(out), np.shape(layer.backward(case.normal(2, 3, 4)))


@check("forward", points=1, tolerance=BUFFERS)
def forward(learner: Learner, case: Case):
    return [learner.TimeRNN(*weights(case, d, h).values()).forward(case.normal(n, t, d)) for n, t, d, h in SIZES]


@check("backward", points=3, kind="gradient", tolerance=BUFFERS)
def backward(learner: Learner, case: Case):
    return [
        time_gradient(learner.TimeRNN, case, case.normal(n, t, d), weights(case, d, h, size=SMALL))
        for n, t, d, h in SIZES[:2]
    ]


@check("first_state", points=1, tolerance=BUFFERS)
def first_state(learner: Learner, case: Case):
    """Set twice; the second time there is a state already."""
    layer = learner.TimeRNN(*weights(case, 4, 3).values(), stateful=True)
    results = []
    for _ in range(2):
        layer.set_state(case.normal(2, 3))
        results.append(layer.forward(case.normal(2, 3, 4)))
    return results


@check("first_state_backward", points=1, kind="gradient", tolerance=BUFFERS)
def first_state_backward(learner: Learner, case: Case):
    return time_gradient(
        learner.TimeRNN, case, case.normal(2, 3, 4), weights(case, 4, 3, size=SMALL), case.normal(2, 3)
    )


@check("carried", points=2, kind="behaviour", tolerance=BUFFERS)
def carried(learner: Learner, case: Case):
    layer = learner.TimeRNN(*weights(case, 3, 4).values(), stateful=True)
    results = [time_pass(layer, case, case.normal(3, t, 3)) for t in (3, 3, 4)]
    layer.reset_state()
    return [*results, *(time_pass(layer, case, case.normal(3, 3, 3)) for _ in range(2))]


@check("again", points=1, kind="behaviour", tolerance=BUFFERS)
def again(learner: Learner, case: Case):
    """One layer for several batches, and two layers at once."""
    params = weights(case, 3, 4).values()
    layer = learner.TimeRNN(*params)
    in_turn = [time_pass(layer, case, case.normal(3, t, 3)) for t in (4, 4, 3)]
    return in_turn, side_by_side(lambda: learner.TimeRNN(*params), case, *([case.normal(2, 3, 3)] for _ in range(2)))


@check("smaller", points=1, kind="behaviour", tolerance=BUFFERS)
def smaller(learner: Learner, case: Case):
    params = weights(case, 3, 4).values()
    plain, stateful = learner.TimeRNN(*params), learner.TimeRNN(*params, stateful=True)
    results = [time_pass(layer, case, case.normal(3, 4, 3)) for layer in (plain, stateful)]
    stateful.reset_state()
    return [*results, *(time_pass(layer, case, case.normal(2, 3, 3)) for layer in (plain, stateful))]


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    params, h = weights(case, 3, 4), case.normal(2, 4)
    xs, dhs = case.normal(2, 3, 3), case.normal(2, 3, 4)
    layer = learner.TimeRNN(*params.values(), stateful=True)
    layer.set_state(h)
    layer.forward(xs)
    layer.backward(dhs)
    return params, xs, dhs, h
