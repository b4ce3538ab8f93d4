import numpy as np

from ...checking import Case, Learner, check
from ...checking.idioms import after_call


@check("number", kind="smoke")
def number(learner: Learner, case: Case):
    return np.shape(learner.sigmoid(case.number(-2, 2)))


@check("shape", kind="shape")
def shape(learner: Learner, case: Case):
    return np.shape(learner.sigmoid(case.normal(2, 3)))


@check("values", points=2)
def values(learner: Learner, case: Case):
    shapes = [(5,), (3, 4), (2, 3, 4)]
    return [learner.sigmoid(case.normal(*shape, scale=3)) for shape in shapes]


@check("types", points=1)
def types(learner: Learner, case: Case):
    whole = case.integers(2, 5, low=-4, high=5)
    return [learner.sigmoid(whole), learner.sigmoid(case.normal(6).astype(np.float32)), learner.sigmoid(whole.T)]


@check("large", points=1, kind="behaviour")
def large(learner: Learner, case: Case):
    return learner.sigmoid(np.array([-1000.0, -30.0, case.number(-1, 1), 30.0, 1000.0]))


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    return after_call(learner.sigmoid, case.normal(3, 4))
