"""From a graded exercise to its card in the page."""

from __future__ import annotations

import re

from markupsafe import Markup

from .record import Cause, Check, Evidence, Exercise, Plot
from .tally import SIGNS, number, sentence, tone
from .views import Badge, Card, CheckRow, CheckTable, EvidenceRow, EvidenceTable, Hint, LineRow, Picture, Step
from .words import Words

HINTS = ("hint.question", "hint.pointer", "hint.answer")
STEPS_SHOWN = 40


def badge(state: str, w: Words, count: int = 0) -> Badge:
    """The badge of a state."""
    return Badge(SIGNS[state], w(f"state.{state}"), tone(state), count)


def card(exercise: Exercise, w: Words) -> Card:
    """The card of one exercise."""
    cause = exercise.cause
    return Card(
        anchor=anchor(exercise.id),
        id=exercise.id,
        title=exercise.title,
        badge=badge(exercise.state, w),
        points=points(exercise.points, exercise.max_points, w),
        source=exercise.source,
        sentence=sentence(exercise, w),
        printed_in=cause.printed_in if cause else "",
        evidence=_evidence(cause.evidence, w) if cause and cause.evidence else None,
        lines=_lines(cause, w) if cause else (),
        advice=exercise.advice,
        convention=exercise.convention_text or exercise.convention,
        hints=() if exercise.state == "pass" else _hints(exercise.hints, w),
        checks=_checks(exercise, w) if exercise.checks else None,
        output=exercise.output.rstrip(),
        pictures=tuple(_picture(plot, f"{anchor(exercise.id)}-plot{i}", w) for i, plot in enumerate(exercise.plots)),
        replay=exercise.replay,
    )


def anchor(identifier: str) -> str:
    """The id of an exercise's or question's element; it also begins the ids inside a picture, which go in unescaped."""
    return f"ex-{re.sub(r'[^A-Za-z0-9_-]', '-', identifier)}"


def points(earned: float, worth: float, w: Words) -> str:
    """`3 / 5 points`."""
    return w("card.points", points=number(earned), max_points=number(worth))


def _evidence(evidence: Evidence, w: Words) -> EvidenceTable:
    key = "evidence.caption" if evidence.total > 1 else "evidence.caption_scalar"
    what = evidence.what.replace("`", "'")
    counts = {"total": evidence.total, "differing": evidence.differing}
    caption = w(key, what=what, shape=_tuple(evidence.shape), **counts)
    rows = tuple(
        EvidenceRow(_tuple(cell.index), cell.got, cell.expected, _verdict(cell.differs, w), cell.differs)
        for cell in evidence.cells
    )
    return EvidenceTable(caption, rows, any(cell.index for cell in evidence.cells))


def _verdict(differs: bool, w: Words) -> Badge:
    return Badge("≠", w("evidence.differs"), "bad") if differs else Badge("=", w("evidence.same"), "good")


def _tuple(values: tuple[int, ...]) -> str:
    return f"({', '.join(map(str, values))}{',' if len(values) == 1 else ''})"


def _lines(cause: Cause, w: Words) -> tuple[LineRow, ...]:
    return tuple(
        LineRow(w("lines.place", file=line.file, line=line.line, function=line.function), line.text)
        for line in cause.lines
    )


def _hints(hints: tuple[str, ...], w: Words) -> tuple[Hint, ...]:
    def title(place: int) -> str:
        return w(HINTS[place]) if place < len(HINTS) else w("hint.more", number=place + 1)

    return tuple(Hint(title(place), text) for place, text in enumerate(hints))


def _checks(exercise: Exercise, w: Words) -> CheckTable:
    passed = sum(check.state == "pass" for check in exercise.checks)
    title = w("card.checks", passed=passed, total=len(exercise.checks))
    return CheckTable(title, exercise.state != "pass", tuple(_check(check, w) for check in exercise.checks))


def _check(check: Check, w: Words) -> CheckRow:
    # A check that earns nothing shows a dash: "0 / 0" would look like a loss.
    earned = f"{number(check.points)} / {number(check.max_points)}" if check.max_points else "–"
    return CheckRow(badge(check.state, w), check.title, w(f"kind.{check.kind}"), earned, check.message)


def _picture(plot: Plot, key: str, w: Words) -> Picture:
    from .picture import path_svg  # a page without a picture must not pay for what draws one

    try:
        svg, remarks = Markup(path_svg(plot, w.lang, key=key)), _remarks(plot, w)  # noqa: S704  # escaped by ElementTree
    except (ImportError, OSError):
        svg, remarks = Markup(), (w("plot.unavailable"),)
    count = max(len(plot.reference), len(plot.learner))
    table_title = w("plot.table") if count <= STEPS_SHOWN else w("plot.cut", count=STEPS_SHOWN, total=count)
    steps = tuple(Step(i, _point(plot.reference, i), _point(plot.learner, i)) for i in range(min(count, STEPS_SHOWN)))
    return Picture(plot.title, svg, remarks, table_title, steps)


def _remarks(plot: Plot, w: Words) -> tuple[str, ...]:
    from .picture import view_of

    view = view_of(plot)
    ends = (("plot.leaves", view.leaves), ("plot.not_finite", view.not_finite))
    return (w("plot.legend"), *(w(key, step=step) for key, step in ends if step is not None))


def _point(path: tuple[tuple[float, float], ...], step: int) -> str:
    return f"({path[step][0]:.4g}, {path[step][1]:.4g})" if step < len(path) else "–"
