"""Grades one submission: finds the definitions, runs the checks behind the wall, makes the record."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from .. import __version__
from ..exercises.checking.diagnose import diagnose
from ..exercises.checking.exercise import Exercise
from ..exercises.checking.question import Question
from ..exercises.checking.text import Lang, Text
from ..exercises.fault import Fault
from ..reports import record as rec
from .advice import old_names
from .attempts import Attempt, Found, attempt_all, declared_for, locate, standing, with_ours
from .collect import Definition, LoadPlan, Submission, plan, where
from .declared import remarks, validate
from .elsewhere import other_that_passes
from .questions import mark
from .recording import Where, exercise_record, failed_record, missing_record, untold_record, worded
from .remarks import of_no_value
from .workers import Workers, WorkersError

Step = Callable[[str], None]


@dataclass(frozen=True)
class Task:
    """What to grade and how.

    Attributes:
        submission: what was handed in.
        exercises: exercises in the order of the curriculum.
        questions: confirmation questions.
        seed: seed of every draw.
        lang: language of the record.
        path: how the user named the submission, for the replay command.
        known: exercises of this submission that were graded before; they are not graded again.
    """

    submission: Submission
    exercises: Sequence[Exercise]
    questions: Sequence[Question]
    seed: int
    lang: Lang
    path: str
    known: Mapping[str, rec.Exercise] = field(default_factory=dict)


def grade(task: Task, workers: Workers, step: Step = lambda _: None) -> rec.Record:
    """Grades a submission. Whatever the submission does, this gives a record.

    Args:
        task: what to grade.
        workers: hands out workers behind the wall.
        step: called with the id of each exercise and question before it is graded.

    Raises:
        CollectError: `dlgrade.toml` names a symbol or a form that is none.
    """
    began = time.perf_counter()
    validate(task.submission.settings)
    graded = dict(task.known)
    for exercise in _needs_first(task.exercises):
        step(exercise.id)
        graded[exercise.id] = _timed(task, exercise, workers, graded)
    marked = []
    for question in task.questions:
        step(question.id)
        marked.append(mark(question, task.submission.answers, workers, task.seed, task.lang))
    exercises = tuple(graded[exercise.id] for exercise in task.exercises)
    return _record(task, workers, exercises, tuple(marked), time.perf_counter() - began)


def _needs_first(exercises: Sequence[Exercise]) -> list[Exercise]:
    """The exercises in their order, but each after those that it needs."""
    there, order = {one.id: one for one in exercises}, dict[str, Exercise]()

    def take(one: Exercise) -> None:
        for need in one.needs:
            if need in there and need not in order:
                take(there[need])
        order.setdefault(one.id, one)

    for one in exercises:
        take(one)
    return list(order.values())


def _record(
    task: Task, workers: Workers, exercises: tuple[rec.Exercise, ...], questions: tuple[rec.Question, ...], took: float
) -> rec.Record:
    layers = tuple(rec.Layer(name, on, detail) for name, on, detail in workers.layers)
    submission = task.submission
    notes = tuple(dict.fromkeys(worded(note.texts, task.lang) for note in submission.notes))
    head = rec.Record(
        schema=rec.SCHEMA,
        tool=rec.Tool("dlgrade", __version__),
        submission=rec.Submission(submission.name, submission.kind, submission.digest, len(submission.files), notes),
        seed=task.seed,
        lang=task.lang,
        wall=rec.Wall(all(layer.on for layer in layers), layers),
        points=0,
        max_points=0,
        seconds=round(took, 3),
    )
    return whole(head, exercises, questions)


def whole(head: rec.Record, exercises: tuple[rec.Exercise, ...], questions: tuple[rec.Question, ...]) -> rec.Record:
    """A record with these exercises and questions, and the sums over them."""
    counted: list[rec.Exercise | rec.Question] = [*exercises, *questions]
    return replace(
        head,
        points=sum(one.points for one in counted),
        max_points=sum(one.max_points for one in counted if one.state != "grader_error"),
        first=_first(exercises, questions),
        exercises=exercises,
        questions=questions,
    )


def _first(exercises: Iterable[rec.Exercise], questions: Iterable[rec.Question]) -> str:
    """What to mend first: the first that was tried and is not right, then the first question, then what is missing."""
    tried = [e.id for e in exercises if e.state not in ("pass", "missing", "blocked", "grader_error")]
    wrong = [q.id for q in questions if q.state not in ("pass", "shown", "missing", "grader_error")]
    absent = [e.id for e in exercises if e.state == "missing"]
    return next(iter([*tried, *wrong, *absent]), "")


def _timed(task: Task, exercise: Exercise, workers: Workers, graded: Mapping[str, rec.Exercise]) -> rec.Exercise:
    began = time.perf_counter()
    one = _graded(task, exercise, workers, graded)
    return replace(one, seconds=round(time.perf_counter() - began, 3))


def _graded(task: Task, exercise: Exercise, workers: Workers, graded: Mapping[str, rec.Exercise]) -> rec.Exercise:
    found = locate(task.submission, exercise)
    try:
        if not found.choices:
            return missing_record(exercise, found.missing, task.submission, task.lang)
        # what a learner's numbers do in our arithmetic is told in the record and not as a warning of Python's
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _judged_again(task, exercise, found, workers, graded)
    except Fault as fault:
        return failed_record(exercise, str(fault), task.lang)
    except Exception as error:  # of ours: it costs nobody a point, and no other exercise its verdict
        return failed_record(exercise, f"{type(error).__name__}: {error}", task.lang)


def _judged_again(
    task: Task, exercise: Exercise, found: Found, workers: Workers, graded: Mapping[str, rec.Exercise]
) -> rec.Exercise:
    """What the machine failed at is tried once more: short memory, a process that could not be had, may pass."""
    try:
        return _judged(task, exercise, found, workers, graded)
    except WorkersError:
        return _judged(task, exercise, found, workers, graded)


def _judged(
    task: Task, exercise: Exercise, found: Found, workers: Workers, graded: Mapping[str, rec.Exercise]
) -> rec.Exercise:
    definitions = found.definitions
    load = plan(task.submission, definitions)
    declared = declared_for(task.submission, exercise)
    notes = [Text(**note.texts) for choice in found.choices.values() for note in choice.notes]
    said = remarks(exercise, declared)
    notes += [*old_names(load), *said]

    def attempt(load: LoadPlan) -> Attempt:
        return attempt_all(exercise, load, workers, task.seed, declared)

    own, refusing = attempt(load), standing(exercise, graded)
    if other := other_that_passes(task.submission, exercise, found, own, attempt):
        return _told(task, other.attempt, [*other.notes, *old_names(other.load), *said], other.definitions)
    told = with_ours(task.submission, own, load, refusing, attempt)
    one = _told(task, told.attempt, [*told.notes, *notes], definitions)
    return replace(one, state="blocked") if told.blocked else one


def _told(task: Task, attempt: Attempt, notes: Sequence[Text], definitions: Mapping[str, Definition]) -> rec.Exercise:
    verdict, where = attempt.verdict, _where(task, definitions)
    try:
        cause = of_no_value(diagnose(verdict), attempt.tries.no_value)
        return exercise_record(verdict, cause, attempt.tries, notes, where)
    except Fault:
        raise
    except Exception as error:
        # the verdict is reached: a value that nobody can explain must not take it back
        return untold_record(verdict, f"{type(error).__name__}: {error}", where)


def _where(task: Task, definitions: Mapping[str, Definition]) -> Where:
    first = next(iter(definitions.values()))
    file = task.submission.file(first.file)
    source = where(file, first.line) if file else f"{first.file}:{first.line}"
    return Where(task.submission, source, task.lang, task.path, task.seed)
