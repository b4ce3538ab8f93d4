"""A noisy sine wave learned by a recurrent network, which then goes on with it from its own answers."""

from collections.abc import Iterator, Mapping

import numpy as np

from ...checking import Array, Case, Learner
from ...checking.experiment import Curves, Point, Share, Size, Spread, Step
from ...checking.sequence_models import Forecast

PERIOD, WINDOW, HIDDEN, RATE, NOISE = 100, 25, 20, 0.01, 0.05
SHOWN = 2 * PERIOD
BATCH = 64


def wave(case: Case, steps: int) -> Array:
    """The sine with noise, uniform within ±0.05."""
    return np.asarray(np.sin(2 * np.pi * np.arange(steps) / PERIOD) + case.uniform(steps, low=-NOISE, high=NOISE))


def common(case: Case, size: Size) -> Iterator[Step]:
    """The sine without noise."""
    for t in range(WINDOW, SHOWN):
        yield Point("wave", "sine", t, float(np.sin(2 * np.pi * t / PERIOD)))
    yield Share(1.0)


def run(learner: Learner, case: Case, size: Size) -> Iterator[Step]:
    """Trained on two periods; then the first window alone is given, and each answer is the next input."""
    x, t = (np.asarray(part) for part in learner.make_sine_windows(wave(case, 2 * PERIOD + 1), WINDOW))
    model = Forecast(case, learner.TimeRNN, 1, HIDDEN, 1, RATE)
    for step in range(size["steps"]):
        rows = case.rng.choice(len(x), BATCH, replace=False)
        model.step(x[rows], t[rows, 0])
        yield Share((step + 1) / (size["steps"] + 1))
    other, target = (np.asarray(part) for part in learner.make_sine_windows(wave(case, 2 * PERIOD), WINDOW))
    answers = model.predict(other)
    yield Point("errors", "one_step", 0, root_mean_square(answers - target[:, 0]))
    yield Point("errors", "last_value", 0, root_mean_square(other[:, -1, 0] - target[:, 0]))
    window = x[:1].copy()
    for step in range(WINDOW, SHOWN):
        answer = float(model.predict(window)[0])
        yield Point("wave", "forecast", step, answer)
        window = np.concatenate([window[:, 1:], [[[answer]]]], axis=1)
    yield Share(1.0)


def root_mean_square(errors: Array) -> float:
    """√ of the mean square."""
    return float(np.sqrt(np.mean(errors**2)))


def figures(curves: Curves) -> Mapping[str, float]:
    """Errors one step ahead on another wave, of the network and of the value before; the forecast's from the sine."""
    far = root_mean_square(curves["wave", "forecast"][:, 1] - curves["wave", "sine"][:, 1])
    return {name: float(curves["errors", name][0, 1]) for name in ("one_step", "last_value")} | {"forecast": far}


def conclude(figures: Mapping[str, Spread]) -> str:
    """Better than the value before by more than both deviations, and whether the forecast stays near the sine."""
    one, last, far = (figures[name] for name in ("one_step", "last_value", "forecast"))
    if one.mean + one.sd >= last.mean - last.sd:
        return "otherwise"
    return "follows" if far.mean + far.sd < 0.5 else "drifts"
