"""How far two right computations of one value may stand apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

ROUNDINGS = 4096
"""Roundings allowed on the longest chain of one answer.

A dot product of K terms is off by at most K·eps of the sum of its terms' sizes (Higham, Accuracy and Stability of
Numerical Algorithms, 2nd ed., section 3.1). The largest checks chain a few hundred terms over a few steps, and two
right programs that sum in another order may differ by twice that.
"""


@dataclass(frozen=True)
class Tolerance:
    """A bound on |got - expected|: `relative` × the largest |expected| of the array, plus `absolute`.

    Attributes:
        roundings: the relative part in units of the coarser dtype's eps. Of float16, whose one rounding is as much as
            thousands of float32's, a value is right that is right in float64.
        relative: a relative part that stands for a choice of method, such as the step of a difference quotient.
        absolute: an absolute part, such as the 1e-7 inside the book's logarithm.
    """

    roundings: float = ROUNDINGS
    relative: float = 0.0
    absolute: float = 0.0

    def bound(self, expected: np.ndarray[Any, Any], got: np.ndarray[Any, Any]) -> float:
        """The largest |got - expected| that is still the same answer."""
        finite = np.abs(expected[np.isfinite(expected)])
        scale = float(finite.max()) if finite.size else 0.0
        return self.absolute + scale * max(self.relative, self.roundings * _eps(expected, got))


def _eps(*arrays: np.ndarray[Any, Any]) -> float:
    sizes = {a.dtype.itemsize for a in arrays if a.dtype.kind == "f"}
    return float(np.finfo(np.float32 if 4 in sizes and 2 not in sizes else np.float64).eps)


DEFAULT = Tolerance()
EXACT = Tolerance(roundings=0.0)

SINGLE = Tolerance(relative=1e-5, absolute=1e-5)
"""For networks of a few units whose parameters may be kept in float32 while the data stay in float64.

A parameter is off by 6e-8 of its size then, and the result is float64 all the same. Six terms of size 3 and a bias move
a score by 1.2e-6, and five such scores a sum by 6e-6. Measured over 100 seeds of the exercises that use it, the
largest difference was 6e-7 of the largest value.
"""
