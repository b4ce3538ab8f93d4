"""The adding problem: two numbers far apart are to be added. Who always answers 1 has the error 1/6."""

from collections.abc import Iterator, Mapping

import numpy as np

from ...checking import Case, Learner
from ...checking.experiment import Curves, Point, Share, Size, Spread, Step
from ...checking.sequence_models import Forecast
from ...checking.training import marks

GATES = {"TimeRNN": 1, "TimeLSTM": 4, "TimeGRU": 3}
HIDDEN, RATE, BATCH, CHECKED, POINTS, LAST = 24, 0.01, 50, 200, 25, 4
MEAN_ERROR = 1 / 6
"""Variance of the sum of two uniform numbers: 2 · 1/12."""


def common(case: Case, size: Size) -> Iterator[Step]:
    """The line at 1/6."""
    for step in (0, size["steps"] - 1):
        yield Point("error", "mean", step, MEAN_ERROR)
    yield Share(1.0)


def run(learner: Learner, case: Case, size: Size) -> Iterator[Step]:
    """Mean squared error on sequences that are not trained on."""
    draws = case.generator()
    x, t = (np.asarray(part) for part in learner.make_adding_problem(size["rows"], size["length"], draws))
    other, target = (np.asarray(part) for part in learner.make_adding_problem(CHECKED, size["length"], draws))
    shown = marks(size["steps"], POINTS)
    for i, (name, gates) in enumerate(GATES.items()):
        model = Forecast(case, getattr(learner, name), 2, HIDDEN, gates, RATE)
        for step in range(size["steps"]):
            if step in shown:
                error = float(np.mean((model.predict(other) - target.reshape(-1)) ** 2))
                yield Point("error", name, step, error)
            rows = case.rng.choice(len(x), BATCH, replace=False)
            model.step(x[rows], t.reshape(-1)[rows])
            yield Share((i + (step + 1) / size["steps"]) / len(GATES))


def figures(curves: Curves) -> Mapping[str, float]:
    """Error over the last points."""
    return {name: float(np.mean(curves["error", name][-LAST:, 1])) for name in GATES}


def conclude(figures: Mapping[str, Spread]) -> str:
    """Learned is what is below half of 1/6 by more than the deviation."""
    learned = {name for name, error in figures.items() if error.mean + error.sd < MEAN_ERROR / 2}
    if learned == set(GATES):
        return "all_learn"
    if learned == {"TimeLSTM", "TimeGRU"}:
        return "gates_help"
    return "some_learn" if learned else "none_learns"
