"""From the class's tally to what stands above the grid."""

from __future__ import annotations

import statistics

from markupsafe import Markup

from .cards import anchor, badge
from .class_grid import href
from .class_items import DIFFICULTY, DISCRIMINATION, Item, in_words, items_of
from .class_picture import counts_of, histogram, span
from .class_tally import Mistake, Tally
from .class_views import (
    Bar,
    Counted,
    Distribution,
    FailureRow,
    ItemRow,
    MistakeRow,
    OverrideRow,
    Overview,
    SlowRow,
)
from .classroom import LearnerState
from .safe import one_line
from .tally import number
from .views import Fact
from .words import Words

MISTAKES = 40  # shown
FAILURES = ("error", "timeout", "memory", "crashed", "refused", "grader_error")
LEARNERS: tuple[LearnerState, ...] = ("graded", "missing", "unreadable", "lost")
ALARM = 0.0  # a discrimination below it: the strong do worse than the weak


def overview(found: Tally, w: Words) -> Overview:
    """What the first file shows of the class as a whole."""
    shown = tuple(_mistake(one, found, w) for one in _commonest(found)[:MISTAKES])
    return Overview(
        counts=tuple(
            Counted(w(f"learner.{state}"), found.learners[state])
            for state in LEARNERS
            if state != "lost" or found.learners[state]
        ),
        distribution=_distribution(found, w) if found.finals else None,
        mistakes=shown,
        mistakes_note=_mistakes_note(found, w),
        items=tuple(_item(place, item, found, w) for place, item in enumerate(items_of(found))),
        failures=_failures(found),
        failure_states=tuple(badge(state, w) for state in FAILURES),
        slowest=tuple(SlowRow(one_line(one.learner), href(one.page), f"{one.seconds:.1f}") for one in found.slowest),
        overrides=_overrides(found),
        overrides_note=w("class.overrides_cut", shown=len(found.overrides), total=found.overridden)
        if found.overridden > len(found.overrides)
        else "",
        unmatched=tuple(map(one_line, found.head.unmatched)),
        doubtful=tuple(map(one_line, found.head.doubtful)),
        facts=_facts(found, w),
    )


def _distribution(found: Tally, w: Words) -> Distribution:
    shares = [100 * share for share in found.finals]
    mean, median = statistics.fmean(shares), statistics.median(shares)
    figures = {"mean": mean, "median": median, "least": min(shares), "most": max(shares)}
    rounded = {name: f"{value:.0f}" for name, value in figures.items()}
    summary = w("class.distribution_text", count=len(shares), **rounded)
    counts = counts_of(found.finals)
    try:
        svg = Markup(histogram(counts, summary, w.lang))  # noqa: S704  # escaped by ElementTree
    except (ImportError, OSError):
        svg = Markup()
    return Distribution(svg, summary, tuple(Bar(span(place), count) for place, count in enumerate(counts)))


def _commonest(found: Tally) -> list[Mistake]:
    return sorted(found.mistakes.values(), key=lambda one: (-one.count, one.column, one.label))


def _mistake(one: Mistake, found: Tally, w: Words) -> MistakeRow:
    graded = max(1, found.learners["graded"])
    share = w("class.of_learners", count=one.count, percent=f"{100 * one.count / graded:.0f}")
    example = one.example
    column = found.head.columns[one.column].id
    return MistakeRow(
        anchor(column),
        one_line(column),
        one_line(one.label),
        one_line(one.sentence),
        share,
        one_line(example.learner),
        href(example.page),
        one_line(example.source),
    )


def _mistakes_note(found: Tally, w: Words) -> str:
    total = len(found.mistakes)
    texts = [w("class.mistakes_cut", shown=MISTAKES, total=total)] if total > MISTAKES else []
    texts += [w("class.mistakes_unnamed", count=found.unnamed)] if found.unnamed else []
    return " ".join(texts)


def _item(place: int, item: Item, found: Tally, w: Words) -> ItemRow:
    column = found.head.columns[place]
    kinds = {"question": column.kind == "question", "extra": column.extra, "hidden": column.hidden}
    power = item.discrimination
    return ItemRow(
        anchor=anchor(column.id),
        id=one_line(column.id),
        title=one_line(column.title),
        marks=tuple(w(f"column.{name}") for name, holds in kinds.items() if holds),
        passed=f"{found.states[place]['pass']} / {found.states[place].total()}",
        difficulty="–" if item.difficulty is None else f"{100 * item.difficulty:.0f} %",
        difficulty_word="" if item.difficulty is None else w(f"difficulty.{in_words(item.difficulty, DIFFICULTY)}"),
        discrimination="–" if power is None else f"{power:+.2f}",
        discrimination_word=_power_words(item, w),
        alarm=power is not None and power < ALARM,
    )


def _power_words(item: Item, w: Words) -> str:
    if item.upper is None or item.lower is None:
        return w("discrimination.unknown")
    shares = w("class.groups", upper=f"{100 * item.upper:.0f}", lower=f"{100 * item.lower:.0f}")
    return f"{w(f'discrimination.{in_words(item.upper - item.lower, DISCRIMINATION)}')} {shares}"


def _failures(found: Tally) -> tuple[FailureRow, ...]:
    rows = []
    for place, column in enumerate(found.head.columns):
        states = found.states[place]
        mean = found.seconds[place] / states.total() if states else 0.0
        counts = tuple(states[state] for state in FAILURES)
        rows.append(FailureRow(one_line(column.id), f"{mean:.2f}", f"{found.longest[place]:.2f}", counts))
    return tuple(rows)


def _overrides(found: Tally) -> tuple[OverrideRow, ...]:
    return tuple(
        OverrideRow(
            one_line(one.learner),
            href(one.page),
            found.head.columns[one.column].id,
            f"{number(one.mark.machine_points)} / {number(one.mark.max_points)}",
            f"{number(one.mark.points)} / {number(one.mark.max_points)}",
            one_line(one.mark.note),
        )
        for one in found.overrides
    )


def _facts(found: Tally, w: Words) -> tuple[Fact, ...]:
    head = found.head
    return (
        Fact(w("about.seed"), str(head.seed)),
        Fact(w("about.tool"), f"{head.tool.name} {head.tool.version}"),
        Fact(w("class.total_time"), w("class.seconds", seconds=f"{found.total_seconds:.0f}")),
    )
