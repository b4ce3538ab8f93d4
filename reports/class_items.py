"""Item analysis: how hard each exercise was, and how well it tells strong learners from weak ones.

Difficulty is the mean share of the points (the higher, the easier). Discrimination is Kelley's index: the mean share
among the 27 % who did best on all *other* exercises, less that among the 27 % who did worst there (T. L. Kelley, "The
selection of upper and lower groups for the validation of test items", 1939). The exercise itself is left out of the
ranking, or it would vouch for itself. The bounds in words are those of R. L. Ebel, "Essentials of Educational
Measurement", 1972.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .class_tally import FULL, UNSCORED, Tally

if TYPE_CHECKING:
    from numpy.typing import NDArray

GROUP = 0.27
FEWEST = 20  # learners: below it, a group has five or fewer and the index is chance
DIFFICULTY = ((0.9, "very_easy"), (0.7, "easy"), (0.3, "medium"), (0.0, "hard"))
DISCRIMINATION = ((0.4, "very_well"), (0.3, "well"), (0.2, "little"), (0.0, "hardly"), (-1.0, "reversed"))


class Item(NamedTuple):
    """What the marks of one column say."""

    judged: int
    difficulty: float | None  # None when nobody was judged
    upper: float | None  # None, as `lower`, when there are too few, or all are alike elsewhere
    lower: float | None

    @property
    def discrimination(self) -> float | None:
        """Upper less lower."""
        return None if self.upper is None or self.lower is None else self.upper - self.lower


def items_of(found: Tally) -> tuple[Item, ...]:
    """The analysis of each column."""
    worth = np.array([column.max_points for column in found.head.columns])
    marks = np.frombuffer(found.shares, np.uint16).reshape(-1, len(worth))
    scored = marks != UNSCORED
    # Column by column, so that no array of floats as large as the class is ever made.
    total = np.zeros(len(marks))
    for place, points in enumerate(worth):
        total += np.where(scored[:, place], marks[:, place] * (points / FULL), 0.0)
    return tuple(_item(marks[:, place], scored[:, place], total, worth[place]) for place in range(len(worth)))


def _item(marks: NDArray[np.uint16], scored: NDArray[np.bool_], total: NDArray[np.float64], worth: float) -> Item:
    shares = marks[scored] / FULL
    if not len(shares):
        return Item(0, None, None, None)
    others = np.round(total[scored] - shares * worth, 6)
    if len(shares) < FEWEST or others.min() == others.max():
        return Item(len(shares), float(shares.mean()), None, None)
    size = GROUP * len(shares)
    return Item(len(shares), float(shares.mean()), *(_mean(shares, sign * others, size) for sign in (1, -1)))


def _mean(shares: NDArray[np.float64], rank: NDArray[np.float64], size: float) -> float:
    """Mean share of the `size` who rank highest; those who tie at the bound count in part, each the same part."""
    bound = np.partition(rank, -int(np.ceil(size)))[-int(np.ceil(size))]
    above, tied = rank > bound, rank == bound
    weights = above + tied * ((size - above.sum()) / tied.sum())
    return float((weights * shares).sum() / size)


def in_words(value: float, bounds: tuple[tuple[float, str], ...]) -> str:
    """The first name whose bound `value` reaches; the last one where it reaches none."""
    return next((name for bound, name in bounds if value >= bound), bounds[-1][1])
