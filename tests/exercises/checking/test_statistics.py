"""Statistical margins: chance alone never leaves them here, and a wrong program does."""

from __future__ import annotations

import numpy as np
import pytest
from dlgrade.exercises.checking.statistics import ALARM, centre, share, spread

SEEDS = 2_000


def generators() -> list[np.random.Generator]:
    return [np.random.default_rng(seed) for seed in range(SEEDS)]


@pytest.mark.parametrize("p", [0.05, 0.3, 0.5, 0.9])
def test_a_share_of_a_right_program_is_within_its_margin(p: float) -> None:
    estimates = [share(rng.random(2_000) < p, p) for rng in generators()]

    assert all(estimate.holds() for estimate in estimates)
    # the false-alarm rate is far below 1 in SEEDS: even half the margin is hardly ever left
    assert sum(abs(e.value - p) > e.margin / 2 for e in estimates) < SEEDS * 0.01


@pytest.mark.parametrize("draw", ["standard_normal", "uniform"])
def test_a_spread_of_a_right_program_is_within_its_margin(draw: str) -> None:
    deviation = 1.0 if draw == "standard_normal" else np.sqrt(1 / 12)
    samples = [getattr(rng, draw)(size=2_000) for rng in generators()]

    assert all(spread(sample, float(deviation)).holds() for sample in samples)


def test_a_spread_without_a_truth_has_a_margin_of_its_own_size() -> None:
    sample = np.random.default_rng(0).standard_normal(2_000)

    assert spread(100 * sample).margin == pytest.approx(100 * spread(sample).margin)
    assert spread(sample).margin == pytest.approx(spread(sample, 1.0).margin, rel=0.05)


def test_a_mean_of_a_right_program_is_within_its_margin() -> None:
    assert all(centre(rng.standard_normal(500), 1.0).holds() for rng in generators())


def test_wrong_programs_are_outside() -> None:
    rng = np.random.default_rng(0)

    assert not share(rng.random(20_000) < 0.7, 0.3).holds()
    assert not spread(rng.standard_normal(20_000) * np.sqrt(2), 1.0).holds()
    assert not centre(rng.standard_normal(20_000) + 0.2, 1.0).holds()


def test_the_stated_false_alarm_rate_is_at_most_one_in_a_billion() -> None:
    n = 1_000
    margin = share(np.zeros(n), 0.5).margin

    assert ALARM <= 1e-9
    assert 2 * np.exp(-2 * n * margin**2) <= ALARM * (1 + 1e-9)
