"""What several formats need: JSON as UTF-8 can carry it, points as they are written, a source's file and line."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from ..record import Exercise, Question, Record
from ..safe import escaped
from ..tally import sentence
from ..words import Words

PLACE = re.compile(r"(.*):(\d+)")
UNSCORED = frozenset({"grader_error", "shown"})  # failed on by us, or for the learner to mark: no zero
DIGITS = 6  # of points behind the point: sums of thirds must not show the last bits of a float


class Place(NamedTuple):
    """A line of the learner's code; line 0 when none is known."""

    file: str
    line: int


def json_text(value: Any) -> str:
    """`value` as indented JSON that ends in a newline; what a dataclass holds becomes an object."""
    return encodable(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False, default=vars)) + "\n"


def encodable(text: str) -> str:
    """JSON text whose lone surrogates, which UTF-8 cannot carry, and hidden characters are escapes."""
    return escaped(text)


def number(value: float) -> int | float:
    """Points without the last bits, a whole number where they are one."""
    rounded = round(value, DIGITS)
    return int(rounded) if rounded == int(rounded) else rounded


def place_of(exercise: Exercise) -> Place | None:
    """Where to look: the innermost of the learner's own lines, else the definition; None where neither is known."""
    if exercise.cause and exercise.cause.lines:
        last = exercise.cause.lines[-1]
        return Place(last.file, last.line)
    found = PLACE.fullmatch(exercise.source)
    if found:
        return Place(found[1], int(found[2]))
    return Place(exercise.source, 0) if exercise.source else None


def told(item: Exercise | Question, w: Words) -> str:
    """What a learner is told of an item in plain lines; empty where there is nothing to say."""
    lines = [sentence(item, w)]
    if isinstance(item, Exercise):
        if item.cause and item.cause.lines:
            lines += [
                f"{w('lines.place', file=one.file, line=one.line, function=one.function)}: {one.text.strip()}"
                for one in item.cause.lines
            ]
        elif item.source and item.state != "pass":
            lines.append(f"{w('card.source')}: {item.source}")
        lines += [item.convention_text, *item.advice]
        if item.state not in ("pass", "grader_error") and item.hints:
            lines.append(f"{w('hint.question')}: {item.hints[0]}")
    return "\n".join(line for line in lines if line)


def name_of(item: Exercise | Question) -> str:
    """Id and title on one line."""
    title = item.prompt if isinstance(item, Question) else item.title
    return f"{item.id}  {' '.join(title.split())}"


def score_line(record: Record, w: Words) -> str:
    """`12 of 20 points`, as on the page."""
    return w("top.score", points=number(record.points), max_points=number(record.max_points))
