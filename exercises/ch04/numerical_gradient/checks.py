"""Tolerance: a central difference is off by h² |f'''| / 6 and by about eps |f| / h for rounding. Here |f'''| ≤ 0.1 and
|f| < 8, so that every h from 1e-9 to 1e-2 stays below 1e-5.
"""

import numpy as np

from ...checking import Array, Case, Claim, Learner, Tolerance, check
from ...checking.idioms import or_refused

STEP = Tolerance(absolute=1e-5)
CURVATURE = 1e6


def coupled(x: Array) -> float:
    """log Σ k exp(x_k): every element acts on every other's derivative, so that x must be taken as a whole."""
    weights = np.arange(1, np.size(x) + 1)
    return float(np.log(np.sum(weights * np.exp(np.ravel(x)))))


@check("restored", kind="purity", tolerance=Tolerance(absolute=1e-12))
def restored(learner: Learner, case: Case):
    """How far x was moved for good: nothing but the roundings of adding and taking away h."""
    x = case.normal(4)
    before = x.copy()
    learner.numerical_gradient(coupled, x)
    return x - before


@check("central", points=1, kind="behaviour", tolerance=STEP)
def central(learner: Learner, case: Case):
    """A central difference is exact on a parabola, a one-sided one is off by CURVATURE · h."""
    x, slope = case.uniform(3, low=0.5, high=2), case.normal(3)
    centre = x.copy()
    return learner.numerical_gradient(
        lambda at: float(np.sum(CURVATURE * (at - centre) ** 2 + slope * (at - centre))), x
    )


@check("vector", points=1, tolerance=STEP)
def vector(learner: Learner, case: Case):
    return [learner.numerical_gradient(coupled, case.normal(n)) for n in (4, 2)]


@check("column", points=1, tolerance=STEP)
def column(learner: Learner, case: Case):
    return learner.numerical_gradient(coupled, case.normal(3, 1))


@check("matrix", points=1, tolerance=STEP)
def matrix(learner: Learner, case: Case):
    return [learner.numerical_gradient(coupled, case.normal(*shape)) for shape in ((2, 3), (3, 3), (3, 2))]


@check("higher", points=1, tolerance=STEP)
def higher(learner: Learner, case: Case):
    return [learner.numerical_gradient(coupled, case.normal(*shape)) for shape in ((2, 3, 2), (2, 1, 3, 2))]


@check("not_contiguous", points=1, tolerance=STEP)
def not_contiguous(learner: Learner, case: Case):
    return [learner.numerical_gradient(coupled, x) for x in (case.normal(2, 4).T, case.normal(2, 6)[:, ::2])]


@check("integers", kind="behaviour", advice=True, needs=("vector",))
def integers(learner: Learner, case: Case):
    """Integer input works or is refused by an exception; it must not be truncated in silence."""
    x = case.integers(3, low=1, high=9)
    got = or_refused(learner.numerical_gradient, lambda at: float(np.sum(np.square(at))), x.copy())
    if got is None:
        return Claim(True, "truncated")
    near = np.shape(got) == x.shape and bool(np.allclose(np.asarray(got, dtype=float), 2 * x, rtol=0, atol=1e-3))
    return Claim(near, "truncated", {"x": x[0], "right": 2 * x[0], "got": f"{float(np.ravel(got)[0]):g}"})
