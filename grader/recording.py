"""Turns verdicts into the record."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..exercises.checking.compare import Difference, close
from ..exercises.checking.diagnose import Cause, describe
from ..exercises.checking.exercise import Exercise, Symbol
from ..exercises.checking.explain import first_index, number, spoken
from ..exercises.checking.judge import CheckVerdict, Verdict, standard
from ..exercises.checking.text import Lang, Text, sentence
from ..reports import record as rec
from .collect import Submission, lines, near, place, where
from .outside import outside
from .remote import Tries

SHOWN = 6
VALLEY_TITLE = Text(ja="f = x²/20 + y² 上の軌跡", en="path on f = x²/20 + y²")


@dataclass(frozen=True)
class Where:
    """Where an exercise was graded."""

    submission: Submission
    source: str
    lang: Lang
    path: str
    seed: int


def worded(texts: Mapping[str, str], lang: Lang) -> str:
    """One of two languages."""
    return texts[lang]


def missing_record(exercise: Exercise, names: Sequence[str], submission: Submission, lang: Lang) -> rec.Exercise:
    """The record of an exercise whose symbols were not found, with what could not be read and what stands nearest."""
    text = sentence("missing", symbol=", ".join(names), skeleton=f"dlgrade init DIR {exercise.id}")
    others = [_nearest(submission, exercise.symbols[name]) for name in names]
    lost = [Text(**note.texts) for note in submission.notes if note.lost & set(names)]
    return rec.Exercise(
        id=exercise.id,
        chapter=exercise.chapter,
        title=exercise.title.say(lang),
        state="missing",
        points=0,
        max_points=exercise.points,
        hints=tuple(hint.say(lang) for hint in exercise.hints),
        advice=(text.say(lang), *(other.say(lang) for other in (*lost, *others) if other)),
    )


def _nearest(submission: Submission, symbol: Symbol) -> Text | None:
    """What is said of a definition that was nearly taken for a symbol."""
    found = near(submission, (symbol.name, *symbol.also))
    file = submission.file(found.file) if found else None
    if found is None or file is None:
        return None
    at = where(file, found.line)
    key = "inside" if found.inside and found.kind != "async" else found.kind
    if key == symbol.kind:
        return None
    return sentence(f"near_{key}", found=found.name, place=at, symbol=symbol.name)


def failed_record(exercise: Exercise, reason: str, lang: Lang) -> rec.Exercise:
    """The record of an exercise that we could not judge: it counts neither way."""
    return rec.Exercise(
        id=exercise.id,
        chapter=exercise.chapter,
        title=exercise.title.say(lang),
        state="grader_error",
        points=0,
        max_points=_worth(exercise),
        advice=(sentence("grader_error", reason=reason).say(lang),),
    )


def untold_record(verdict: Verdict, reason: str, where: Where) -> rec.Exercise:
    """The record of a judged exercise of which no more can be said than its verdict."""
    exercise, lang = verdict.exercise, where.lang
    checks = tuple(
        rec.Check(v.check.id, exercise.titles[v.check.id].say(lang), v.check.kind, v.state, v.points, v.check.points)
        for v in verdict.checks
    )
    return rec.Exercise(
        id=exercise.id,
        chapter=exercise.chapter,
        title=exercise.title.say(lang),
        state=verdict.state,
        points=verdict.points,
        max_points=exercise.points,
        source=where.source,
        replay=replay_command(exercise.id, where.path, where.seed),
        checks=checks,
        advice=(sentence("untold", reason=reason).say(lang),),
    )


def _worth(exercise: Exercise) -> float:
    """What an exercise is worth; nothing where its author's checks cannot even be imported."""
    try:
        return exercise.points
    except Exception:
        return 0


def exercise_record(
    verdict: Verdict, cause: Cause | None, tries: Tries, notes: Sequence[Text], where: Where
) -> rec.Exercise:
    """The record of a judged exercise."""
    exercise, lang = verdict.exercise, where.lang
    return rec.Exercise(
        id=exercise.id,
        chapter=exercise.chapter,
        title=exercise.title.say(lang),
        state=verdict.state,
        points=verdict.points,
        max_points=exercise.points,
        convention=_label(verdict.convention),
        convention_text=exercise.convention(verdict.convention).say(lang) if verdict.convention else "",
        source=where.source,
        replay=replay_command(exercise.id, where.path, where.seed),
        cause=_cause(cause, where) if cause else None,
        checks=tuple(_check(one, verdict, lang) for one in verdict.checks),
        advice=_advice(verdict, tries, [*notes, *outside(cause, where.submission)], lang),
        hints=() if verdict.state == "pass" else tuple(hint.say(lang) for hint in exercise.hints),
        output=tries.output,
        plots=_plots(verdict, lang),
        numerical=verdict.evaluations,
    )


def _label(convention: str) -> str:
    """A convention's label without its values, which its sentence tells: `eps-inside+decay`."""
    return "+".join(part.partition("__")[0].replace("_", "-") for part in convention.split("+"))


def replay_command(name: str, path: str, seed: int) -> str:
    """The command that repeats a verdict."""
    return f"dlgrade check {name} {shlex.quote(path)} --seed {seed}"


def _check(one: CheckVerdict, verdict: Verdict, lang: Lang) -> rec.Check:
    return rec.Check(
        id=one.check.id,
        title=verdict.exercise.titles[one.check.id].say(lang),
        kind=one.check.kind,
        state=one.state,
        points=one.points,
        max_points=one.check.points,
        message=_message(one, verdict).say(lang),
    )


def _message(one: CheckVerdict, verdict: Verdict) -> Text:
    """One sentence on a check; empty where there is nothing to say."""
    if one.blocked_by:
        return sentence("blocked", need=verdict.exercise.titles[one.blocked_by])
    if one.outcome.failure:
        return one.outcome.failure.text
    if one.consistent:
        return sentence("consistent")
    if one.differences:
        return describe(verdict.exercise, one).text
    return Text("", "")


def _advice(verdict: Verdict, tries: Tries, notes: Sequence[Text], lang: Lang) -> tuple[str, ...]:
    advised = [v for v in verdict.checks if v.check.advice and v.state == "fail"]
    consistent = [v for v in verdict.checks if v.consistent]
    left_out = [
        sentence("left_out", title=verdict.exercise.titles[check.id], extra=check.extra)
        for check in verdict.exercise.left_out
    ]
    slow = [sentence("numerical", count=verdict.evaluations)] if verdict.evaluations else []
    texts = [*notes, *left_out, *slow, *tries.remarks, *(_message(v, verdict) for v in [*advised, *consistent])]
    failed = [f"{file}:{line}: {reason}" for file, line, reason in tries.failed]
    return tuple(dict.fromkeys([*(text.say(lang) for text in texts), *failed]))


def _cause(cause: Cause, where: Where) -> rec.Cause:
    lang = where.lang
    return rec.Cause(
        kind=cause.kind,
        label=cause.label,
        text=cause.text.say(lang),
        printed_in=cause.printed_in.say(lang) if cause.printed_in else "",
        evidence=_evidence(cause.difference, lang),
        lines=_lines(cause, where.submission),
    )


def _lines(cause: Cause, submission: Submission) -> tuple[rec.SourceLine, ...]:
    frames = cause.failure.frames if cause.failure else ()
    found = [(frame, file) for frame in frames if (file := submission.file(frame.file))]
    return tuple(
        rec.SourceLine(
            *place(file, frame.line), frame.function, "".join(lines(submission, file.path, frame.line, frame.line))
        )
        for frame, file in found
    )


def _evidence(difference: Difference | None, lang: Lang) -> rec.Evidence | None:
    """A few elements beside the expected ones; never all of an array."""
    if difference is None or difference.aspect != "values" or isinstance(difference.expected, str):
        return None
    expected, got, what = difference.expected, difference.got, spoken(difference.path)
    agree = close(expected, got, difference.bound)
    first = int(np.ravel_multi_index(first_index(difference), expected.shape)) if expected.ndim else 0
    shown = range(first, min(first + max(1, min(SHOWN, expected.size // 2)), expected.size))
    cells = tuple(_cell(difference, np.unravel_index(i, expected.shape), agree) for i in shown)
    return rec.Evidence(
        what=what.say(lang) if isinstance(what, Text) else what,
        shape=tuple(got.shape),
        differing=int((~agree).sum()),
        total=int(expected.size),
        cells=cells,
    )


def _cell(
    difference: Difference, index: tuple[np.intp, ...], agree: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
) -> rec.Cell:
    where = tuple(int(i) for i in index)
    return rec.Cell(where, number(difference.got[where]), number(difference.expected[where]), not agree[where])


def _plots(verdict: Verdict, lang: Lang) -> tuple[rec.Plot, ...]:
    """The path of the check that the exercise names, beside the path of the standard it was judged by."""
    name = verdict.exercise.plot
    ours = standard(verdict.exercise, verdict.convention, verdict.seed)
    for one in verdict.checks:
        if one.check.id == name and one.outcome.answer is not None:
            paths = _path(ours[name].answer), _path(one.outcome.answer)
            return (rec.Plot(VALLEY_TITLE.say(lang), *paths),) if paths[1] else ()
    return ()


def _path(answer: object) -> tuple[tuple[float, float], ...]:
    points = np.asarray(answer, dtype=float)
    if points.ndim != 2 or points.shape[1] != 2:
        return ()
    return tuple((float(x), float(y)) for x, y in points[np.isfinite(points).all(axis=1)])
