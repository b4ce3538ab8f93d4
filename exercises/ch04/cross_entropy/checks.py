"""Tolerance: the ε in use inside the logarithm go from none to 1e-5 and the book's is 1e-7. log(y + ε) moves by
ε / y at most; no y here is below 0.2 / 4.2, and at most 6 rows are summed: 6 · 1e-5 · 21 < 1.3e-3.
"""

import numpy as np

from ...checking import Array, Case, Claim, Learner, Tolerance, check
from ...checking.idioms import after_call

EPSILON = Tolerance(absolute=1.3e-3)


@check("one_hot", points=1, tolerance=EPSILON)
def one_hot(learner: Learner, case: Case):
    """The two examples of the book's chapter, -log 0.7 and -log 0.2, and a random one."""
    y = np.array([0.1, 0.7, 0.2])
    examples = [learner.cross_entropy_error(y.copy(), np.eye(3)[k]) for k in (1, 2)]
    return [*examples, learner.cross_entropy_error(case.probabilities(5), case.one_hot(1, 5)[0])]


@check("one_label", points=1, tolerance=EPSILON)
def one_label(learner: Learner, case: Case):
    return learner.cross_entropy_error(case.probabilities(4), np.array(case.labels(1, 4)[0]))


@check("batch_one_hot", points=1, tolerance=EPSILON)
def batch_one_hot(learner: Learner, case: Case):
    shapes = ((3, 5), (4, 4), (6, 2), (1, 3))
    return [learner.cross_entropy_error(case.probabilities(*shape), case.one_hot(*shape)) for shape in shapes]


@check("square_labels", points=1, tolerance=EPSILON)
def square_labels(learner: Learner, case: Case):
    """As many rows as classes: labels taken for one-hot rows go unnoticed by the shapes."""
    return learner.cross_entropy_error(case.probabilities(4, 4), np.array([2, 0, 3, 1]))


@check("batch_labels", points=1, tolerance=EPSILON)
def batch_labels(learner: Learner, case: Case):
    shapes = ((3, 5), (6, 2))
    return [learner.cross_entropy_error(case.probabilities(*shape), case.labels(*shape)) for shape in shapes]


@check("zero", points=1, kind="behaviour")
def zero(learner: Learner, case: Case):
    """y = 0 at the true class must be finite and large, whichever ε; y equal to t must be finite and next to 0."""
    wrong = np.max(learner.cross_entropy_error(np.array([0.0, 0.4, 0.6]), np.array([1, 0, 0])))
    right = np.max(learner.cross_entropy_error(np.eye(3)[[2, 0]], np.eye(3)[[2, 0]]))
    return [
        Claim(bool(5 < wrong < np.inf), "at_zero", {"got": f"{wrong:.3g}"}, _sort(wrong)),
        Claim(bool(abs(right) < 1e-3), "at_one", {"got": f"{right:.3g}"}, _sort(right)),
    ]


@check("zero_labels", points=1, kind="behaviour", needs=("batch_labels",))
def zero_labels(learner: Learner, case: Case):
    """The same with class numbers, which are often a branch of their own."""
    y = np.array([[0.0, 0.4, 0.6], [0.2, 0.3, 0.5]])
    got = np.max(learner.cross_entropy_error(y, np.array([0, 2])))
    return Claim(bool(3 < got < np.inf), "at_zero", {"got": f"{got:.3g}"}, _sort(got))


def _sort(value: float) -> list[bool]:
    """What sort of number it is, whichever ε: so is a known mistake recognised."""
    return [bool(np.isnan(value)), bool(np.isinf(value)), bool(value > 1e-3), bool(value < -1e-3)]


@check("types", points=1, tolerance=EPSILON)
def types(learner: Learner, case: Case):
    y, t = case.probabilities(4, 3), case.one_hot(4, 3)
    pairs = [(y.copy(), t.astype(np.int64)), (y.astype(np.float32), t.astype(np.float32))]
    pairs += [(np.asfortranarray(y), np.asfortranarray(t)), (y[::-1], t[::-1]), (_spaced(y), _spaced(t))]
    return [learner.cross_entropy_error(*pair) for pair in pairs]


def _spaced(array: Array) -> Array:
    """The same numbers, with a gap in memory after each."""
    return np.repeat(array, 2, axis=1)[:, ::2]


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    return after_call(learner.cross_entropy_error, case.probabilities(3, 4), case.one_hot(3, 4))
