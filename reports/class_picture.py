"""The distribution of the points, as an inline SVG."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from .svg import INK, drawn, fit, keyed
from .words import Lang, words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

BARS = 10
COLOR = "#3b82d6"  # at least 3:1 on the page's light and on its dark
LABELS = ("AAAA", "BBBB")  # replaced after drawing, see `svg.fit`


def counts_of(shares: Sequence[float]) -> tuple[int, ...]:
    """How many of `shares` are in each tenth; 1 and more stand in the last."""
    counts = [0] * BARS
    for share in shares:
        counts[max(0, min(BARS - 1, int(share * BARS + 1e-9)))] += 1
    return tuple(counts)


def span(bar: int) -> str:
    """`30–40 %`."""
    return f"{100 * bar // BARS}–{100 * (bar + 1) // BARS} %"


def histogram(counts: tuple[int, ...], summary: str, lang: Lang) -> str:
    """The bars as an `<svg>` element.

    Raises ImportError or OSError when Matplotlib cannot be loaded.
    """
    return keyed(_draw(counts, summary, lang), "distribution")


@lru_cache(maxsize=8)
def _draw(counts: tuple[int, ...], summary: str, lang: Lang) -> str:
    w = words(lang)
    names = {LABELS[0]: w("class.share_axis"), LABELS[1]: w("class.learners_axis")}
    text = drawn((5.6, 3.0), lambda figure: _paint(figure, counts), layout="tight")
    return fit(text, names, w("class.distribution"), summary)


def _paint(figure: Figure, counts: tuple[int, ...]) -> None:
    from matplotlib.ticker import MaxNLocator

    axes = figure.add_subplot()
    starts = [100 * bar / BARS for bar in range(BARS)]
    axes.bar(starts, counts, width=100 / BARS, align="edge", color=COLOR, edgecolor=INK, linewidth=0.6)
    axes.set(xlim=(0, 100), xlabel=LABELS[0], ylabel=LABELS[1])
    axes.set_xticks([*starts, 100])
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
    axes.spines[["top", "right"]].set_visible(False)
