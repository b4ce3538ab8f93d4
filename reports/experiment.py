"""The page of an experiment: one self-contained HTML file, the same bytes for the same record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup

from .experiment_picture import experiment_svg, title
from .experiment_record import Curve, Experiment, Panel, Point, Spread
from .experiment_words import Say, say_in
from .page import environment, hash_of
from .safe import shown
from .serial import to_json
from .write import write_texts


class Table(NamedTuple):
    """The numbers of one panel."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Row(NamedTuple):
    """One figure, or one component."""

    name: str
    cells: tuple[str, ...]


class View(NamedTuple):
    """What the page shows."""

    title: str
    ran: str
    size: str
    warnings: tuple[str, ...]
    svg: Markup
    shows: str
    conclusions: tuple[tuple[str, str], ...]
    band: str
    tables: tuple[Table, ...]
    figure_heads: tuple[str, ...]
    figures: tuple[Row, ...]
    parts: tuple[Row, ...]
    note: str
    wall: str
    facts: tuple[tuple[str, str], ...]


def write_experiment(record: Experiment, page: Path) -> None:
    """Writes the page, and the record beside it as `.json`; both or none.

    Raises ReportError.
    """
    write_texts({page.with_suffix(".json"): to_json(record), page: render(record)}, record.lang)


def render(record: Experiment) -> str:
    """The page of `record`: needs no network and no script."""
    w, pages = say_in(record.lang), environment()
    style = (
        pages.get_template("page.css").render().strip() + "\n" + pages.get_template("experiment.css").render().strip()
    )
    template = pages.get_template("experiment.html")
    view = view_of(shown(record), w)
    return template.render(view=view, w=w, lang=record.lang, style=Markup(style), style_hash=hash_of(style)) + "\n"  # noqa: S704  # our own style sheet


def view_of(record: Experiment, w: Say) -> View:
    """What the page of `record` shows; its texts must be visible already (`safe.shown`)."""
    both = any(figure.learner for figure in record.figures)
    return View(
        title=w("title", title=record.title),
        ran=w("with_learner", name=record.submission) if record.submission else w("alone"),
        size=w("seeds", size=w(record.size), done=record.done),
        warnings=tuple(_warnings(record, w)),
        svg=_svg(record, w),
        shows=record.shows,
        conclusions=tuple((w(one.whose) if both else "", one.text) for one in record.conclusions),
        band=w("band") if any(point.sd for curve in _all(record) for point in curve.points) else "",
        tables=tuple(table(panel, record, w) for panel in record.picture.panels),
        figure_heads=(w("figure"), w("reference"), *((w("learner"),) if both else ())),
        figures=tuple(_figure_rows(record, both, w)),
        parts=tuple(Row(part.symbol, (part.exercise, w(part.used), part.why)) for part in record.parts),
        note=record.note,
        wall=w("wall" if record.wall.enforced else "no_wall") if record.wall else "",
        facts=tuple(_facts(record, w)),
    )


def _all(record: Experiment) -> Iterator[Curve]:
    for panel in record.picture.panels:
        yield from panel.curves


def _warnings(record: Experiment, w: Say) -> Iterator[str]:
    if record.stopped:
        yield w(record.stopped, seeds=record.seeds, done=record.done)
        if not record.done and record.picture.panels:
            yield w("partial")
    if record.problem:
        yield record.problem


def _svg(record: Experiment, w: Say) -> Markup:
    """The picture; nothing where nothing was computed or Matplotlib is broken, which the page then says."""
    if not record.picture.panels:
        return Markup()
    try:
        return Markup(experiment_svg(record, w))  # noqa: S704  # every text in it is escaped
    except (ImportError, OSError):
        return Markup()


def table(panel: Panel, record: Experiment, w: Say) -> Table:
    """The numbers of a panel: a row a place on the horizontal axis, or a step of a path."""
    path = record.picture.kind == "path"
    heads = tuple(_head(curve, w) for curve in panel.curves)
    places = dict.fromkeys(key for curve in panel.curves for key, _ in _cells(curve, path))
    cells = [dict(_cells(curve, path)) for curve in panel.curves]
    rows = tuple((key, *(column.get(key, "") for column in cells)) for key in _sorted(places))
    return Table(title(panel, w) or record.title, (w("step") if path else record.picture.x, *heads), rows)


def _head(curve: Curve, w: Say) -> str:
    return curve.name if curve.whose == "common" else w(f"of_{curve.whose}", name=curve.name)


def _sorted(places: dict[str, None]) -> list[str]:
    return sorted(places, key=lambda place: float(place) if place != "—" else float("inf"))


def _cells(curve: Curve, path: bool) -> Iterator[tuple[str, str]]:
    for step, point in enumerate(curve.points):
        yield (str(step), f"({number(point.x)}, {number(point.y)})") if path else (number(point.x), _value(point))


def _value(point: Point) -> str:
    return f"{number(point.y)} ± {number(point.sd)}" if point.n > 1 and point.y is not None else number(point.y)


def number(value: float | None) -> str:
    """A number as it stands in a table."""
    return "—" if value is None else f"{value:.4g}"


def _figure_rows(record: Experiment, both: bool, w: Say) -> Iterator[Row]:
    for figure in record.figures:
        spreads = (figure.reference, figure.learner) if both else (figure.reference,)
        yield Row(figure.name, tuple(spoken(spread, w) for spread in spreads))


def spoken(spread: Spread | None, w: Say) -> str:
    """A figure with its deviation and the number of seeds."""
    if spread is None:
        return w("none")
    if spread.n == 1:
        return w("one_seed", mean=f"{spread.mean:.3g}")
    return w("spread", mean=f"{spread.mean:.3g}", sd=f"{spread.sd:.2g}", n=spread.n)


def _facts(record: Experiment, w: Say) -> Iterator[tuple[str, str]]:
    yield w("command"), record.command
    yield w("seed"), str(record.seed)
    yield w("tool"), f"{record.tool.name} {record.tool.version}"
