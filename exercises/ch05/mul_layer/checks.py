import numpy as np

from ...checking import Case, Learner, check
from ...checking.idioms import binary_gradient


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    layer = learner.MulLayer()
    out = layer.forward(case.number(1, 2), case.number(2, 3))
    gradients = layer.backward(case.number(1, 2))
    return [np.size(out), len(gradients) if np.ndim(gradients) else 1]


@check("forward", points=1)
def forward(learner: Learner, case: Case):
    numbers = learner.MulLayer().forward(case.number(-2, 2), case.number(-2, 2))
    return numbers, [learner.MulLayer().forward(case.normal(*s), case.normal(*s)) for s in [(5,), (3, 4), (2, 3, 4)]]


@check("backward", points=2, kind="gradient")
def backward(learner: Learner, case: Case):
    return [binary_gradient(learner.MulLayer, case, 5), binary_gradient(learner.MulLayer, case, 3, 4)]


@check("shopping", points=1, kind="behaviour")
def shopping(learner: Learner, case: Case):
    """Price, number and tax, as in the book: two layers in a row, with plain numbers."""
    times_number, times_tax = learner.MulLayer(), learner.MulLayer()
    apples = times_number.forward(case.number(90, 120), 2)
    total = times_tax.forward(apples, 1.1)
    d_apples, d_tax = times_tax.backward(1)
    d_price, d_number = times_number.backward(d_apples)
    return {"total": total, "d_price": d_price, "d_number": d_number, "d_tax": d_tax}


@check("again", points=1, kind="behaviour")
def again(learner: Learner, case: Case):
    layer = learner.MulLayer()
    results = []
    for _ in range(2):
        out = layer.forward(case.normal(3, 2), case.normal(3, 2))
        results.append((out, layer.backward(case.normal(3, 2))))
    return results


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    x, y, dout = case.normal(2, 3), case.normal(2, 3), case.normal(2, 3)
    layer = learner.MulLayer()
    layer.forward(x, y)
    layer.backward(dout)
    return x, y, dout
