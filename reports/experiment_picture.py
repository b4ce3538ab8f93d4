"""The picture of an experiment: panels of curves, bars or paths, as an inline SVG."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Literal, NamedTuple

from .experiment_record import Curve, Experiment, Panel, Picture, Whose
from .experiment_words import Say
from .safe import visible
from .svg import INK, drawn, fit, keyed

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Each at least 3:1 on the page's light and on its dark, and told apart by markers too.
COLORS = ("#3b82d6", "#d4652a", "#2a9358", "#a867d8", "#d6497c", "#8a7a1f")
MARKERS = ("o", "s", "^", "D", "v", "P")
GREY = "#7d858e"
WIDTH, HIGHEST, LINE = 5.6, 2.6, 0.23
LEFT, RIGHT, BOTTOM, TITLE = 0.8, 0.12, 0.58, 0.24
GAP = 0.2
LEVELS = (0.2, 1, 2.5, 5, 10, 20, 40, 80)
MARKS = 8


class Entry(NamedTuple):
    """An entry of the legend."""

    label: str
    color: str
    style: Literal["-", "--", ":"]
    marker: str


def experiment_svg(record: Experiment, w: Say, *, key: str = "picture") -> str:
    """The picture of `record` as an `<svg>` element to stand in a page; `key` begins its ids.

    Raises ImportError or OSError when Matplotlib cannot be loaded.
    """
    picture = record.picture
    texts = Texts()
    entries = list(legend(record, w))
    columns = 1 if any(len(entry.label.encode("utf-16-le")) > 60 for entry in entries) else 2
    rows, top = math.ceil(len(picture.panels) / picture.columns), LINE * math.ceil(len(entries) / columns) + 0.1
    height = min(HIGHEST, 1.05 * (WIDTH - LEFT - RIGHT) / picture.columns)
    high = top + BOTTOM + rows * (height + TITLE)
    paint = partial(_paint, record=record, w=w, texts=texts, entries=entries, columns=columns, top=top, height=height)
    text = drawn((WIDTH, high), paint, font=10 if picture.columns > 2 else 11)
    description = w("description", shows=record.shows, x=picture.x, y=picture.y)
    return keyed(fit(text, texts.names, visible(record.title), visible(description)), key)


class Texts:
    """Labels to draw with, and what is to be written in their place: the page's font has Japanese, Matplotlib's not."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}

    def label(self, text: str) -> str:
        """A word about as wide as `text`, which stands for it."""
        number = len(self.names)
        name = "Q" + "".join("abcdefghij"[int(digit)] for digit in str(number))
        cells = sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)
        self.names[name + "n" * max(0, cells - len(name))] = visible(text)
        return next(reversed(self.names))


def legend(record: Experiment, w: Say) -> Iterator[Entry]:
    """The series, and where both are drawn in one panel, whose is which."""
    palette = Palette(record.picture)
    panels = record.picture.panels
    own = {curve.name: curve for panel in panels for curve in panel.curves if curve.series in palette.own}
    if not (palette.alone and palette.together):
        yield from (Entry(curve.name, palette.color(curve), "-", palette.marker(curve)) for curve in own.values())
    if palette.together:
        kind = "bars" if record.picture.kind == "bars" else "legend"
        colors = COLORS if palette.alone else (GREY, GREY)
        yield Entry(w(f"{kind}_reference"), colors[0], "--", "")
        yield Entry(w(f"{kind}_learner"), colors[1], "-", "")
        if any(curve.whose == "common" and curve.series in palette.own for panel in panels for curve in panel.curves):
            yield Entry(w("legend_shared"), GREY, ":", "")
    common = {curve.name: curve for panel in panels for curve in panel.curves if curve.series not in palette.own}
    for name in common:
        yield Entry(w("legend_common", name=name) if palette.together else name, GREY, ":", "")


class Palette:
    """How a curve is told from the others of the picture.

    Attributes:
        own: series of which the learner or the reference has a curve; what else there is, is grey.
        alone: there is one such series, and the colour says whose it is.
        together: the learner's curves and the reference's stand in the same panels.
    """

    def __init__(self, picture: Picture) -> None:
        curves = [curve for panel in picture.panels for curve in panel.curves]
        self.own = {curve.series for curve in curves if curve.whose != "common"}
        self.alone = len(self.own) == 1
        both = {curve.whose for panel in picture.panels for curve in panel.curves if not panel.whose}
        self.together = {"reference", "learner"} <= both

    def color(self, curve: Curve) -> str:
        """By series; where there is one series alone, by whose it is."""
        if curve.series not in self.own:
            return GREY
        if self.alone:
            return GREY if curve.whose == "common" else COLORS[curve.whose == "learner"]
        return COLORS[curve.series % len(COLORS)]

    def marker(self, curve: Curve) -> str:
        """By series, where there are several."""
        return "" if self.alone or curve.series not in self.own else MARKERS[curve.series % len(MARKERS)]


def _paint(
    figure: Figure,
    record: Experiment,
    w: Say,
    texts: Texts,
    entries: Sequence[Entry],
    columns: int,
    top: float,
    height: float,
) -> None:
    from matplotlib.ticker import MaxNLocator

    picture, (wide, high) = record.picture, figure.get_size_inches()
    many = picture.columns > 2
    across = (wide - LEFT - RIGHT) / picture.columns
    first: Axes | None = None
    for place, panel in enumerate(picture.panels):
        row, column = divmod(place, picture.columns)
        bottom = high - top - (row + 1) * (height + TITLE)
        box = ((LEFT + column * across) / wide, bottom / high, (across - GAP) / wide, height / high)
        axes = figure.add_axes(box, sharex=first, sharey=first)
        first = first or axes
        _panel(axes, panel, record)
        axes.set_title(texts.label(title(panel, w)), fontsize="small" if many else "medium", pad=3)
        below = place + picture.columns < len(picture.panels)
        axes.tick_params(labelleft=column == 0, labelbottom=not below, labelsize="small", length=2)
        if many:  # the last label of a panel would run into the first one of the next
            axes.xaxis.set_major_locator(MaxNLocator(2, prune="upper"))
    figure.text(LEFT / wide + (1 - (LEFT + RIGHT) / wide) / 2, 0.1 / high, texts.label(picture.x), ha="center")
    middle = (high - top + BOTTOM) / 2 / high
    figure.text(0.16 / wide, middle, texts.label(picture.y), va="center", ha="center", rotation=90)
    _legend(figure, texts, entries, columns)


def title(panel: Panel, w: Say) -> str:
    """A panel's title, with whose it is where it is one's alone."""
    if not panel.whose:
        return panel.title
    return w(f"of_{panel.whose}", name=panel.title) if panel.title else w(panel.whose)


def _panel(axes: Axes, panel: Panel, record: Experiment) -> None:
    picture, palette = record.picture, Palette(record.picture)
    axes.spines[["top", "right"]].set_visible(False)
    if picture.valley:
        _valley(axes, panel)
    drawers = {curve.whose for curve in panel.curves}
    for curve in panel.curves:
        _bars(axes, curve, palette, drawers) if picture.kind == "bars" else _line(
            axes, curve, palette, drawers, picture
        )
    if picture.log_x:
        axes.set_xscale("log")
    if picture.log_y:
        axes.set_yscale("log")
    if picture.y_range:
        axes.set_ylim(*picture.y_range)
    for log, axis in ((picture.log_x, axes.xaxis), (picture.log_y, axes.yaxis)):
        if log:
            axis.set_major_formatter(lambda value, _: f"{value:g}")  # plain text, which the page's font shows
            axis.set_minor_formatter(lambda value, _: "")


def _line(axes: Axes, curve: Curve, palette: Palette, drawers: set[Whose], picture: Picture) -> None:
    xs = [math.nan if point.x is None else point.x for point in curve.points]
    ys = [math.nan if point.y is None else point.y for point in curve.points]
    color = palette.color(curve)
    marker = "o" if picture.kind == "path" else palette.marker(curve)
    every = 1 if picture.kind == "path" else max(1, len(xs) // MARKS)
    style = _style(curve, drawers, palette.together)
    axes.plot(xs, ys, style, color=color, linewidth=1.5, marker=marker, markersize=3.2, markevery=every)
    sds = [point.sd for point in curve.points]
    if any(sds) and picture.kind == "lines":
        low = [y - sd for y, sd in zip(ys, sds, strict=True)]
        if picture.log_y:  # a band that reaches 0 has no lower end there
            low = [max(value, y / 100) for value, y in zip(low, ys, strict=True)]
        high = [y + sd for y, sd in zip(ys, sds, strict=True)]
        axes.fill_between(xs, low, high, color=color, alpha=0.15, linewidth=0)


def _style(curve: Curve, drawers: set[Whose], together: bool) -> str:
    """Dashed for the reference beside the learner's, dotted for what is neither's own beside either."""
    if curve.whose == "common":
        return ":" if together or drawers > {"common"} else "-"
    return "--" if curve.whose == "reference" and "learner" in drawers else "-"


def _bars(axes: Axes, curve: Curve, palette: Palette, drawers: set[Whose]) -> None:
    """A histogram by the middles of its bins: filled, or its outline alone where it stands before another one."""
    xs, ys = [point.x or 0.0 for point in curve.points], [point.y or 0.0 for point in curve.points]
    half = (xs[1] - xs[0]) / 2 if len(xs) > 1 else 0.5
    edges = [xs[0] - half, *(x + half for x in xs)]
    outline = curve.whose == "reference" and "learner" in drawers
    color = palette.color(curve)
    axes.stairs(
        ys, edges, color=color, fill=not outline, alpha=1.0 if outline else 0.75, linewidth=1.2, zorder=2 + outline
    )


def _valley(axes: Axes, panel: Panel) -> None:
    import numpy as np

    points = [(point.x or 0.0, point.y or 0.0) for curve in panel.curves for point in curve.points]
    wide, high = (1.15 * max(least, *(abs(point[i]) for point in points)) for i, least in enumerate((8.0, 3.0)))
    x, y = np.linspace(-wide, wide, 61), np.linspace(-high, high, 61)
    axes.contour(x, y, x**2 / 20 + y[:, None] ** 2, levels=LEVELS, colors=INK, linewidths=0.6, alpha=0.35)
    axes.plot(0, 0, "+", color=INK, markersize=8)


def _legend(figure: Figure, texts: Texts, entries: Sequence[Entry], columns: int) -> None:
    from matplotlib.lines import Line2D

    lines = [Line2D([], [], color=e.color, linestyle=e.style, marker=e.marker, markersize=4) for e in entries]
    labels = [texts.label(entry.label) for entry in entries]
    if lines:
        figure.legend(lines, labels, loc="upper left", ncols=columns, frameon=False, fontsize="small", borderpad=0.1)
