"""The two sizes are so far apart that every rule in use gives another deviation, 5 % at the least from its neighbours.

False-alarm rates: each deviation and each mean leaves its margin with chance at most 1e-9 (`statistics`), whatever the
distribution, as long as its tails are no heavier than the normal's: normal, uniform, truncated normal. Two draws of
2,000 weights are never equal.
"""

import numpy as np

from ...checking import Case, Claim, Learner, check
from ...checking.statistics import centre, spread

SIZES = [(160, 400), (400, 160)]


def drawn(learner: Learner, n_in: int, n_out: int):
    return np.asarray(learner.xavier_init(n_in, n_out), dtype=float)


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    return np.shape(learner.xavier_init(7, 4))


@check("random", points=1, kind="behaviour")
def random(learner: Learner, case: Case):
    """Every weight has a draw of its own, and another one at the next call."""
    first, second = (drawn(learner, 40, 50) for _ in range(2))
    sort = [bool(first.any()), bool(first.std() > 0)]
    alike = [bool((first == first[0]).all()), bool((first == first[:, :1]).all())]
    return [
        Claim(not np.array_equal(first, second, equal_nan=True), "same_again", fingerprint=sort),
        Claim(not any(alike), "rows_alike", fingerprint=alike),
        Claim(any(alike) or not _one_value(first), "one_value"),
        first.shape,
    ]


def _one_value(weights) -> bool:
    """Whether a whole row or column holds one value."""
    return any(bool((np.ptp(weights, axis=axis) == 0).any()) for axis in (0, 1))


@check("deviation", points=3, needs=("random",))
def deviation(learner: Learner, case: Case):
    return [spread(drawn(learner, *size)) for size in SIZES]


@check("mean", points=1, needs=("random",))
def mean(learner: Learner, case: Case):
    """Against 0, in units of the weights' own deviation."""
    return [centre(weights / weights.std(), 1.0) for weights in (drawn(learner, *size) for size in SIZES)]
