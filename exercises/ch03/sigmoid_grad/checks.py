import numpy as np

from ...checking import Case, Claim, Learner, check
from ...checking.idioms import after_call, shapes_kept, takes_numbers, views


@check("shape", kind="shape")
def shape(learner: Learner, case: Case):
    return shapes_kept(learner.sigmoid_grad, case)


@check("values", points=2)
def values(learner: Learner, case: Case):
    """Numbers within and outside 0 … 1, so that x and y as the argument are told apart."""
    return [learner.sigmoid_grad(case.normal(*shape, scale=2)) for shape in ((5,), (3, 4), (2, 3, 4))]


@check("peak", points=1, kind="behaviour")
def peak(learner: Learner, case: Case):
    """x = 0 and y = 0.5 are the same place: the peak under one convention or the other."""
    return learner.sigmoid_grad(np.array([0.0, 0.5]))


@check("types", points=1)
def types(learner: Learner, case: Case):
    whole = case.integers(3, 4, low=2, high=5)
    inputs = [whole, case.normal(6).astype(np.float32), *views(case.normal(3, 4))]
    return [learner.sigmoid_grad(x) for x in inputs]


@check("large", kind="behaviour", advice=True, needs=("values",))
def large(learner: Learner, case: Case):
    return Claim(bool(np.isfinite(learner.sigmoid_grad(np.array([-1000.0, 1000.0]))).all()), "overflows")


@check("numbers", kind="behaviour", advice=True, needs=("values",))
def numbers(learner: Learner, case: Case):
    return takes_numbers(learner.sigmoid_grad, case.number(-2, 2))


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    return after_call(learner.sigmoid_grad, case.normal(3, 4))
