import numpy as np

from ...checking import Case, Claim, Learner, check
from ...checking.idioms import in_turn, side_by_side, unary_gradient


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    layer = learner.Sigmoid()
    return np.shape(layer.forward(case.normal(2, 3))), np.shape(layer.backward(case.normal(2, 3)))


@check("forward", points=1)
def forward(learner: Learner, case: Case):
    plain = [case.normal(*shape, scale=3) for shape in [(5,), (3, 4), (2, 3, 4, 2)]]
    return [learner.Sigmoid().forward(x) for x in [*plain, case.normal(3, 2).astype(np.float32)]]


@check("large", points=1, kind="behaviour")
def large(learner: Learner, case: Case):
    return learner.Sigmoid().forward(np.array([[-1000.0, -30.0, case.number(-1, 1), 30.0, 1000.0]]))


@check("backward", points=2, kind="gradient")
def backward(learner: Learner, case: Case):
    return [unary_gradient(learner.Sigmoid, case, case.normal(*shape)) for shape in [(3, 4), (2, 3, 3, 2)]]


@check("again", points=1, kind="behaviour")
def again(learner: Learner, case: Case):
    """One layer twice, and two layers at once, as a network has them."""
    return in_turn(learner.Sigmoid(), case, (6, 4), (6, 4)), side_by_side(learner.Sigmoid, case, 3, 4)


@check("smaller", points=1, kind="behaviour")
def smaller(learner: Learner, case: Case):
    return in_turn(learner.Sigmoid(), case, (5, 3), (2, 3))


@check("x_alone", kind="purity")
def x_alone(learner: Learner, case: Case):
    x = case.normal(4, 5)
    layer = learner.Sigmoid()
    layer.forward(x)
    layer.backward(case.normal(4, 5))
    return x


@check("dout_alone", kind="purity", advice=True)
def dout_alone(learner: Learner, case: Case):
    dout = case.normal(4, 5)
    layer = learner.Sigmoid()
    layer.forward(case.normal(4, 5))
    before = dout.copy()
    layer.backward(dout)
    return Claim(np.array_equal(dout, before), "dout_changed")
