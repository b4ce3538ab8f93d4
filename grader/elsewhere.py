"""Judges another of the learner's definitions where the first one is refused.

In a course a symbol is often defined again: chapter by chapter, in a library of one's own beside the first attempts,
or in a notebook once more to read data that are not handed in. Nobody says which one is meant, so one that passes
counts. What looks like a draft, a test or a solution never does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ..exercises.checking.diagnose import diagnose
from ..exercises.checking.exercise import Exercise
from ..exercises.checking.text import Text, sentence
from .attempts import Attempt, Found, locate
from .collect import Definition, LoadPlan, Submission, plan, stands, without


@dataclass(frozen=True)
class Other:
    """Definitions that count in the place of the first ones, how they are loaded, and what is said of it."""

    attempt: Attempt
    load: LoadPlan
    definitions: Mapping[str, Definition]
    notes: tuple[Text, ...]


def other_that_passes(
    submission: Submission, exercise: Exercise, found: Found, first: Attempt, attempt: Callable[[LoadPlan], Attempt]
) -> Other | None:
    """The first of the other definitions that passes; none where the first ones were never refused.

    Args:
        submission: what was handed in.
        exercise: what is asked.
        found: its definitions.
        first: how those that count by their place fared.
        attempt: judges a plan.
    """
    if first.verdict.state in ("pass", "grader_error"):
        return None
    for kind, whole, definitions in _others(submission, exercise, found, first):
        load = plan(whole, definitions)
        other = attempt(load)
        if other.verdict.state == "pass":
            notes = tuple(_notes(kind, submission, found.definitions, definitions, first))
            return Other(other, load, definitions, notes)
    return None


def _others(
    submission: Submission, exercise: Exercise, found: Found, first: Attempt
) -> Iterator[tuple[str, Submission, Mapping[str, Definition]]]:
    if _lacks_a_file(first):
        for definition in found.definitions.values():
            if before := without(submission, definition):
                yield "earlier", before, locate(before, exercise).definitions
    for definitions in found.elsewhere:
        yield "elsewhere", submission, definitions


def _lacks_a_file(first: Attempt) -> bool:
    """Whether the learner's code asked for a file that is not there."""
    failures = (v.outcome.failure for v in first.verdict.failing)
    return any(failure is not None and failure.type == "FileNotFoundError" for failure in failures)


def _notes(
    kind: str,
    submission: Submission,
    first: Mapping[str, Definition],
    other: Mapping[str, Definition],
    refused: Attempt,
) -> Iterator[Text]:
    cause = diagnose(refused.verdict)
    told = Text(*(cause.text.say(lang).rstrip("。.") for lang in ("ja", "en"))) if cause else Text("", "")
    for symbol, definition in other.items():
        if definition != first[symbol]:
            here, there = (stands(submission, each) for each in (first[symbol], definition))
            yield sentence(
                kind, symbol=symbol, here=here, there=there, **({"cause": told} if kind == "elsewhere" else {})
            )
