"""Looking for hyperparameters at random, on a logarithmic scale.

Random draws come from NumPy's global generator, as in the book. Source: *Deep Learning from Scratch*, chapter 6.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

Params = dict[str, float]
Scores = Mapping[str, float]


def sample_log_uniform(low: float, high: float) -> float:
    """A number between 10^low and 10^high whose exponent is uniform: every power of ten is as likely as the next."""
    return float(10.0 ** np.random.uniform(low, high))


def random_search(
    evaluate: Callable[[Params], Scores], ranges: Mapping[str, tuple[float, float]], n_trials: int
) -> tuple[Params, list[tuple[Params, Scores]]]:
    """Tries hyperparameters at random and gives those with the best validation accuracy, and all trials in order.

    Args:
        evaluate: takes the values by name, gives accuracies under "train", "val" and "test".
        ranges: lowest and highest exponent of ten by name.
        n_trials: number of trials.

    Test data have no part in the choice: an accuracy that was chosen by is no longer a fair one.

    Raises:
        ValueError: no trial is asked for.
    """
    if n_trials < 1:
        raise ValueError("at least one trial is needed")
    trials = []
    for _ in range(n_trials):
        params = {name: sample_log_uniform(low, high) for name, (low, high) in ranges.items()}
        trials.append((params, evaluate(params)))
    best, _ = max(trials, key=lambda trial: trial[1]["val"])
    return best, trials
