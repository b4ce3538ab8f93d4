"""What page and terminal both read off a record: chapters, counts, the sentence that says why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .record import Exercise, Question, Record
from .words import Words

Item = Exercise | Question

SIGNS = {
    "pass": "✓",
    "partial": "~",
    "fail": "✗",
    "shown": "=",
    "blocked": "-",
    "missing": "?",
    "error": "!",
    "timeout": "!",
    "memory": "!",
    "crashed": "!",
    "refused": "!",
    "grader_error": "#",
}
TONES = {
    "pass": "good",
    "partial": "part",
    "shown": "idle",
    "blocked": "idle",
    "missing": "idle",
    "grader_error": "ours",
}


@dataclass(frozen=True)
class Chapter:
    """The exercises and questions of one chapter."""

    name: str
    items: tuple[Item, ...]

    @property
    def passed(self) -> int:
        """How many of the items passed."""
        return sum(item.state == "pass" for item in self.items)

    @property
    def judged(self) -> int:
        """How many of the items can pass."""
        return len(judged(self.items))

    @property
    def points(self) -> float:
        """Points earned in the chapter."""
        return sum(item.points for item in self.items)

    @property
    def max_points(self) -> float:
        """Points the chapter is worth, without what we failed to judge."""
        return sum(item.max_points for item in self.items if item.state != "grader_error")


def items_of(record: Record) -> tuple[Item, ...]:
    """Exercises, then questions."""
    return (*record.exercises, *record.questions)


def judged(items: Iterable[Item]) -> tuple[Item, ...]:
    """The items that can pass: not the answers that only the learner can mark, nor what we failed to judge."""
    return tuple(item for item in items if item.state not in ("shown", "grader_error"))


def chapters_of(record: Record) -> tuple[Chapter, ...]:
    """The chapters in the order in which the record first names them."""
    names = dict.fromkeys(item.chapter for item in items_of(record))
    return tuple(Chapter(name, tuple(item for item in items_of(record) if item.chapter == name)) for name in names)


def states_of(record: Record) -> tuple[tuple[str, int], ...]:
    """How many items are in each state that occurs, best state first."""
    counts = Counter(item.state for item in items_of(record))
    return tuple((state, counts[state]) for state in SIGNS if counts[state])  # type: ignore[index]


def first_of(record: Record) -> Item | None:
    """The item that `record.first` names."""
    return next((item for item in items_of(record) if item.id == record.first), None)


def sentence(item: Item, w: Words) -> str:
    """Why the item was not passed, in one sentence; empty when it was."""
    if item.state == "pass":
        return ""
    own = item.message if isinstance(item, Question) else _cause(item)
    return own or _help(item, w)


def tone(state: str) -> str:
    """The family of colours a state is shown in."""
    return TONES.get(state, "bad")


def number(value: float) -> str:
    """Points as people write them: `3`, `2.5`, `0.33`."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _cause(exercise: Exercise) -> str:
    if exercise.cause is not None:
        return exercise.cause.text
    return next((check.message for check in exercise.checks if check.state != "pass" and check.message), "")


def _help(item: Item, w: Words) -> str:
    special = f"help_question.{item.state}"
    key = special if isinstance(item, Question) and special in w.table else f"help.{item.state}"
    return w(key, id=item.id)
