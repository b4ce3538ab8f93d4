"""Random search, by what it finds on a score that is known."""

import numpy as np
import pytest
from dlgrade.reference.search import random_search, sample_log_uniform


@pytest.fixture(autouse=True)
def seeded():
    kept = np.random.get_state()
    np.random.seed(0)
    yield
    np.random.set_state(kept)


def test_a_sample_and_its_mirror_image_on_the_log_scale_are_as_likely():
    draws = np.array([sample_log_uniform(-3, 1) for _ in range(5_000)])

    assert draws.min() >= 1e-3
    assert draws.max() <= 10
    # uniform exponents have mean (low + high) / 2 and variance (high - low)² / 12
    assert np.log10(draws).mean() == pytest.approx(-1, abs=0.1)
    assert np.log10(draws).var() == pytest.approx(16 / 12, rel=0.05)


def test_the_best_is_the_trial_nearest_to_the_peak_of_the_validation_score():
    def evaluate(params):
        return {"train": params["lr"], "val": -abs(np.log10(params["lr"]) + 3), "test": -params["lr"]}

    best, trials = random_search(evaluate, {"lr": (-6, -1), "decay": (-8, -4)}, 40)

    assert len(trials) == 40
    assert abs(np.log10(best["lr"]) + 3) == min(abs(np.log10(params["lr"]) + 3) for params, _ in trials)
    assert all(1e-8 <= params["decay"] <= 1e-4 for params, _ in trials)


def test_no_trial_at_all_is_refused():
    with pytest.raises(ValueError, match="at least one trial"):
        random_search(lambda params: {"val": 0.0}, {"lr": (-3, -1)}, 0)
