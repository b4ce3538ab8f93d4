"""Who handed in what: submissions are matched to the class list by what is equal, never by what looks alike."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .handed import Handed
from .roster import Student, plainly


@dataclass(frozen=True)
class Match:
    """A learner and what was handed in, if anything was."""

    student: Student
    handed: Handed | None


@dataclass(frozen=True)
class Matched:
    """The class: everybody of the list, and submissions that belong to nobody or are one too many.

    Attributes:
        matches: a match a learner, in the order of the list.
        unmatched: submissions that nobody on the list can be given.
        doubled: submissions of a learner who has another one already.
    """

    matches: tuple[Match, ...]
    unmatched: tuple[Handed, ...] = ()
    doubled: tuple[Handed, ...] = ()


def match(students: Sequence[Student], handed: Sequence[Handed]) -> Matched:
    """Matches by id, then address, then name; a name that two students share matches neither."""
    finders = (
        _finder(students, lambda s: [s.id], lambda h: h.ids),
        _finder(students, lambda s: [s.email], lambda h: h.ids),
        _finder(students, lambda s: [_squeezed(name) for name in _names(s)], lambda h: map(_squeezed, h.names)),
    )
    taken: dict[str, Handed] = {}
    unmatched, doubled = [], []
    for one in handed:
        student = next((found for finder in finders if (found := finder(one))), None)
        if student is None:
            unmatched.append(one)
        elif student.id in taken:
            doubled.append(one)
        else:
            taken[student.id] = one
    matches = tuple(Match(student, taken.get(student.id)) for student in students)
    return Matched(matches, tuple(unmatched), tuple(doubled))


def without_roster(handed: Sequence[Handed]) -> Matched:
    """Without a list, everybody who handed something in is the class."""
    first: dict[str, Handed] = {}
    doubled = [one for one in handed if first.setdefault(one.label, one) is not one]
    named = (
        Match(Student(one.label, name=next(iter(one.names), "") if one.names[:1] != (one.label,) else ""), one)
        for one in first.values()
    )
    return Matched(tuple(named), doubled=tuple(doubled))


Finder = Callable[[Handed], Student | None]


def _finder(
    students: Sequence[Student],
    keys: Callable[[Student], Iterable[str]],
    hints: Callable[[Handed], Iterable[str]],
) -> Finder:
    found: dict[str, set[int]] = defaultdict(set)
    for place, student in enumerate(students):
        for key in keys(student):
            if key:
                found[plainly(key)].add(place)

    def find(one: Handed) -> Student | None:
        places = [found[key] for hint in hints(one) if (key := plainly(hint)) in found]
        return students[min(places[0])] if places and len(places[0]) == 1 else None

    return find


def _names(student: Student) -> tuple[str, ...]:
    """The name as it stands, and with its words the other way round: Canvas writes the family name first."""
    words = student.name.split()
    turned = " ".join([*words[-1:], *words[:-1]])
    return (student.name, turned, *student.names)


def _squeezed(name: str) -> str:
    """Letters and digits alone: downloads drop spaces, commas and accents' neighbours from names."""
    return re.sub(r"[\W_]+", "", plainly(name))
