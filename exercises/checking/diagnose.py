"""Names the cause of a refusal: a known mistake, else the difference itself, else the exception."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np

from .answers import Estimate
from .check import Check
from .compare import Difference, compare, resembles
from .draws import kept
from .exercise import Exercise
from .explain import Explanation, explain, number, spoken, telling
from .judge import BOOK, CheckVerdict, Verdict, standard
from .outcome import LearnerError, Outcome, run_all
from .text import Text, fill, sentence


@dataclass(frozen=True)
class Cause:
    """Why an exercise was not passed.

    Attributes:
        kind: a known mistake, a difference that no known mistake explains, or an exception.
        label: label of the mistake or of the difference, or the exception's type.
        text: one sentence.
        printed_in: where the same mistake stands in print.
        difference: the first difference, for an excerpt.
        failure: the exception, for the learner's own lines.
    """

    kind: Literal["mistake", "difference", "exception"]
    label: str
    text: Text
    printed_in: Text | None = None
    difference: Difference | None = None
    failure: LearnerError | None = None


@kept()
def diagnose(verdict: Verdict) -> Cause | None:
    """The cause of a refusal; None when the exercise passed or nothing of it ran."""
    failing = [v for v in verdict.failing if v.state != "blocked"]
    if not failing:
        return None
    first = failing[0]
    label = _mistake(verdict, failing)
    difference = telling(first.differences) if first.differences else None
    if label:
        mistake = verdict.exercise.mistake(label)
        return Cause("mistake", mistake.label, mistake.text, mistake.printed_in, difference, first.outcome.failure)
    if first.outcome.failure:
        return _failed(first.outcome.failure)
    told = describe(verdict.exercise, first)
    return Cause("difference", told.label, told.text, difference=telling(first.differences))


def _failed(failure: LearnerError) -> Cause:
    kind: Literal["difference", "exception"] = "difference" if failure.state == "fail" else "exception"
    return Cause(kind, failure.type, failure.text, failure=failure)


def describe(exercise: Exercise, verdict: CheckVerdict) -> Explanation:
    """In what the answer of a check differs, in one sentence."""
    check, difference = verdict.check, telling(verdict.differences)
    if difference.aspect == "claim":
        claim = difference.got
        text = fill(exercise.claims[claim.says], what=spoken(difference.path), **claim.fields)
        return Explanation(claim.says, text)
    if check.kind == "purity":
        return Explanation("argument_changed", sentence("argument_changed"))
    if check.kind == "smoke" and difference.aspect == "values" and np.size(difference.expected) == 1:
        fields = {"expected": number(difference.expected), "got": number(difference.got)}
        return Explanation("count", sentence("count", **fields))
    return explain(difference, verdict.differences, _numbers(verdict.outcome.answer))


def _numbers(answer: Any) -> int:
    """How many single numbers an answer holds."""
    if isinstance(answer, Mapping):
        return sum(map(_numbers, answer.values()))
    if isinstance(answer, list | tuple):
        return sum(map(_numbers, answer))
    return int(
        isinstance(answer, bool | int | float | np.generic) or (isinstance(answer, np.ndarray) and not answer.ndim)
    )


def _mistake(verdict: Verdict, failing: list[CheckVerdict]) -> str:
    """The mistake that gives the learner's answer, in the form that the code was found to have, the book's or another.

    Where not even forward is right, the form was not found: the others are tried too.
    """
    forms = verdict.exercise.forms
    found = [verdict.convention] if verdict.convention in forms else []
    in_turn = dict.fromkeys([*found, BOOK, *forms])
    return next(filter(None, (_of_one_form(verdict, failing, form) for form in in_turn)), "")


def _of_one_form(verdict: Verdict, failing: list[CheckVerdict], form: str) -> str:
    """The mistake that gives the learner's answer in every failing check, else in the first one by its values.

    Of answers that are all exceptions, only a name that is not there tells what was written.
    """
    fingerprints = _fingerprints(verdict.exercise, form, verdict.seed)
    expected = standard(verdict.exercise, verdict.convention, verdict.seed)
    first = next((v for v in failing if v.outcome.failure is None), None)
    if first is None:
        return next((label for label, outcomes in fingerprints.items() if _same_name_missing(outcomes, failing)), "")

    def explains(outcomes: Mapping[str, Outcome], one: CheckVerdict) -> bool:
        return _explains(outcomes[one.check.id], one, expected[one.check.id])

    # most mistakes are out after a single check, and the others are not run on them
    partly = [label for label, outcomes in fingerprints.items() if explains(outcomes, first)]
    if _estimated(first.outcome.answer):
        partly = [label for label in partly if _gets_as_far(verdict, fingerprints[label])]
    whole = [label for label in partly if all(explains(fingerprints[label], one) for one in failing)]
    likely = whole or partly
    if len(likely) > 1:
        likely.sort(key=lambda label: _passed_alike(verdict, fingerprints[label], expected))
    return next(iter(likely), "")


def _estimated(answer: Any) -> bool:
    """Whether an answer holds estimates, which are near to those of many a mistake."""
    if isinstance(answer, Mapping):
        return _estimated(list(answer.values()))
    return any(map(_estimated, answer)) if isinstance(answer, list | tuple) else isinstance(answer, Estimate)


def _gets_as_far(verdict: Verdict, mistake: Mapping[str, Outcome]) -> bool:
    """Whether a mistake passes, by any convention, what the learner's code has passed; estimates are left aside."""
    labels = dict.fromkeys([verdict.convention, BOOK, *verdict.exercise.also_right])
    right = [standard(verdict.exercise, label, verdict.seed) for label in labels]
    passed = (v.check for v in verdict.checks if v.state == "pass" and not v.check.advice)
    return all(any(_passes(one, mistake[one.id], outcomes[one.id]) for outcomes in right) for one in passed)


def _passes(check: Check, got: Outcome, right: Outcome) -> bool:
    if _estimated(right.answer):
        return True
    return not got.failure and not compare(right.answer, got.answer, check.tolerance)


def _same_name_missing(mistake: Mapping[str, Outcome], failing: list[CheckVerdict]) -> bool:
    """Whether a mistake stops wherever the learner's code does, at the same name that is not defined."""
    pairs = ((mistake[v.check.id].failure, v.outcome.failure) for v in failing)
    return all(m and f and m.type == f.type == "NameError" and m.message == f.message for m, f in pairs)


def _passed_alike(verdict: Verdict, outcomes: Mapping[str, Outcome], expected: Mapping[str, Outcome]) -> int:
    """Number of checks that the learner passed and the mistake answers otherwise; fewer fits better.

    A check whose inputs were drawn anew had others than the mistake, but its answer was the expected one. One that is
    judged alone is long in the making, and only says that it holds.
    """
    passed = [v for v in verdict.checks if v.state == "pass" and not v.check.alone]
    return sum(not _same(outcomes[v.check.id], expected[v.check.id] if v.anew else v.outcome) for v in passed)


def _explains(mistake: Outcome, verdict: CheckVerdict, expected: Outcome) -> bool:
    """Whether a mistake gives the learner's answer, and fails the check itself: being nearly right explains nothing."""
    if not _same(mistake, verdict.outcome):
        return False
    return bool(mistake.failure or compare(expected.answer, mistake.answer, verdict.check.tolerance))


def _same(mistake: Outcome, learner: Outcome) -> bool:
    if mistake.failure or learner.failure:
        return bool(mistake.failure and learner.failure and mistake.failure.type == learner.failure.type)
    return resembles(mistake.answer, learner.answer)


@lru_cache(maxsize=512)
def _fingerprints(exercise: Exercise, form: str, seed: int) -> dict[str, Mapping[str, Outcome]]:
    wrong = exercise.wrong_in(form) if form else exercise.wrong
    return {label: run_all(exercise, symbols, seed) for label, symbols in wrong.items()}
