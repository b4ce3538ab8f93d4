"""What a learner of the class came to, and what of it the learner is shown."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from ...reports import record as rec
from ...reports.classroom import Column, Learner, LearnerState, Mark
from ...reports.serial import from_json, part_from_json
from ..grading import whole
from ..recording import replay_command
from .assignment import Assignment
from .roster import Student
from .scheme import Lateness, dropped, lateness, marks, shortened, totals
from .store import Entry, Verdict, Word
from .texts import say

LEARNERS = "learners"


@dataclass(frozen=True)
class Standing:
    """All that is known of one learner."""

    student: Student
    entry: Entry
    verdicts: Mapping[str, Verdict]
    words: Sequence[Word]


def learner_of(one: Standing, assignment: Assignment, given: Sequence[Column], lang: str) -> Learner:
    """The learner as the class sees it: final points, and how they came about."""
    entry, state = one.entry, _state(one.entry)
    share = assignment.numerical_backward
    found = marks(one.verdicts, given, one.words, share) if state == "graded" or _overridden(one.words) else ()
    out = dropped(given, found, assignment.drop_lowest) if found else ()
    columns_ = given if found else ()
    points, could = totals(columns_, found, out)
    if not found and state != "lost":
        could = sum(column.max_points for column in given if not column.extra)
    late = lateness(assignment, entry.at, entry.late, one.words) if state != "missing" else Lateness()
    off = round(points * late.share, 6)
    return Learner(
        id=one.student.id,
        name=one.student.name,
        email=one.student.email,
        state=state,
        submission=entry.submission,
        digest=entry.digest,
        seed=entry.seed,
        points=round(points - off, 6),
        max_points=could,
        late=off,
        dropped=out,
        marks=found,
        remarks=(*_remarks(entry, late, one.words, lang), *_shortened(found, share, lang)),
        page=f"{LEARNERS}/{folder_name(one.student.id)}/index.html" if state == "graded" else "",
        seconds=round(sum(mark.seconds for mark in found), 3),
    )


def _state(entry: Entry) -> LearnerState:
    return cast("LearnerState", entry.state) if entry.state in ("graded", "unreadable", "lost") else "missing"


def _overridden(words: Sequence[Word]) -> bool:
    return any(word.kind == "override" for word in words)


def _remarks(entry: Entry, late: Lateness, words: Sequence[Word], lang: str) -> tuple[str, ...]:
    said = [entry.note] if entry.note else []
    if late.days:
        said.append(say("late", lang, days=late.days, percent=round(100 * late.share)))
    if late.unknown:
        said.append(say("late_unknown", lang))
    said += [say("extended", lang, until=word.until) for word in words if word.kind == "extension"]
    said += [word.note for word in words if word.kind == "comment"]
    return tuple(said)


def _shortened(found: Sequence[Mark], share: float, lang: str) -> list[str]:
    """What is said of gradients that count less because they are computed numerically."""
    names = ", ".join(mark.id for mark in found if shortened(mark))
    return [say("numerical_backward", lang, names=names, percent=round(100 * share))] if names else []


def record_of(one: Standing, order: Sequence[str]) -> rec.Record:
    """The machine's record of a graded learner, put together from what is stored; the same as `submit` writes."""
    present = [one.verdicts[name] for name in order if name in one.verdicts]
    exercises = [v for v in present if not v.item.startswith("q-")]
    questions = [v for v in present if v.item.startswith("q-")]
    seed, path = one.entry.seed, one.entry.source
    read = (part_from_json(rec.Exercise, verdict.body) for verdict in exercises)
    return whole(
        from_json(one.entry.head),
        # the same bytes may have been graded for somebody else, under another name
        tuple(replace(e, replay=replay_command(e.id, path, seed)) if e.replay else e for e in read),
        tuple(part_from_json(rec.Question, verdict.body) for verdict in questions),
    )


def shown_to(record: rec.Record, learner: Learner, assignment: Assignment, given: Sequence[Column]) -> rec.Record:
    """The record as the learner sees it: points of the assignment, the instructor's word, nothing that is hidden."""
    column_of = {column.id: column for column in given if not column.hidden}
    mark_of = {mark.id: mark for mark in learner.marks}
    exercises = tuple(
        _exercise(one, mark_of[one.id], assignment, record.lang) for one in record.exercises if one.id in column_of
    )
    questions = tuple(
        replace(one, points=mark_of[one.id].points, max_points=mark_of[one.id].max_points)
        for one in record.questions
        if one.id in column_of
    )
    submission = replace(record.submission, notes=(*learner.remarks, *record.submission.notes))
    shown = whole(replace(record, submission=submission), exercises, questions)
    return replace(shown, points=learner.points, max_points=learner.max_points)


def _exercise(one: rec.Exercise, mark: Mark, assignment: Assignment, lang: str) -> rec.Exercise:
    scale = mark.max_points / one.max_points if one.max_points else 0.0
    checks = tuple(replace(c, points=c.points * scale, max_points=c.max_points * scale) for c in one.checks)
    hidden = {c.id for c in checks if f"{one.id}/{c.id}" in assignment.hidden_checks}
    # what a hidden check found would tell what it looks at
    telling = any(c.state != "pass" and c.id in hidden for c in checks)
    advice = list(one.advice)
    if telling:
        advice.insert(0, say("hidden_check", lang))
    if mark.overridden:
        key = "overridden_note" if mark.note else "overridden"
        advice.insert(0, say(key, lang, note=mark.note, machine=f"{mark.machine_points:g}"))
    return replace(
        one,
        points=mark.points,
        max_points=mark.max_points,
        checks=tuple(c for c in checks if c.id not in hidden),
        cause=None if telling else one.cause,
        plots=() if telling else one.plots,
        advice=tuple(advice),
    )


def folder_name(learner: str) -> str:
    """A folder's name for an id: itself where every system takes it, else with a digest that keeps ids apart."""
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", learner)[:40].strip("-")
    if plain == learner and plain == plain.lower() and plain not in _RESERVED and not _DIGESTED.fullmatch(plain):
        return plain
    digest = hashlib.sha256(learner.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
    return f"{plain.lower()}-{digest}" if plain else digest


_DIGITS = 16
_DIGESTED = re.compile(rf"(.*-)?[0-9a-f]{{{_DIGITS}}}")  # nobody's id is the folder of somebody else
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))})
