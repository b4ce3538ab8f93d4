import numpy as np

from ...checking import Case, Claim, Learner, check
from ...checking.idioms import after_call, shapes_kept, takes_numbers, views


@check("one_element", kind="shape")
def one_element(learner: Learner, case: Case):
    return [np.shape(learner.step_function(np.array([x]))) for x in (-1.3, 0.7)]


@check("shape", kind="shape")
def shape(learner: Learner, case: Case):
    return shapes_kept(learner.step_function, case)


@check("values", points=2, needs=("shape",))
def values(learner: Learner, case: Case):
    return [learner.step_function(case.distinct(*shape)) for shape in ((6,), (3, 4), (2, 3, 4))]


@check("at_zero", points=1, kind="behaviour", needs=("shape",))
def at_zero(learner: Learner, case: Case):
    return learner.step_function(np.array([-0.5, 0.0, 0.5]))


@check("types", points=1, needs=("shape",))
def types(learner: Learner, case: Case):
    whole = 2 * case.integers(3, 4, low=-3, high=3) + 1
    inputs = [whole, case.distinct(6).astype(np.float32), *views(case.distinct(3, 4))]
    return [learner.step_function(x) for x in inputs]


@check("plain", kind="dtype", advice=True)
def plain(learner: Learner, case: Case):
    return Claim(np.asarray(learner.step_function(case.distinct(6))).dtype != bool, "bools")


@check("numbers", kind="behaviour", advice=True, needs=("values",))
def numbers(learner: Learner, case: Case):
    return takes_numbers(learner.step_function, 0.7)


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    return after_call(learner.step_function, case.normal(3, 4))
