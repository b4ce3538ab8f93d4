"""The two figures of q-lasso as one SVG. Matplotlib is imported here alone, when the picture is wanted."""

from __future__ import annotations

import io
import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from .answer import ANGLES, CENTRE, CURVATURE, PENALTIES, Array, contour, loss, touched

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK, PENALTY, LOSS = "#1f2937", "#3b82d6", "#d4652a"


@cache
def svg() -> str:
    """The picture; the same bytes every time."""
    import matplotlib
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    out = io.BytesIO()
    with matplotlib.rc_context():
        matplotlib.rcdefaults()  # a matplotlibrc of the machine must not change the bytes
        matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "q-lasso", "font.size": 11})
        figure = Figure(figsize=(7.0, 3.4), layout="tight", facecolor="white")
        FigureCanvasSVG(figure)
        for axes, name in zip(figure.subplots(1, 2), PENALTIES, strict=True):
            _paint(axes, name)
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    # The last digits differ between machines, and nobody sees them.
    return re.sub(r"-?\d+\.\d{3,}", lambda found: f"{float(found[0]):.2f}", out.getvalue().decode())


def _ellipse(height: float) -> Array:
    """Points (121, 2) where the loss has this height."""
    circle = np.sqrt(height) * np.column_stack([np.cos(ANGLES[::12]), np.sin(ANGLES[::12])])
    return CENTRE + np.linalg.solve(np.linalg.cholesky(CURVATURE).T, circle.T).T


def _paint(axes: Axes, name: str) -> None:
    points, best = contour(name), touched(name)
    axes.fill(*points[::12].T, facecolor=(PENALTY, 0.15), edgecolor=PENALTY, linewidth=1.8)
    for share in (0.1, 0.4, 1.0):
        axes.plot(*_ellipse(share * loss(best)).T, color=LOSS, linewidth=1.2)
    axes.plot(*CENTRE, "+", color=LOSS, markersize=9)
    axes.plot(*best, "o", color=INK, markersize=6)
    axes.axhline(0, color=INK, linewidth=0.8)
    axes.axvline(0, color=INK, linewidth=0.8)
    axes.set(title=name.upper(), xlabel="w1", ylabel="w2", aspect="equal", xlim=(-1.6, 3.4), ylim=(-1.6, 2.6))
