"""The plot of an exercise: an optimizer's path over the contours of x²/20 + y², as an inline SVG."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from .record import Plot
from .safe import visible
from .svg import INK, drawn, fit, keyed
from .words import Lang, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Point = tuple[float, float]

REFERENCE, LEARNER = "#3b82d6", "#d4652a"  # at least 3:1 on the page's light and on its dark
LEVELS = (0.2, 1, 2.5, 5, 10, 20, 40, 80)
LEAST_VIEW = (8.0, 3.0)
PLACE = (
    0.1,
    0.125,
    0.88,
    0.785,
)  # left, bottom, width, height: to have Matplotlib find it out takes a third of its time
# The labels are replaced after drawing: Matplotlib's own font has no Japanese, and the page's has.
LABELS = ("AAAA", "BBBB")


@dataclass(frozen=True)
class View:
    """The part of the plane that is shown, as half widths around (0, 0), and where the learner's path ends in it."""

    half: Point
    learner: tuple[Point, ...]  # up to the first point outside the view or not finite, that one clipped
    leaves: int | None = None  # index of the first point outside
    not_finite: int | None = None  # index of the first point that is not a number


def path_svg(plot: Plot, lang: Lang, *, key: str = "picture") -> str:
    """`plot` as an `<svg>` element to stand in a page; `key` begins its ids and must differ between pictures.

    Raises ImportError or OSError when Matplotlib cannot be loaded, ValueError for a key that is no plain name.
    """
    # The last bits differ between machines, and between learners whose optimizer is the same: these share a picture.
    return keyed(_draw(replace(plot, reference=_rounded(plot.reference), learner=_rounded(plot.learner)), lang), key)


def view_of(plot: Plot) -> View:
    """What of `plot` the picture shows: all of the reference, and of the learner's path up to twice as far."""
    finite = finite_start(plot.learner)
    reference = finite_start(plot.reference)
    ours = [max(least, _reach(reference, axis)) for axis, least in enumerate(LEAST_VIEW)]
    half = tuple(1.15 * min(max(room, _reach(finite, axis)), 2 * room) for axis, room in enumerate(ours))
    leaves = next((i for i, (x, y) in enumerate(finite) if abs(x) > half[0] or abs(y) > half[1]), None)
    learner = finite if leaves is None else (*finite[:leaves], _clipped(finite[leaves], (half[0], half[1])))
    broken = len(finite) if len(finite) < len(plot.learner) else None
    return View((half[0], half[1]), learner, leaves, broken)


def finite_start(path: tuple[Point, ...]) -> tuple[Point, ...]:
    """`path` up to its first point that is not finite."""
    end = next((i for i, point in enumerate(path) if not all(map(math.isfinite, point))), len(path))
    return path[:end]


def _rounded(path: tuple[Point, ...]) -> tuple[Point, ...]:
    return tuple((float(f"{x:.4g}"), float(f"{y:.4g}")) for x, y in path)


def _reach(path: tuple[Point, ...], axis: int) -> float:
    return max((abs(point[axis]) for point in path), default=0.0)


def _clipped(point: Point, half: Point) -> Point:
    # Far enough outside that no marker shows at the border, near enough that no renderer overflows.
    x, y = (max(-4 * room, min(4 * room, value)) for value, room in zip(point, half, strict=True))
    return x, y


@lru_cache(maxsize=64)
def _draw(plot: Plot, lang: Lang) -> str:
    w = words(lang)
    text = drawn((5.6, 4.4), lambda figure: _paint(figure.add_axes(PLACE), plot, view_of(plot)))
    names = {LABELS[0]: w("plot.reference"), LABELS[1]: w("plot.learner")}
    counts = {"reference": len(plot.reference), "learner": len(plot.learner)}
    return fit(text, names, visible(plot.title), w("plot.description", **counts))


def _paint(axes: Axes, plot: Plot, view: View) -> None:
    import numpy as np

    (wide, high) = view.half
    x, y = np.linspace(-wide, wide, 97), np.linspace(-high, high, 97)
    height = x**2 / 20 + y[:, None] ** 2
    axes.contour(x, y, height, levels=LEVELS, colors=INK, linewidths=0.7, alpha=0.35)
    axes.plot(0, 0, "+", color=INK, markersize=9)
    _path(axes, finite_start(plot.reference), "s--", REFERENCE, LABELS[0])
    _path(axes, view.learner, "o-", LEARNER, LABELS[1])
    axes.set(xlim=(-wide, wide), ylim=(-high, high), xlabel="x", ylabel="y")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, frameon=False, columnspacing=4)


def _path(axes: Axes, path: tuple[Point, ...], style: str, color: str, label: str) -> None:
    xs, ys = [x for x, _ in path], [y for _, y in path]
    axes.plot(xs, ys, style, color=color, label=label, markersize=4.5, linewidth=1.6, markerfacecolor=color)
