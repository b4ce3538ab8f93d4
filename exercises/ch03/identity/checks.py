import numpy as np

from ...checking import Case, Learner, check
from ...checking.idioms import after_call, shapes_kept, takes_numbers, views


@check("shape", kind="shape")
def shape(learner: Learner, case: Case):
    return shapes_kept(learner.identity_function, case)


@check("values", points=1)
def values(learner: Learner, case: Case):
    return [learner.identity_function(case.normal(*shape, scale=3)) for shape in ((5,), (3, 4), (2, 3, 4))]


@check("types", points=1)
def types(learner: Learner, case: Case):
    whole = case.integers(3, 4, low=-5, high=-1)
    inputs = [whole, case.normal(6).astype(np.float32), *views(case.normal(3, 4))]
    return [learner.identity_function(x) for x in inputs]


@check("numbers", kind="behaviour", advice=True, needs=("values",))
def numbers(learner: Learner, case: Case):
    return takes_numbers(learner.identity_function, case.number(-2, 2))


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    return after_call(learner.identity_function, case.normal(3, 4))
