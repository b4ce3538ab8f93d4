"""Tolerance: on a parabola a central difference has no truncation error; a forward one, judged elsewhere, moves the
minimum by h / 2. 1e-3 leaves room for it.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from ...checking import Array, Case, Claim, Learner, Tolerance, check
from ...checking.idioms import or_refused

NEAR = Tolerance(absolute=1e-3)


def valley(case: Case) -> tuple[Callable[[Array], float], Array, Array]:
    """f = Σ a (x - c)² with a near 1, its minimum c, and a start that is off by 1 to 2 in each direction."""
    steep, centre = case.uniform(3, low=0.8, high=1.2), case.normal(3)
    start = centre + case.signs(3) * case.uniform(3, low=1, high=2)
    return lambda x: float(np.sum(steep * np.square(x - centre))), centre, start


def point(result: Any) -> Any:
    """The point reached, also where the path comes with it."""
    return result[0] if _with_path(result) else result


def _with_path(result: Any) -> bool:
    return isinstance(result, tuple | list) and len(result) == 2


@check("returned", kind="shape")
def returned(learner: Learner, case: Case):
    f, _, start = valley(case)
    result = learner.gradient_descent(f, start, 0.1, 5)
    return "point and path" if _with_path(result) else "point", np.shape(point(result))


@check("steps", points=2, needs=("returned",), tolerance=NEAR)
def steps(learner: Learner, case: Case):
    f, _, start = valley(case)
    return [point(learner.gradient_descent(f, start.copy(), 0.1, n)) for n in (1, 2, 5)]


@check("minimum", points=1, kind="behaviour", needs=("returned",), tolerance=NEAR)
def minimum(learner: Learner, case: Case):
    f, centre, start = valley(case)
    return np.asarray(point(learner.gradient_descent(f, start, 0.2, 25))) - centre + 1


@check("rates", points=1, kind="behaviour", needs=("returned",))
def rates(learner: Learner, case: Case):
    """Steps of 2 leap across the valley and up the other side; steps of 1e-6 hardly move."""
    f, centre, start = valley(case)
    far = np.asarray(point(learner.gradient_descent(f, start.copy(), 2.0, 10)), dtype=float)
    still = np.asarray(point(learner.gradient_descent(f, start.copy(), 1e-6, 10)), dtype=float)
    diverged = not np.isfinite(far).all() or bool((np.abs(far - centre) > 10 * np.abs(start - centre)).all())
    stayed = bool((np.abs(still - start) < 0.01 * np.abs(start - centre)).all())
    return [Claim(diverged, "does_not_diverge", fingerprint=far), Claim(stayed, "leaps", fingerprint=still)]


@check("defaults", kind="behaviour", advice=True, needs=("steps",))
def defaults(learner: Learner, case: Case):
    f, _, start = valley(case)
    full = point(learner.gradient_descent(f, start.copy(), 0.01, 100))
    short = point(or_refused(learner.gradient_descent, f, start.copy()))
    return Claim(short is not None and bool(np.allclose(short, full, rtol=0, atol=1e-9)), "other_defaults")


@check("start_alone", kind="purity", advice=True, needs=("returned",))
def start_alone(learner: Learner, case: Case):
    f, _, start = valley(case)
    before = start.copy()
    learner.gradient_descent(f, start, 0.1, 5)
    return Claim(bool(np.array_equal(start, before)), "start_changed")
