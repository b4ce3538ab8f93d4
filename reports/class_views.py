"""What the class page shows, as plain data; named tuples as in `views.py`."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from .views import Badge, Fact


class Counted(NamedTuple):
    """A name and how many there are."""

    name: str
    number: int


class Bar(NamedTuple):
    """One bar of the distribution."""

    span: str
    learners: int


class Distribution(NamedTuple):
    """The points of the class; `svg` is empty where it could not be drawn."""

    svg: Markup
    summary: str
    bars: tuple[Bar, ...]


class MistakeRow(NamedTuple):
    """A mistake that several learners made."""

    anchor: str
    exercise: str
    label: str
    sentence: str
    learners: str
    example: str
    href: str
    source: str


class ItemRow(NamedTuple):
    """The analysis of one exercise."""

    anchor: str
    id: str
    title: str
    marks: tuple[str, ...]  # question, extra credit, hidden
    passed: str
    difficulty: str
    difficulty_word: str
    discrimination: str
    discrimination_word: str
    alarm: bool


class FailureRow(NamedTuple):
    """Time and failures of one exercise."""

    id: str
    mean: str
    longest: str
    counts: tuple[int, ...]  # of each state in `FAILURES`


class OverrideRow(NamedTuple):
    """Points that are the instructor's."""

    learner: str
    href: str
    exercise: str
    machine: str
    points: str
    note: str


class SlowRow(NamedTuple):
    """A learner whose grading took long."""

    learner: str
    href: str
    seconds: str


class Part(NamedTuple):
    """A link to one part of the grid."""

    href: str
    title: str
    here: bool


class Overview(NamedTuple):
    """What stands above the grid of the first file."""

    counts: tuple[Counted, ...]
    distribution: Distribution | None
    mistakes: tuple[MistakeRow, ...]
    mistakes_note: str
    items: tuple[ItemRow, ...]
    failures: tuple[FailureRow, ...]
    failure_states: tuple[Badge, ...]
    slowest: tuple[SlowRow, ...]
    overrides: tuple[OverrideRow, ...]
    overrides_note: str
    unmatched: tuple[str, ...]
    doubtful: tuple[str, ...]
    facts: tuple[Fact, ...]


class Grid(NamedTuple):
    """One part of learners × exercises."""

    heads: Markup
    rows: tuple[Markup, ...]
    caption: str


class ClassPage(NamedTuple):
    """One file of the class page."""

    title: str
    overview: Overview | None
    parts: tuple[Part, ...]
    parts_note: str
    grid: Grid
    legend: tuple[Badge, ...]
    signs: str  # best first, as the script sorts them
