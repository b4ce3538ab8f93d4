"""The judge: what earns, what is blocked, and that one error is not punished twice."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from dlgrade.exercises.catalogue import exercises
from dlgrade.exercises.checking.diagnose import diagnose
from dlgrade.exercises.checking.exercise import Exercise
from dlgrade.exercises.checking.judge import CheckVerdict, Verdict, judge
from dlgrade.exercises.checking.outcome import LearnerError
from dlgrade.exercises.checking.subject import Local, zeros
from dlgrade.exercises.checking.text import Text
from dlgrade.exercises.fault import Fault
from dlgrade.reference.layers import Affine

AFFINE = exercises()["affine"]


def judged(exercise: Exercise, symbols: dict[str, Any], seed: int = 3) -> Verdict:
    return judge(exercise, Local({**exercise.reference, **symbols}), seed)


def check(verdict: Verdict, name: str) -> CheckVerdict:
    return next(one for one in verdict.checks if one.check.id == name)


class Doubled(Affine):
    """A wrong forward whose backward is its exact gradient."""

    def forward(self, x: Any) -> Any:
        return 2 * super().forward(x)

    def backward(self, dout: Any) -> Any:
        return super().backward(2 * dout)


def test_a_backward_that_is_the_gradient_of_a_wrong_forward_earns_its_points() -> None:
    verdict = judged(AFFINE, {"Affine": Doubled})

    assert check(verdict, "forward").state == "fail"
    assert check(verdict, "backward").state == "pass"
    assert check(verdict, "backward").consistent


def test_it_is_not_a_pass_and_says_what_differs() -> None:
    verdict = judged(AFFINE, {"Affine": Doubled})
    cause = diagnose(verdict)

    assert verdict.state == "partial"
    assert cause is not None
    assert (cause.kind, cause.label) == ("difference", "factor")


def test_a_zero_forward_with_a_zero_backward_earns_nothing() -> None:
    verdict = judge(AFFINE, zeros(AFFINE.reference), 3)

    assert verdict.points == 0
    assert not any(one.consistent for one in verdict.checks)


def test_a_backward_wrong_for_its_own_forward_earns_nothing() -> None:
    class Wrong(Doubled):
        def backward(self, dout: Any) -> Any:
            return Affine.backward(self, 3 * dout)

    assert not check(judged(AFFINE, {"Affine": Wrong}), "backward").consistent


def test_what_needs_a_failed_smoke_check_is_blocked_and_says_by_what() -> None:
    class Raises(Affine):
        def forward(self, x: Any) -> Any:
            raise ZeroDivisionError("division by zero")

    verdict = judged(AFFINE, {"Affine": Raises})

    assert verdict.state == "error"
    assert {one.blocked_by for one in verdict.checks[1:]} == {verdict.checks[0].check.id}
    cause = diagnose(verdict)
    assert cause is not None
    assert (cause.kind, cause.label) == ("exception", "ZeroDivisionError")


def test_the_convention_that_fits_all_checks_is_reported() -> None:
    adam = exercises()["adam"]
    for label, symbols in adam.also_right.items():
        assert judged(adam, symbols).convention == label


def test_checks_may_not_be_met_by_one_convention_each() -> None:
    adam = exercises()["adam"]
    first, second = (adam.also_right[label]["Adam"] for label in list(adam.also_right)[:2])

    class Fickle:
        def __new__(cls, *args: Any, **kwargs: Any) -> Any:
            return (first if kwargs.get("lr") == 0.1 else second)(*args, **kwargs)

    assert judged(adam, {"Adam": Fickle}).state != "pass"


class Broken:
    """A subject whose worker could not be started."""

    def begin(self, seed: int) -> None:
        raise Fault("no worker")

    def parameters(self, symbol: str) -> frozenset[str]:
        return frozenset()


def test_a_fault_of_the_machine_is_not_the_learners() -> None:
    with pytest.raises(Fault):
        judge(AFFINE, Broken(), 1)


class Dies(Broken):
    """A subject whose every call dies."""

    def begin(self, seed: int) -> None:
        raise LearnerError("crashed", "crashed", "SIGSEGV", Text("", ""))


@pytest.mark.parametrize("exercise", exercises().values(), ids=lambda one: one.id)
def test_no_exercise_gives_points_to_code_that_dies(exercise: Exercise) -> None:
    verdict = judge(exercise, Dies(), 1)

    assert verdict.points == 0
    assert verdict.state == "crashed"


class Odd:
    """Answers every call and attribute with something no check expects."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def begin(self, seed: int) -> None:
        """Nothing to seed."""

    def parameters(self, symbol: str) -> frozenset[str]:
        return frozenset()

    def __getattr__(self, name: str) -> Any:
        return lambda *args, **kwargs: self if name[0].isupper() else self.value


@pytest.mark.parametrize("value", [None, "x", [], {}, np.zeros(0), np.nan, [[1], [1, 2]], np.ones((2, 2, 2))], ids=repr)
@pytest.mark.parametrize("exercise", exercises().values(), ids=lambda one: one.id)
def test_odd_return_values_are_refused_and_explained(exercise: Exercise, value: Any) -> None:
    verdict = judge(exercise, Odd(value), 1)

    assert verdict.state != "pass"
    cause = diagnose(verdict)
    assert cause is None or cause.text.en


def test_answers_do_not_depend_on_the_global_random_state() -> None:
    np.random.seed(0)
    first = judged(exercises()["dropout"], {}, seed=5).points
    np.random.seed(1)

    assert judged(exercises()["dropout"], {}, seed=5).points == first
