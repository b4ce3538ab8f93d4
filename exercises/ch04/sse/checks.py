import numpy as np

from ...checking import Case, Learner, check
from ...checking.idioms import after_call, single, views


@check("vector", points=1)
def vector(learner: Learner, case: Case):
    sizes = (5, 10)
    return [learner.sum_squared_error(case.normal(n, scale=3), case.normal(n)) for n in sizes]


@check("batch", points=2)
def batch(learner: Learner, case: Case):
    shapes = ((3, 4), (4, 4), (5, 2), (1, 3))
    return [learner.sum_squared_error(case.normal(*shape), case.normal(*shape)) for shape in shapes]


@check("types", points=1)
def types(learner: Learner, case: Case):
    y, t = case.probabilities(3, 4), case.one_hot(3, 4)
    pairs = [(case.integers(5, high=9), case.integers(5, high=9)), (y, t.astype(np.int64))]
    pairs += zip(views(y), views(t), strict=True)
    coarse = single(learner.sum_squared_error(y.astype(np.float32), t.astype(np.float32)))
    return [coarse, *(learner.sum_squared_error(*pair) for pair in pairs)]


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    return after_call(learner.sum_squared_error, case.normal(3, 4), case.normal(3, 4))
