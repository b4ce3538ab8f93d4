import numpy as np

from ...checking import Case, Claim, Learner, check
from ...checking.idioms import after_call, views


@check("vector", points=1)
def vector(learner: Learner, case: Case):
    return [learner.softmax(case.normal(5, scale=2)), learner.softmax(case.normal(3) + 30)]


@check("square", points=1)
def square(learner: Learner, case: Case):
    """As many rows as columns: a wrong axis goes unnoticed by the shapes."""
    return learner.softmax(case.normal(4, 4))


@check("batch", points=1)
def batch(learner: Learner, case: Case):
    return [learner.softmax(case.normal(*shape)) for shape in ((3, 5), (5, 3), (1, 4))]


@check("stable", points=1, kind="behaviour")
def stable(learner: Learner, case: Case):
    high, low = case.normal(4) + 1000, case.normal(4) - 1000
    return [learner.softmax(x) for x in (high, low, case.normal(3, 4) + 1000, high.astype(np.float32))]


@check("types", points=1)
def types(learner: Learner, case: Case):
    whole = case.integers(3, 5, low=-4, high=5)
    inputs = [whole, case.normal(5).astype(np.float32), case.normal(2, 3).astype(np.float32), *views(case.normal(3, 4))]
    return [learner.softmax(x) for x in inputs]


@check("far_rows", kind="behaviour", advice=True, needs=("batch", "stable"))
def far_rows(learner: Learner, case: Case):
    """Where the maximum of the whole batch is subtracted, the lower row becomes 0 / 0."""
    y = np.asarray(learner.softmax(np.array([[1000.0, 1001.0], [-1000.0, -999.0]])), dtype=float)
    return Claim(bool(np.isfinite(y).all()), "max_of_batch")


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    return after_call(learner.softmax, case.normal(3, 4))
