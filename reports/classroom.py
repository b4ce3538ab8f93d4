"""The class: the contract between grading a class and showing or exporting it.

The head of a class is small and whole; its learners come one after the other, so that whoever shows or exports a
class needs no more memory for ten thousand learners than for ten.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from .record import ExerciseState, QuestionState, Tool

SCHEMA = 1

MarkState = ExerciseState | QuestionState
LearnerState = Literal["graded", "missing", "unreadable", "lost"]


@dataclass(frozen=True)
class Column:
    """One exercise or question of the assignment."""

    id: Annotated[str, "id with hyphens"]
    chapter: Annotated[str, "chapter folder"]
    title: Annotated[str, "title in `lang`"]
    max_points: Annotated[float, "points it is worth in this assignment"]
    kind: Annotated[Literal["exercise", "question"], "what it is"] = "exercise"
    extra: Annotated[bool, "extra credit: earned points count, missing ones do not"] = False
    hidden: Annotated[bool, "not shown to learners"] = False


@dataclass(frozen=True)
class Mark:
    """What one learner got for one column."""

    id: Annotated[str, "id of the column"]
    state: Annotated[MarkState, "the machine's verdict"]
    points: Annotated[float, "points that count: the instructor's where there are any, else the machine's"]
    machine_points: Annotated[float, "the machine's points, in points of the assignment"]
    max_points: Annotated[float, "points it is worth"]
    label: Annotated[str, "label of the mistake or difference; empty where there is none"] = ""
    cause: Annotated[str, "why it was not passed, one sentence in `lang`"] = ""
    source: Annotated[str, "where the learner's definition stands, `file:line`; empty when missing"] = ""
    overridden: Annotated[bool, "whether the points are the instructor's"] = False
    note: Annotated[str, "the instructor's note"] = ""
    seconds: Annotated[float, "time it took; not part of the verdict"] = 0.0


@dataclass(frozen=True)
class Learner:
    """One learner of the class and what was made of the submission."""

    id: Annotated[str, "id of the roster; else the name of the submission"]
    name: Annotated[str, "name of the roster; else empty"]
    email: Annotated[str, "address of the roster; else empty"]
    state: Annotated[LearnerState, "graded, handed in nothing, handed in what could not be read, or lost: we failed"]
    submission: Annotated[str, "name of what was handed in; empty when nothing was"]
    digest: Annotated[str, "SHA-256 of what was handed in; empty when nothing was read"]
    seed: Annotated[int, "seed of every random draw"]
    points: Annotated[float, "final points: after overrides, lateness, dropped and extra ones"]
    max_points: Annotated[float, "points that could be earned, extra credit not among them"]
    late: Annotated[float, "points taken off for lateness"] = 0.0
    dropped: Annotated[tuple[str, ...], "ids of the columns that were dropped as the lowest"] = ()
    marks: Annotated[tuple[Mark, ...], "one a column, in the order of the columns; empty unless graded"] = ()
    remarks: Annotated[tuple[str, ...], "comments, extension, lateness, why it was unreadable; in `lang`"] = ()
    page: Annotated[str, "path of the learner's page from the folder of the class; empty without one"] = ""
    seconds: Annotated[float, "time the grading took; not part of the verdict"] = 0.0

    @property
    def unjudged(self) -> bool:
        """Whether something counts neither way because we failed at it: there is no final score yet."""
        return self.state == "lost" or any(mark.state == "grader_error" and not mark.overridden for mark in self.marks)


@dataclass(frozen=True)
class Head:
    """What a class has apart from its learners."""

    schema: Annotated[int, "version of this layout"]
    tool: Annotated[Tool, "what graded it"]
    title: Annotated[str, "title of the assignment"]
    lang: Annotated[Literal["ja", "en"], "language of the texts"]
    seed: Annotated[int, "the class's seed"]
    learners: Annotated[int, "number of learners that follow"]
    columns: Annotated[tuple[Column, ...], "exercises and questions in the order of the curriculum"]
    unmatched: Annotated[tuple[str, ...], "names of what was handed in and could not be matched to the roster"] = ()
    doubtful: Annotated[tuple[str, ...], "what was noticed in gathering, one sentence each in `lang`"] = ()
