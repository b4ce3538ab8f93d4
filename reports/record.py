"""The record: the one contract between judging and showing.

A record holds everything that a page, a terminal, a store or an export shows of one graded submission, as plain
frozen dataclasses. It is written and read as JSON; `schema.py` derives the JSON Schema from the annotations and
the field documentation here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

SCHEMA = 1

ExerciseState = Literal[
    "pass", "partial", "fail", "blocked", "missing", "error", "timeout", "memory", "crashed", "refused", "grader_error"
]
CheckState = Literal["pass", "fail", "blocked", "error", "timeout", "memory", "crashed", "refused", "grader_error"]
QuestionState = Literal[
    "pass", "fail", "shown", "missing", "error", "timeout", "memory", "crashed", "refused", "grader_error"
]
CauseKind = Literal["mistake", "difference", "exception"]


@dataclass(frozen=True)
class Tool:
    """The program that reached the verdict."""

    name: Annotated[str, "always `dlgrade`"]
    version: Annotated[str, "its version"]


@dataclass(frozen=True)
class Submission:
    """What was handed in."""

    name: Annotated[str, "name of the folder, file, notebook or archive, without its parents"]
    kind: Annotated[Literal["folder", "file", "notebook", "zip"], "how it was handed in"]
    digest: Annotated[str, "SHA-256 over the relative paths and contents of what was read"]
    files: Annotated[int, "number of source files that were read"]
    notes: Annotated[
        tuple[str, ...], "choices made and files that could not be read, one sentence each, in `lang`"
    ] = ()


@dataclass(frozen=True)
class Layer:
    """One layer of the wall around the learner's code."""

    name: Annotated[str, "`process`, `rlimits`, `landlock`, `seccomp` or `environment`"]
    on: Annotated[bool, "whether it was in force while the learner's code ran"]
    detail: Annotated[str, "what it is or why it is off"]


@dataclass(frozen=True)
class Wall:
    """What stood between the learner's code and the machine."""

    enforced: Annotated[bool, "true when no layer was off"]
    layers: Annotated[tuple[Layer, ...], "each layer and whether it was in force; none where no code ran"] = ()


@dataclass(frozen=True)
class Cell:
    """One compared number."""

    index: Annotated[tuple[int, ...], "position in the array; empty for a scalar"]
    got: Annotated[str, "what the learner's code gave"]
    expected: Annotated[str, "what was expected there"]
    differs: Annotated[bool, "whether the two are further apart than the tolerance"]


@dataclass(frozen=True)
class Evidence:
    """An excerpt of a comparison; never the whole expected array when it has more than one element."""

    what: Annotated[str, "which value was compared, for example `dW` or `params['W1']`"]
    shape: Annotated[tuple[int, ...], "shape of the learner's value"]
    differing: Annotated[int, "number of elements outside the tolerance"]
    total: Annotated[int, "number of elements compared"]
    cells: Annotated[tuple[Cell, ...], "a few elements side by side, the first differing one among them"] = ()


@dataclass(frozen=True)
class SourceLine:
    """One line of the learner's own code in a traceback."""

    file: Annotated[str, "path inside the submission"]
    line: Annotated[int, "line number, from 1"]
    function: Annotated[str, "function it stands in"]
    text: Annotated[str, "the line"]


@dataclass(frozen=True)
class Cause:
    """Why an exercise was not passed."""

    kind: Annotated[CauseKind, "`mistake`: a known mistake; `difference`: how values differ; `exception`: code raised"]
    label: Annotated[str, "label of the mistake or difference, or the exception's type"]
    text: Annotated[str, "one sentence in `lang`"]
    printed_in: Annotated[str, "where the same mistake stands in print, in `lang`; empty when it does not"] = ""
    evidence: Annotated[Evidence | None, "an excerpt of the comparison, where there was one"] = None
    lines: Annotated[tuple[SourceLine, ...], "the learner's own lines in the traceback, innermost last"] = ()


@dataclass(frozen=True)
class Check:
    """One check of an exercise."""

    id: Annotated[str, "name of the check, unique within the exercise"]
    title: Annotated[str, "what it looks at, in `lang`"]
    kind: Annotated[
        Literal["smoke", "shape", "dtype", "values", "gradient", "purity", "behaviour"], "what sort of check it is"
    ]
    state: Annotated[CheckState, "its outcome"]
    points: Annotated[float, "points earned"]
    max_points: Annotated[float, "points it is worth; 0 for smoke, shape, dtype and purity"]
    message: Annotated[str, "one sentence in `lang`; empty when it passed without remark"] = ""


@dataclass(frozen=True)
class Plot:
    """A path in the plane, the learner's beside the reference's, over contours of x²/20 + y²."""

    title: Annotated[str, "title in `lang`"]
    reference: Annotated[tuple[tuple[float, float], ...], "points of the reference's path, start first"]
    learner: Annotated[tuple[tuple[float, float], ...], "points of the learner's path, start first"]


@dataclass(frozen=True)
class Exercise:
    """One graded exercise."""

    id: Annotated[str, "id with hyphens, for example `softmax-with-loss`"]
    chapter: Annotated[str, "chapter folder, for example `ch06`"]
    title: Annotated[str, "title in `lang`"]
    state: Annotated[ExerciseState, "its outcome"]
    points: Annotated[float, "points earned"]
    max_points: Annotated[float, "points it is worth"]
    convention: Annotated[str, "label of the published convention that was met; empty for the book's own"] = ""
    convention_text: Annotated[str, "that convention in one sentence in `lang`"] = ""
    source: Annotated[str, "where the learner's definition stands, `file:line`; empty when missing"] = ""
    replay: Annotated[str, "command that repeats this verdict"] = ""
    cause: Annotated[Cause | None, "why it was not passed; null when it was"] = None
    checks: Annotated[tuple[Check, ...], "the checks in the order they ran"] = ()
    advice: Annotated[tuple[str, ...], "remarks that cost nothing, in `lang`"] = ()
    hints: Annotated[tuple[str, ...], "question, pointer, near answer, in `lang`"] = ()
    output: Annotated[str, "what the learner's code printed, capped"] = ""
    plots: Annotated[tuple[Plot, ...], "pictures for the page"] = ()
    numerical: Annotated[
        int, "evaluations of the forward pass in one backward, where its gradient is computed numerically; else 0"
    ] = 0
    seconds: Annotated[float, "time it took; not part of the verdict"] = 0.0


@dataclass(frozen=True)
class Question:
    """One confirmation question."""

    id: Annotated[str, "id, for example `q-conv-size`"]
    chapter: Annotated[str, "chapter folder"]
    prompt: Annotated[str, "the question in `lang`"]
    state: Annotated[QuestionState, "its outcome; `shown`: in words that only the learner can mark, and worth nothing"]
    points: Annotated[float, "points earned"]
    max_points: Annotated[float, "points it is worth"]
    answer: Annotated[str, "what the learner answered; empty when missing"] = ""
    message: Annotated[str, "what is to be said about the answer, in `lang`"] = ""
    picture: Annotated[str, "the picture that it asks about, as SVG; empty where there is none"] = ""
    picture_text: Annotated[str, "what the picture shows, in `lang`"] = ""


@dataclass(frozen=True)
class Record:
    """One graded submission."""

    schema: Annotated[int, "version of this layout"]
    tool: Annotated[Tool, "what graded it"]
    submission: Annotated[Submission, "what was graded"]
    seed: Annotated[int, "seed of every random draw"]
    lang: Annotated[Literal["ja", "en"], "language of the texts"]
    wall: Annotated[Wall, "what was enforced"]
    points: Annotated[float, "points earned"]
    max_points: Annotated[float, "points that could be earned"]
    first: Annotated[str, "id of the first exercise or question to mend; empty when all passed"] = ""
    exercises: Annotated[tuple[Exercise, ...], "graded exercises in the order of the curriculum"] = ()
    questions: Annotated[tuple[Question, ...], "marked questions"] = ()
    seconds: Annotated[float, "time the grading took; not part of the verdict"] = field(default=0.0)
