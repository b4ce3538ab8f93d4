"""The record of an experiment: what was run, what it drew, and the figures that its conclusion rests on.

Like `record.py`, it is plain frozen dataclasses, written as JSON by `serial.py` and shown by `experiment.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from .record import Tool, Wall

Whose = Literal["reference", "learner", "common"]
PanelWhose = Literal["", "reference", "learner"]
Stopped = Literal["", "interrupted", "time"]
Kind = Literal["lines", "bars", "path"]


@dataclass(frozen=True)
class Spread:
    """A figure over several seeds."""

    mean: Annotated[float, "mean over the seeds"]
    sd: Annotated[float, "standard deviation of the sample; 0 for a single seed"]
    n: Annotated[int, "number of seeds"]


@dataclass(frozen=True)
class Point:
    """One point of a curve, the mean over the seeds."""

    x: Annotated[float | None, "where it stands; null where it is not a finite number"]
    y: Annotated[float | None, "its value; null where it is not a finite number"]
    sd: Annotated[float, "standard deviation of y over the seeds; 0 for a single seed"] = 0.0
    n: Annotated[int, "number of seeds"] = 1


@dataclass(frozen=True)
class Curve:
    """One curve of a panel."""

    name: Annotated[str, "what it is, in `lang`"]
    whose: Annotated[Whose, "whose code drew it; `common`: neither's own"]
    series: Annotated[int, "number of its series, which decides its colour"]
    points: Annotated[tuple[Point, ...], "its points in their order"]


@dataclass(frozen=True)
class Panel:
    """One pair of axes."""

    title: Annotated[str, "its title in `lang`; empty for none"]
    whose: Annotated[PanelWhose, "whose alone it is; empty for both"]
    curves: Annotated[tuple[Curve, ...], "its curves"]


@dataclass(frozen=True)
class Picture:
    """What is drawn."""

    kind: Annotated[Kind, "lines, bars of a histogram, or a path in the plane"]
    columns: Annotated[int, "panels side by side"]
    x: Annotated[str, "what the horizontal axes show, with the unit, in `lang`"]
    y: Annotated[str, "what the vertical axes show, with the unit, in `lang`"]
    log_x: Annotated[bool, "logarithmic horizontal axes"]
    log_y: Annotated[bool, "logarithmic vertical axes"]
    y_range: Annotated[tuple[float, ...], "lowest and highest y; empty where the curves decide"]
    valley: Annotated[bool, "contours of x²/20 + y² under the path"]
    panels: Annotated[tuple[Panel, ...], "the panels, row by row"]


@dataclass(frozen=True)
class Figure:
    """A figure that the conclusion rests on."""

    name: Annotated[str, "what it is, in `lang`"]
    reference: Annotated[Spread | None, "of the reference; null where nothing was computed"]
    learner: Annotated[Spread | None, "of the learner's code; null where there is none"]


@dataclass(frozen=True)
class Conclusion:
    """What the figures say."""

    whose: Annotated[Literal["reference", "learner"], "whose figures"]
    text: Annotated[str, "one sentence in `lang`"]


@dataclass(frozen=True)
class Part:
    """One component, and whose code stood for it."""

    symbol: Annotated[str, "the book's name"]
    exercise: Annotated[str, "id of its exercise"]
    used: Annotated[Literal["learner", "reference"], "whose code was run as the learner's"]
    why: Annotated[str, "why it is the reference's, in `lang`; empty where it is the learner's"] = ""


@dataclass(frozen=True)
class Experiment:
    """One experiment that was run."""

    schema: Annotated[int, "version of this layout"]
    tool: Annotated[Tool, "what ran it"]
    id: Annotated[str, "id with hyphens, for example `optimizer-paths`"]
    title: Annotated[str, "title in `lang`"]
    lang: Annotated[Literal["ja", "en"], "language of the texts"]
    submission: Annotated[str, "name of the submission; empty for the reference alone"]
    seed: Annotated[int, "seed of every random draw"]
    size: Annotated[Literal["quick", "full"], "quick, or the full size of the source"]
    seeds: Annotated[int, "number of seeds asked for"]
    done: Annotated[int, "number of seeds that were run to the end"]
    stopped: Annotated[Stopped, "why it ended early; empty when it did not"]
    shows: Annotated[str, "what is drawn, one sentence in `lang`"]
    note: Annotated[str, "settings, and how it differs from its source, in `lang`"]
    parts: Annotated[tuple[Part, ...], "the components that a learner writes; empty for the reference alone"]
    problem: Annotated[str, "why the learner's code did not run to the end, in `lang`; empty when it did"]
    picture: Annotated[Picture, "what is drawn"]
    figures: Annotated[tuple[Figure, ...], "what the conclusion rests on"]
    command: Annotated[str, "command that repeats it"]
    conclusions: Annotated[tuple[Conclusion, ...], "what the figures say; empty where too little was computed"]
    wall: Annotated[Wall | None, "what was enforced around the learner's code; null where none was run"] = None
    seconds: Annotated[float, "time it took; not part of the result"] = 0.0
