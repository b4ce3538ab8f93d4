import numpy as np

from ...checking import Case, Claim, Learner, check
from ...checking.idioms import after_call, shapes_kept, takes_numbers, views


@check("shape", kind="shape")
def shape(learner: Learner, case: Case):
    return shapes_kept(learner.tanh, case)


@check("values", points=2)
def values(learner: Learner, case: Case):
    return [learner.tanh(case.normal(*shape, scale=2)) for shape in ((5,), (3, 4), (2, 3, 4))]


@check("types", points=1)
def types(learner: Learner, case: Case):
    whole = case.signs(3, 4).astype(np.int64) * case.integers(3, 4, low=1, high=4)
    inputs = [whole, case.normal(6).astype(np.float32), *views(case.normal(3, 4))]
    return [learner.tanh(x) for x in inputs]


@check("large", points=1, kind="behaviour")
def large(learner: Learner, case: Case):
    return learner.tanh(np.array([-1000.0, -30.0, case.number(-1, 1), 30.0, 1000.0]))


@check("large_float32", kind="behaviour", advice=True, needs=("large",))
def large_float32(learner: Learner, case: Case):
    """exp of a float32 is infinite beyond 88; what bounds x at 350 or 700 holds for float64 alone."""
    x = np.array([-100.0, -3.0, case.number(-1, 1), 3.0, 100.0], dtype=np.float32)
    return Claim(bool(np.isfinite(np.asarray(learner.tanh(x), dtype=float)).all()), "float32_overflows")


@check("numbers", kind="behaviour", advice=True, needs=("values",))
def numbers(learner: Learner, case: Case):
    return takes_numbers(learner.tanh, case.number(-2, 2))


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    return after_call(learner.tanh, case.normal(3, 4))
