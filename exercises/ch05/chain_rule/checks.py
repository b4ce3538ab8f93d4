import numpy as np

from ...checking import Case, Claim, Learner, check
from ...checking.idioms import after_call


@check("follows", points=1, kind="behaviour")
def follows(learner: Learner, case: Case):
    """Whether the derivative is another one elsewhere; a t that is set once and for all gives the same everywhere."""
    points = [(1.5, 0.5), (-2.0, 3.5), (case.number(3, 4), case.number(3, 4))]
    values = [float(np.asarray(learner.dz_dx(x, y), dtype=float)) for x, y in points]
    return Claim(len({value for value in values if not np.isnan(value)}) > 1, "constant", fingerprint=bool(any(values)))


@check("numbers", points=1)
def numbers(learner: Learner, case: Case):
    """Python numbers, floats and integers; nothing changes where x and y change places."""
    a, b = case.number(1, 3), case.number(-8, -4)
    return [learner.dz_dx(*at) for at in ((a, b), (b, a), (3, 4), (-2, 7), (a, 0.0))]


@check("arrays", points=1)
def arrays(learner: Learner, case: Case):
    return [learner.dz_dx(case.normal(*shape), case.normal(*shape)) for shape in ((5,), (3, 4), (2, 3, 4))]


@check("types", points=1)
def types(learner: Learner, case: Case):
    pairs = [
        (case.integers(3, 4, low=-9), case.integers(3, 4, low=-9)),
        (case.normal(4).astype(np.float32), case.normal(4).astype(np.float32)),
        (case.normal(4, 3).T, case.normal(3, 8)[:, ::2]),
    ]
    return [learner.dz_dx(x, y) for x, y in pairs]


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    return after_call(learner.dz_dx, case.normal(3, 4), case.normal(3, 4))
