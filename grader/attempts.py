"""Tries at one exercise: the learner's code in one form of call after the other, and with ours in place of a part."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ..exercises import catalogue
from ..exercises.checking.exercise import Exercise
from ..exercises.checking.submitted import judge_submitted
from ..exercises.checking.text import Text, sentence
from ..exercises.checking.verdict import Verdict
from ..reports import record as rec
from .collect import Choice, Declared, Definition, LoadPlan, Submission, find
from .forms import Form, first, further, others
from .instead import Refused, exchange, used, with_given
from .remote import Remote, Tries
from .workers import Workers


@dataclass(frozen=True)
class Found:
    """Where an exercise's symbols are defined, and which are not."""

    choices: Mapping[str, Choice]
    missing: tuple[str, ...]

    @property
    def definitions(self) -> dict[str, Definition]:
        """The definition that counts for each symbol."""
        return {symbol: choice.definition for symbol, choice in self.choices.items()}

    @property
    def elsewhere(self) -> list[dict[str, Definition]]:
        """What else may count: for each other file, its own definitions in the place of the first ones."""
        first, found = self.definitions, list[dict[str, Definition]]()
        others = [other for choice in self.choices.values() for other in (choice.definition, *choice.others)]
        for path in dict.fromkeys(other.file for other in others):
            mixed = {symbol: _of_file(choice, path) for symbol, choice in self.choices.items()}
            if mixed != first and mixed not in found:
                found.append(mixed)
        return found[:MAX_ELSEWHERE]


MAX_ELSEWHERE = 3
"""How many other definitions are tried where the first is refused."""


def _of_file(choice: Choice, path: str) -> Definition:
    """The definition of one file; the first one where it has none."""
    return next((one for one in (choice.definition, *choice.others) if one.file == path), choice.definition)


def locate(submission: Submission, exercise: Exercise) -> Found:
    """The definitions of an exercise's symbols."""
    choices = {
        name: choice
        for name, symbol in exercise.symbols.items()
        if (choice := find(submission, name, symbol.also, symbol.kind, exercise.chapter))
    }
    return Found(choices, tuple(name for name in exercise.symbols if name not in choices))


def declared_for(submission: Submission, exercise: Exercise) -> dict[str, Declared]:
    """What `dlgrade.toml` says of the exercise's symbols."""
    return {name: form for name, form in submission.settings.forms.items() if name in exercise.symbols}


@dataclass(frozen=True)
class Attempt:
    """The verdict of the form of call that served best, and what was noticed on the way."""

    verdict: Verdict
    tries: Tries
    form: Form


def attempt_all(
    exercise: Exercise, load: LoadPlan, workers: Workers, seed: int, declared: Mapping[str, Declared]
) -> Attempt:
    """Judges the learner's code in one form of call after the other, each in a fresh worker, until one passes."""
    load, book = with_given(exercise, load), first(declared)
    best = _attempt(exercise, load, workers, seed, book)
    for form in further(book, _others(exercise, best)):
        if best.verdict.state == "pass":
            break
        other = _attempt(exercise, load, workers, seed, form)
        if (not other.verdict.failing, other.verdict.points) > (not best.verdict.failing, best.verdict.points):
            best = other
    return best


def _others(exercise: Exercise, first: Attempt) -> list[Form]:
    """Other forms that might serve; none where time ran out, as it would again."""
    states = {v.state for v in first.verdict.checks}
    if "timeout" in states:
        return []
    updates = any(hasattr(reference, "update") for reference in exercise.reference.values())
    return others(first.tries.told, "error" in states, updates, first.tries.sized)


def _attempt(exercise: Exercise, load: LoadPlan, workers: Workers, seed: int, form: Form) -> Attempt:
    subject = Remote(workers, exercise, load, form)
    try:
        verdict = judge_submitted(exercise, subject, seed, _sources(load))
    finally:
        subject.close()
    return Attempt(verdict, subject.tries, form)


def _sources(load: LoadPlan) -> str:
    """Digest of all that a worker loads."""
    digest = hashlib.blake2b(digest_size=16)
    for module in load.modules:
        digest.update(module.source.encode("utf-8", "surrogatepass") + repr(module.keep).encode() + b"\0")
    return digest.hexdigest()


def standing(exercise: Exercise, graded: Mapping[str, rec.Exercise]) -> dict[str, rec.Exercise]:
    """Exercises that this one needs, and that those need, which were graded and did not pass."""
    needed = (need for need in catalogue.needed(exercise) if need in graded)
    return {need: graded[need] for need in needed if graded[need].state != "pass"}


@dataclass(frozen=True)
class Told:
    """The attempt that is told, and what there is to say about it.

    Attributes:
        attempt: the learner's own, or the one with ours in place of what is refused.
        notes: what to say.
        blocked: the exercise cannot be judged before what is refused is mended.
    """

    attempt: Attempt
    notes: tuple[Text, ...] = ()
    blocked: bool = False


def with_ours(
    submission: Submission,
    own: Attempt,
    load: LoadPlan,
    refusing: Mapping[str, rec.Exercise],
    attempt: Callable[[LoadPlan], Attempt],
) -> Told:
    """Judges again, with ours in place of what is refused, where the learner's own attempt did not pass and uses it.

    Args:
        submission: where the learner's definitions stand.
        own: the learner's own attempt.
        load: its plan.
        refusing: exercises that did not pass and that this one needs.
        attempt: judges a plan.
    """
    if own.verdict.state in ("pass", "grader_error") or not refusing:
        return Told(own)
    refused = used(load, _refused(submission, refusing))
    if not refused:
        absent = _absent(own, refusing)
        return _blocked(own, absent) if absent else Told(own)
    exchanged = exchange(submission, load, refused)
    if exchanged is None:
        return _blocked(own, refusing)
    second = attempt(exchanged.load)
    if _errors(second) - _errors(own) or _passed(own) - _passed(second):
        return _blocked(own, refusing)  # ours does not fit where the learner's did
    names, needs = ", ".join(exchanged.names), ", ".join(exchanged.needs)
    return Told(second, (sentence("given", names=names, needs=needs),))


def _absent(own: Attempt, refusing: Mapping[str, rec.Exercise]) -> list[str]:
    """Of the exercises that are missing, those of which the error of an attempt names a symbol."""
    failure = own.verdict.failing[0].outcome.failure
    if failure is None:
        return []
    known, words = catalogue.exercises(), set(re.findall(r"\w+", failure.message.lower()))
    missing = [need for need, one in refusing.items() if one.state == "missing"]
    return [need for need in missing if words & {symbol.lower() for symbol in known[need].symbols}]


def _refused(submission: Submission, refusing: Iterable[str]) -> list[Refused]:
    """The learner's definitions that these exercises refuse."""
    known = catalogue.exercises()
    return [
        Refused(known[need], symbol, choice.definition)
        for need in refusing
        for symbol, choice in locate(submission, known[need]).choices.items()
    ]


def _blocked(own: Attempt, needs: Iterable[str]) -> Told:
    """An exercise that failed on account of another one says which to mend first."""
    return Told(own, (sentence("needs", needs=", ".join(needs)),), blocked=True)


def _errors(attempt: Attempt) -> set[tuple[str, str, str]]:
    """What was raised, by check."""
    failures = [(v.check.id, v.outcome.failure) for v in attempt.verdict.failing]
    return {(check, failure.type, failure.message) for check, failure in failures if failure}


def _passed(attempt: Attempt) -> set[str]:
    return {v.check.id for v in attempt.verdict.checks if v.state == "pass"}
