import numpy as np

from ...checking import Case, Learner, check
from ...checking.idioms import binary_gradient


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    layer = learner.AddLayer()
    out = layer.forward(case.number(1, 2), case.number(2, 3))
    gradients = layer.backward(case.number(1, 2))
    return [np.size(out), len(gradients) if np.ndim(gradients) else 1]


@check("forward", points=1)
def forward(learner: Learner, case: Case):
    numbers = learner.AddLayer().forward(case.number(-2, 2), case.number(-2, 2))
    return numbers, [learner.AddLayer().forward(case.normal(*s), case.normal(*s)) for s in [(5,), (3, 4), (2, 3, 4)]]


@check("backward", points=2, kind="gradient")
def backward(learner: Learner, case: Case):
    return [binary_gradient(learner.AddLayer, case, 5), binary_gradient(learner.AddLayer, case, 3, 4)]


@check("three", points=1, kind="behaviour")
def three(learner: Learner, case: Case):
    """A sum of three plain numbers by two layers in a row."""
    inner, outer = learner.AddLayer(), learner.AddLayer()
    total = outer.forward(inner.forward(case.number(1, 2), case.number(3, 5)), case.number(6, 9))
    d_inner, dz = outer.backward(1.1)
    dx, dy = inner.backward(d_inner)
    return {"total": total, "dx": dx, "dy": dy, "dz": dz}


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    x, y, dout = case.normal(2, 3), case.normal(2, 3), case.normal(2, 3)
    layer = learner.AddLayer()
    layer.forward(x, y)
    layer.backward(dout)
    return x, y, dout
