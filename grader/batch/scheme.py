"""From verdicts to points that count: weights, extra credit, dropped items, lateness, the instructor's word."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from ...exercises import catalogue
from ...exercises.checking.exercise import Exercise
from ...exercises.checking.text import Lang
from ...reports.classroom import Column, Mark, MarkState
from .assignment import Assignment
from .store import Verdict, Word

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Lateness:
    """What a hand-in time means.

    Attributes:
        share: share of the points earned that is taken off.
        days: days begun after the date; 0 in time.
        unknown: the download marks it as late and does not say by how much.
    """

    share: float = 0.0
    days: int = 0
    unknown: bool = False


def columns(assignment: Assignment, present: Iterable[str], lang: Lang) -> tuple[Column, ...]:
    """The columns of a class: the assignment's items, or without one all that anybody handed in."""
    wanted = set(assignment.items or present)
    every = catalogue.items()
    return tuple(
        Column(
            id=item.id,
            chapter=item.chapter,
            title=(item.title if isinstance(item, Exercise) else item.prompt).say(lang),
            max_points=assignment.points.get(item.id, item.points),
            kind="exercise" if isinstance(item, Exercise) else "question",
            extra=item.id in assignment.extra,
            hidden=item.id in assignment.hidden,
        )
        for item in sorted((every[name] for name in wanted), key=catalogue.place)
    )


def marks(
    verdicts: Mapping[str, Verdict], given: Sequence[Column], words: Sequence[Word], numerical: float = 1.0
) -> tuple[Mark, ...]:
    """What counts for each column; of several overrides the last.

    Args:
        verdicts: the machine's, by item.
        given: the columns.
        words: the instructor's.
        numerical: share of the points of gradient checks that a numerically computed gradient keeps.
    """
    overrides = {word.item: word for word in words if word.kind == "override"}
    return tuple(_mark(column, verdicts.get(column.id), overrides.get(column.id), numerical) for column in given)


def _mark(column: Column, verdict: Verdict | None, override: Word | None, numerical: float) -> Mark:
    body = json.loads(verdict.body) if verdict else {}
    machine = _scaled(verdict, column.max_points)
    kept = machine - _scaled(verdict, column.max_points, (1.0 - numerical) * _differentiated(body))
    overridden = override is not None and override.points is not None
    cause = body.get("cause") or {}
    return Mark(
        id=column.id,
        state=cast("MarkState", verdict.state) if verdict else "missing",
        points=override.points if override and override.points is not None else kept,
        machine_points=machine,
        max_points=column.max_points,
        label=cause.get("label", ""),
        cause=cause.get("text", ""),
        source=body.get("source", ""),
        overridden=overridden,
        note=override.note if override else "",
        seconds=verdict.seconds if verdict else 0.0,
    )


def _scaled(verdict: Verdict | None, worth: float, points: float | None = None) -> float:
    """Machine points, all or some, in points of the assignment."""
    if verdict is None or not verdict.max_points:
        return 0.0
    return (verdict.points if points is None else points) / verdict.max_points * worth


def _differentiated(body: Mapping[str, Any]) -> float:
    """Machine points of gradient checks, where the gradient is computed numerically."""
    if not body.get("numerical"):
        return 0.0
    return sum(float(check["points"]) for check in body["checks"] if check["kind"] == "gradient")


def shortened(mark: Mark) -> bool:
    """Whether the assignment takes points off a gradient that is computed numerically."""
    return not mark.overridden and mark.points < mark.machine_points


def dropped(given: Sequence[Column], found: Sequence[Mark], count: int) -> tuple[str, ...]:
    """The columns of the lowest share of points; extra credit is never dropped, nor the last column."""
    kept = [mark for column, mark in zip(given, found, strict=True) if not column.extra and _counts(mark)]
    order = sorted(kept, key=lambda mark: mark.points / mark.max_points if mark.max_points else math.inf)
    return tuple(mark.id for mark in order[: max(min(count, len(kept) - 1), 0)])


def totals(given: Sequence[Column], found: Sequence[Mark], left_out: Iterable[str]) -> tuple[float, float]:
    """Points and points that could be earned; what we failed to judge counts neither way."""
    out = set(left_out)
    counted = [
        (column, mark) for column, mark in zip(given, found, strict=True) if mark.id not in out and _counts(mark)
    ]
    points = sum(mark.points for _, mark in counted)
    return points, sum(column.max_points for column, _ in counted if not column.extra)


def _counts(mark: Mark) -> bool:
    return mark.overridden or mark.state != "grader_error"


def lateness(assignment: Assignment, at: str, late: bool, words: Sequence[Word]) -> Lateness:
    """What is taken off a submission that came at a time; the last extension is the date that counts."""
    until = next((word.until for word in reversed(words) if word.kind == "extension"), "")
    due = datetime.fromisoformat(until) if until else assignment.due
    if due is None:
        return Lateness()
    if not at:
        return Lateness(unknown=late)
    over = datetime.fromisoformat(at) - due
    rule = assignment.late
    if over <= rule.grace:
        return Lateness()
    days = math.ceil(over / DAY)
    if rule.accepted is not None and over > rule.accepted:
        return Lateness(1.0, days)
    return Lateness(min(days * rule.per_day, rule.most), days)
