"""The gradient at x = 0 is not judged: there is none, and 0, ½ and 1 are all in use."""

import numpy as np

from ...checking import Case, Claim, Learner, check
from ...checking.idioms import in_turn, side_by_side, unary_gradient


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    layer = learner.Relu()
    return np.shape(layer.forward(case.away_from_zero(2, 3))), np.shape(layer.backward(case.normal(2, 3)))


@check("forward", points=1)
def forward(learner: Learner, case: Case):
    kink = np.array([[-1000.0, 0.0, 1000.0], [1e-9, -1e-9, case.number(1, 2)]])
    plain = [case.normal(*shape) for shape in [(5,), (3, 4), (2, 3, 4, 2)]]
    return [learner.Relu().forward(x) for x in [*plain, kink, case.normal(3, 2).astype(np.float32)]]


@check("backward", points=2, kind="gradient")
def backward(learner: Learner, case: Case):
    return [unary_gradient(learner.Relu, case, case.away_from_zero(*shape)) for shape in [(3, 4), (2, 3, 3, 2)]]


@check("again", points=1, kind="behaviour")
def again(learner: Learner, case: Case):
    """One layer twice, and two layers at once, as a network has them."""
    return in_turn(learner.Relu(), case, (6, 4), (6, 4)), side_by_side(learner.Relu, case, 3, 4)


@check("smaller", points=1, kind="behaviour")
def smaller(learner: Learner, case: Case):
    return in_turn(learner.Relu(), case, (5, 3), (2, 3))


@check("x_alone", kind="purity")
def x_alone(learner: Learner, case: Case):
    x = case.away_from_zero(4, 5)
    layer = learner.Relu()
    layer.forward(x)
    layer.backward(case.normal(4, 5))
    return x


@check("dout_alone", kind="purity", advice=True)
def dout_alone(learner: Learner, case: Case):
    dout = case.normal(4, 5)
    layer = learner.Relu()
    layer.forward(case.away_from_zero(4, 5))
    before = dout.copy()
    layer.backward(dout)
    return Claim(np.array_equal(dout, before), "dout_changed")
