"""Margins of statistical checks, each with its false-alarm rate."""

from __future__ import annotations

import math

import numpy as np

from .answers import Estimate
from .case import Array

ALARM = 1e-9
Z = 6.5
"""Two-sided normal quantile: chance 8e-11 beyond, a tenth of ALARM, which leaves room for the normal approximation."""


def share(mask: Array, truth: float, alarm: float = ALARM) -> Estimate:
    """Share of true entries among independent draws, against its probability.

    The margin is Hoeffding's bound (J. Am. Stat. Assoc. 58 (1963) 13-30), exact for every n, and for draws without
    replacement as well.
    """
    margin = math.sqrt(math.log(2 / alarm) / (2 * np.size(mask)))
    return Estimate(float(np.mean(mask)), truth, margin)


def spread(draws: Array, truth: float = math.nan) -> Estimate:
    """Standard deviation of independent draws of a distribution no heavier-tailed than the normal.

    The variance of the sample deviation is σ²(κ-1)/(4n), with κ ≤ 3 for normal, uniform and truncated normal draws.
    Without a truth the reference's deviation stands for it, and the margins of both add up.
    """
    value = float(np.std(draws))
    scale = value if math.isnan(truth) else truth
    return Estimate(value, truth, Z * scale * math.sqrt(0.5 / np.size(draws)))


def centre(draws: Array, deviation: float) -> Estimate:
    """Mean of independent draws against 0, given their standard deviation."""
    return Estimate(float(np.mean(draws)), 0.0, Z * deviation / math.sqrt(np.size(draws)))
