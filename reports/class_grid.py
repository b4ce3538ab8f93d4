"""The grid of the class page: a learner a row, an exercise a column, each cell a sign and a colour.

A cell is written many hundred thousand times, so rows are put together here and not by the template; everything
that is not ours goes through `escape`.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from markupsafe import Markup, escape

from .cards import anchor
from .class_views import Grid
from .classroom import Column, Head, Learner
from .safe import one_line
from .tally import SIGNS, number, tone
from .words import Lang, Words, words

CELLS = 12_000  # in one file: below 1.5 MB with the longest labels and words
MOST = 200  # learners in one file
LABEL = 24  # bytes of a label in a cell
FAULTS = {"timeout", "memory", "crashed", "refused", "grader_error"}


def part_size(head: Head) -> int:
    """How many learners stand in one file."""
    return max(1, min(MOST, CELLS // max(1, len(head.columns))))


def grid(head: Head, rows: list[Markup], first: int, w: Words) -> Grid:
    """The grid of the learners `rows`, the first of which is the class's number `first`, from 1."""
    heads = Markup().join(_head(column, w) for column in head.columns)
    caption = w("class.grid_caption", first=first, last=first + len(rows) - 1, total=head.learners)
    return Grid(heads, tuple(rows), caption)


def row(learner: Learner, columns: int, w: Words) -> Markup:
    """The table row of `learner`; its classes say what the filters look for."""
    share = learner.points / learner.max_points if learner.max_points else 0.0
    classes = " ".join(name for name, holds in _filters(learner) if holds)
    begin = Markup('<tr class="{}" data-share="{:.4f}"><th scope="row">{}</th>{}')
    return (
        begin.format(classes, share, _name(learner), _points(learner)) + _cells(learner, columns, w) + Markup("</tr>")
    )


def href(page: str) -> str:
    """A link to a learner's page; empty where there is none. Quoted, so that it can be nothing but a path."""
    return quote(page.encode("utf-8", "backslashreplace"), safe="/")


def _filters(learner: Learner) -> tuple[tuple[str, bool], ...]:
    marks = learner.marks
    return (
        ("open", not marks or any(mark.state not in ("pass", "shown") for mark in marks)),
        ("absent", learner.state != "graded"),
        ("faulty", any(mark.state in FAULTS for mark in marks)),
        ("own", any(mark.overridden for mark in marks)),
    )


def _name(learner: Learner) -> Markup:
    shown, link = one_line(learner.id), href(learner.page)
    text = Markup('<a href="{}">{}</a>').format(link, shown) if link else escape(shown)
    return text + Markup(' <span class="quiet">{}</span>').format(one_line(learner.name)) if learner.name else text


def _points(learner: Learner) -> Markup:
    late = f" (−{number(learner.late)})" if learner.late else ""
    text = f"{number(learner.points)} / {number(learner.max_points)}{late}"
    if not learner.remarks or not learner.marks:  # without marks they stand in the row itself
        return Markup('<td class="number">{}</td>').format(text)
    return Markup('<td class="number" title="{}">{}</td>').format(" ".join(map(one_line, learner.remarks)), text)


def _cells(learner: Learner, columns: int, w: Words) -> Markup:
    if not learner.marks:
        text = " ".join((w(f"learner.{learner.state}"), *map(one_line, learner.remarks)))
        return Markup('<td class="none" colspan="{}">{}</td>').format(columns, text)
    dropped = set(learner.dropped)
    return Markup().join(
        _cell(mark.state, mark.points, mark.max_points, mark.label, mark.overridden, mark.id in dropped, w.lang)
        for mark in learner.marks
    )


@lru_cache(maxsize=20_000)
def _cell(state: str, points: float, worth: float, label: str, overridden: bool, dropped: bool, lang: Lang) -> Markup:
    w = words(lang)
    signs = SIGNS[state] + ("*" if overridden else "") + ("×" if dropped else "")
    if signs == SIGNS["pass"]:
        return Markup('<td class="good">✓</td>')
    parts = (
        w(f"state.{state}"),
        f"{number(points)}/{number(worth)}",
        one_line(label).encode()[:LABEL].decode(errors="ignore"),
    )
    return Markup('<td class="{}" title="{}">{}</td>').format(tone(state), " ".join(filter(None, parts)), signs)


def _head(column: Column, w: Words) -> Markup:
    link = Markup('<th scope="col" title="{}"><a href="class.html#{}">{}</a></th>')
    return link.format(one_line(column.title), anchor(column.id), one_line(column.id))
