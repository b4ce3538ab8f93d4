"""The capstones: the digits, the lines they are to reach, and what happens where the digits are not installed.

Share of the held-out images that the reference gets right, seeds 0 to 99:

    two-layer-net            sigmoid                  min 0.925   mean 0.956   sd 0.0110   line 0.85
    two-layer-net            ReLU                     min 0.939   mean 0.965   sd 0.0092   line 0.85
    two-layer-net            by differences, sigmoid  min 0.935   mean 0.969   sd 0.0134   line 0.8
    two-layer-net            by differences, ReLU     min 0.916   mean 0.973   sd 0.0171   line 0.8
    net-gradient             ReLU                     min 0.939   mean 0.965   sd 0.0099   line 0.85
    net-gradient             sigmoid                  min 0.930   mean 0.955   sd 0.0110   line 0.85
    multi-layer-net          ReLU                     min 0.936   mean 0.962   sd 0.0099   line 0.85
    multi-layer-net-extend   normalised               min 0.958   mean 0.977   sd 0.0069   line 0.85
    multi-layer-net-extend   normalised after ReLU    min 0.947   mean 0.971   sd 0.0093   line 0.85
    trainer                  softmax regression       min 0.889   mean 0.929   sd 0.0142   line 0.8
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from dlgrade.exercises import catalogue
from dlgrade.exercises.checking import extras
from dlgrade.exercises.checking.diagnose import diagnose
from dlgrade.exercises.checking.digits import digits
from dlgrade.exercises.checking.exercise import Exercise, load
from dlgrade.exercises.checking.judge import judge
from dlgrade.exercises.checking.outcome import run_check
from dlgrade.exercises.checking.subject import Local
from dlgrade.exercises.checking.text import LANGS
from dlgrade.grader.collect import collect
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers
from dlgrade.reference.layered_net import TwoLayerNet

CAPSTONES = ("two-layer-net", "net-gradient", "multi-layer-net", "multi-layer-net-extend", "trainer")


def accuracy(exercise: Exercise, seed: int) -> tuple[float, float]:
    """What the reference reaches, and the line."""
    check = next(check for check in exercise.checks if check.id == "learns")
    outcome = run_check(check, Local(exercise.reference), exercise, seed)
    assert outcome.failure is None
    return float(outcome.answer.fields["accuracy"]), float(outcome.answer.fields["line"])


class Nearest(TwoLayerNet):
    """Right on small batches; of large ones it keeps the examples, and finds the most similar one."""

    seen = ()

    def gradient(self, x, t):
        if len(x) < 40:
            return super().gradient(x, t)
        self.seen = (*self.seen[-10:], (x, t))
        return {name: np.zeros_like(value) for name, value in self.params.items()}

    def predict(self, x):
        if len(x) < 40 or not self.seen:
            return super().predict(x)
        rows, targets = (np.concatenate(parts) for parts in zip(*self.seen, strict=True))
        return targets[((rows**2).sum(1) / 2 - x @ rows.T).argmin(1)]


def test_a_network_that_remembers_the_examples_has_not_learned() -> None:
    verdict = judge(catalogue.exercises()["net-gradient"], Local({"TwoLayerNet": Nearest}), 0)

    cause = diagnose(verdict)
    assert [found.check.id for found in verdict.failing] == ["learns"]
    assert cause is not None and "other values in params" in cause.text.en


def test_the_digits_are_those_of_scikit_learn() -> None:
    x, t = digits()

    assert x.shape == (1797, 64) and (x.min(), x.max()) == (0.0, 1.0)
    assert np.bincount(t).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]


@pytest.mark.parametrize("id", CAPSTONES)
def test_the_reference_reaches_the_line_with_room_to_spare(id: str) -> None:
    for seed in range(1000, 1003):
        reached, line = accuracy(catalogue.exercises()[id], seed)
        assert reached > line + 0.02


@pytest.mark.long
@pytest.mark.parametrize("id", CAPSTONES)
def test_the_line_stands_six_deviations_below_the_mean_over_100_seeds(id: str) -> None:
    found = [accuracy(catalogue.exercises()[id], seed) for seed in range(100)]
    reached, line = np.array([one for one, _ in found]), found[0][1]

    assert reached.min() > line
    assert (reached.mean() - line) / reached.std(ddof=1) > 6


@pytest.mark.parametrize("id", CAPSTONES)
def test_without_the_extra_the_capstone_is_left_out_and_its_points_are_not_to_be_had(
    id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = catalogue.exercises()[id]
    points = whole.points
    monkeypatch.setattr(extras, "digits_file", lambda: None)

    without = load(whole.folder)

    assert [check.id for check in without.left_out] == ["learns"]
    assert "learns" not in {check.id for check in without.checks}
    assert without.points == points - without.left_out[0].points


@pytest.mark.parametrize("lang", LANGS)
def test_the_record_says_what_was_left_out_and_how_to_have_it(
    lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "net.py").write_text("class TwoLayerNet:\n    def __init__(self, *sizes):\n        self.params = {}\n")
    monkeypatch.setattr(extras, "digits_file", lambda: None)
    exercise = load(catalogue.exercises()["two-layer-net"].folder)

    with Workers() as workers:
        task = Task(collect(tmp_path), [exercise], (), 0, lang, "net.py")  # type: ignore[arg-type]
        found = grade(task, workers).exercises[0]

    assert found.max_points == exercise.points
    assert sum("pip install 'dlgrade[data]'" in text for text in found.advice) == 1
    assert "learns" not in {check.id for check in found.checks}
