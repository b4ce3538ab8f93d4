"""No input is 0 or near it: what happens at the kink is not judged."""

import numpy as np

from ...checking import Case, Claim, Learner, check
from ...checking.idioms import after_call, shapes_kept, takes_numbers, views


@check("arrays", kind="shape")
def arrays(learner: Learner, case: Case):
    """Whether `if x > 0` asks a whole array for one truth value; every other exception is told as it is."""
    try:
        learner.leaky_relu(case.distinct(3))
    except Exception as error:
        if "truth value" not in str(error):
            raise
        return Claim(False, "one_truth_value")
    return Claim(True, "one_truth_value")


@check("shape", kind="shape")
def shape(learner: Learner, case: Case):
    return shapes_kept(learner.leaky_relu, case)


@check("values", points=2, needs=("shape",))
def values(learner: Learner, case: Case):
    return [learner.leaky_relu(case.distinct(*shape)) for shape in ((6,), (3, 4), (2, 3, 4))]


@check("slope", points=1, needs=("shape",))
def slope(learner: Learner, case: Case):
    """Another slope than the default; 0 makes it ReLU."""
    return [learner.leaky_relu(case.distinct(3, 4), alpha) for alpha in (0.2, case.number(0.3, 0.6), 0.0)]


@check("types", points=1, needs=("shape",))
def types(learner: Learner, case: Case):
    whole = 2 * case.integers(3, 4, low=-3, high=3) + 1
    inputs = [whole, case.distinct(6).astype(np.float32), *views(case.distinct(3, 4))]
    return [learner.leaky_relu(x) for x in inputs]


@check("numbers", kind="behaviour", advice=True, needs=("values",))
def numbers(learner: Learner, case: Case):
    return takes_numbers(learner.leaky_relu, 0.7)


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    return after_call(learner.leaky_relu, case.distinct(3, 4))
