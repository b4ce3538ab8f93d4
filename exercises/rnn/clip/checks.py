"""Tolerance: the book adds 1e-6 to the norm. Norms here are at least 0.5, so a gradient moves by 2e-6 at most."""

import numpy as np

from ...checking import Array, Case, Learner, Tolerance, check

ADDED = Tolerance(relative=2.5e-6)
SHAPES = ((3, 4), (4,), (2, 3))
LARGE = 30.0
"""Norm of 22 elements of size 6: that none is above 2 has a probability of 4e-14, so clipping by value shows."""


def of_norm(case: Case, norm: float, *shapes: tuple[int, ...]) -> list[Array]:
    """Arrays of those shapes; all their elements together have that norm."""
    grads = [case.normal(*shape) for shape in shapes]
    scale = norm / np.sqrt(sum((grad**2).sum() for grad in grads))
    return [grad * scale for grad in grads]


def clipped(learner: Learner, grads: list[Array], max_norm: float) -> list[Array]:
    """The gradients afterwards, whether they are changed in place or returned, alone or before the norm."""
    result = learner.clip_grads(grads, max_norm)
    if isinstance(result, tuple) and result and isinstance(result[0], list | tuple):
        result = result[0]
    return list(result) if isinstance(result, list | tuple) and len(result) == len(grads) else grads


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    return [np.shape(grad) for grad in clipped(learner, of_norm(case, 4.0, *SHAPES), 2.0)]


@check("clipped", points=2, tolerance=ADDED)
def large_and_small(learner: Learner, case: Case):
    return [clipped(learner, of_norm(case, norm, *SHAPES), 2.0) for norm in (LARGE, 1.0)]


@check("other_norms", points=1, tolerance=ADDED)
def other_norms(learner: Learner, case: Case):
    grads = [of_norm(case, case.number(20, 40), *SHAPES), of_norm(case, 3.0, (5,)), of_norm(case, 0.5, (2, 3, 2), (2,))]
    return [clipped(learner, each, max_norm) for each, max_norm in zip(grads, (5.0, 0.25, 0.75), strict=True)]


@check("near", points=1, tolerance=ADDED, kind="behaviour")
def near(learner: Learner, case: Case):
    return [clipped(learner, of_norm(case, norm, *SHAPES), 3.0) for norm in (2.9, 3.1)]
