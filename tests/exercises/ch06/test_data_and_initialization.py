"""Chapter 6, second part: right answers in other styles pass, wrong ones beyond the listed mistakes do not."""

import numpy as np
import pytest
from dlgrade.exercises.catalogue import exercises
from dlgrade.exercises.checking.diagnose import diagnose
from dlgrade.exercises.checking.judge import judge
from dlgrade.exercises.checking.subject import Local
from dlgrade.exercises.checking.verify import verify

SEEDS = range(5)
IDS = ["nesterov"]


def judged(id, *implementations, seed=0):
    exercise = exercises()[id]
    return judge(exercise, Local(dict(zip(exercise.symbols, implementations, strict=True))), seed)


def failed(verdict):
    return [v.check.id for v in verdict.failing]


def named(verdict):
    cause = diagnose(verdict)
    return cause.label if cause and cause.kind == "mistake" else None


@pytest.mark.parametrize("id", IDS)
def test_the_exercise_verifies(id):
    assert verify(exercises()[id], SEEDS).breaches == {}


class NesterovRule:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum, self.v = lr, momentum, None

    def update(self, params, grads):
        if self.v is None:
            self.v = {key: np.zeros_like(value) for key, value in params.items()}
        for key in params:
            self.step(params, key, grads[key])


class BeforeItsUpdate(NesterovRule):
    def step(self, params, key, g):
        params[key] += self.momentum**2 * self.v[key] - (1 + self.momentum) * self.lr * g
        self.v[key] = self.momentum * self.v[key] - self.lr * g


class RateOutside(NesterovRule):
    def step(self, params, key, g):
        self.v[key] = self.momentum * self.v[key] + g
        params[key] = params[key] - self.lr * (g + self.momentum * self.v[key])


class OldAndNewVelocity(NesterovRule):
    def step(self, params, key, g):
        old = self.v[key].copy()
        self.v[key] *= self.momentum
        self.v[key] -= self.lr * g
        params[key] += -self.momentum * old + (1 + self.momentum) * self.v[key]


class BetweenTwoPlaces(NesterovRule):
    """Steps back from the place ahead, moves, looks ahead again."""

    def step(self, params, key, g):
        here = params[key] - self.momentum * self.v[key]
        self.v[key] = self.momentum * self.v[key] - self.lr * g
        params[key] = here + self.v[key] + self.momentum * self.v[key]


@pytest.mark.parametrize("nesterov", [BeforeItsUpdate, RateOutside, OldAndNewVelocity, BetweenTwoPlaces])
def test_every_published_form_of_nesterov_takes_the_same_path_and_passes(nesterov):
    assert all(judged("nesterov", nesterov, seed=seed).state == "pass" for seed in SEEDS)


class NeverAhead(NesterovRule):
    def step(self, params, key, g):
        params[key] += self.momentum**3 * self.v[key] - (1 + self.momentum) * self.lr * g
        self.v[key] = self.momentum * self.v[key] - self.lr * g


class VolumeTwo:
    """Lists in place of dictionaries in the printed code; here with dictionaries."""

    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum, self.v = lr, momentum, None

    def update(self, params, grads):
        if self.v is None:
            self.v = {key: np.zeros_like(value) for key, value in params.items()}
        for key in params:
            self.v[key] *= self.momentum
            self.v[key] -= self.lr * grads[key]
            params[key] += self.momentum * self.momentum * self.v[key]
            params[key] -= (1 + self.momentum) * self.lr * grads[key]


def test_another_power_of_the_momentum_is_refused_without_a_name_that_is_not_its_own():
    verdict = judged("nesterov", NeverAhead)
    assert (verdict.state, named(verdict)) == ("fail", None)


def test_the_code_printed_in_volume_two_is_refused_and_told_where_it_stands_in_print():
    cause = diagnose(judged("nesterov", VolumeTwo))
    assert cause.label == "velocity_updated_first"
    assert "volume 2" in cause.printed_in.en
