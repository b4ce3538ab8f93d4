"""One experiment, read from its folder: what it shows, what it runs, and how its picture is labelled."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol, cast, get_args

from .case import Array, Case
from .check import Learner
from .exercise import PACKAGE, ExerciseError, known, read, text
from .text import Text, fill

Kind = Literal["lines", "bars", "path"]
Size = Mapping[str, int]
Curves = Mapping[tuple[str, str], Array]
"""What one run drew: points (k, 2) by panel and series."""

KEYS = frozenset(
    {
        *("format", "order", "title", "shows", "note", "symbols", "data", "size", "seconds"),
        *("picture", "panels", "series", "figures", "conclusions"),
    }
)
REQUIRED = KEYS - {"note", "data", "panels"}
PICTURE = frozenset(["kind", "columns", "beside", "x", "y", "log_x", "log_y", "y_range", "valley"])


class Point(NamedTuple):
    """One point of the picture: panel and series by their keys in experiment.toml, `key__value` fills a {0} there.

    A panel that has no text there is not drawn; its points are for the figures alone.
    """

    panel: str
    series: str
    x: float
    y: float


class Share(NamedTuple):
    """How much of a run is done, from 0 to 1."""

    done: float


Step = Point | Share


class Spread(NamedTuple):
    """A figure over several seeds; the deviation is that of the sample, 0 for a single seed."""

    mean: float
    sd: float
    n: int


class Module(Protocol):
    """What an experiment's run.py defines; `common(case, size)` is there where a part is neither's own."""

    def run(self, learner: Learner, case: Case, size: Size) -> Iterator[Step]:
        """Runs on the learner's code or on the reference, and does not know on which."""

    def figures(self, curves: Curves) -> Mapping[str, float]:
        """What the claim rests on, of one run."""

    def conclude(self, figures: Mapping[str, Spread]) -> str:
        """Key of the conclusion that the figures allow."""


@dataclass(frozen=True)
class Series:
    """A curve's name; `common` where it is neither the learner's nor the reference's."""

    name: Text
    common: bool


@dataclass(frozen=True)
class Picture:
    """How the picture is laid out.

    Attributes:
        kind: lines, bars (a histogram) or a path in the plane.
        columns: panels side by side.
        beside: the learner's curves have panels of their own.
        x, y: what the axes show, with the unit.
        log_x, log_y: logarithmic axes.
        y_range: lowest and highest y; what is drawn decides without it.
        valley: contours of x²/20 + y² lie under the path.
    """

    kind: Kind
    columns: int
    beside: bool
    x: Text
    y: Text
    log_x: bool
    log_y: bool
    y_range: tuple[float, ...]
    valley: bool


@dataclass(frozen=True, eq=False)
class Experiment:
    """What is run and what is seen.

    Attributes:
        id: for example `optimizer-paths`.
        order: place in the list.
        title: what it compares.
        shows: what is drawn, in one sentence.
        note: how it differs from its source.
        symbols: what of the learner's it uses: symbol -> id of the exercise.
        data: the extra that carries the data it needs, such as `data`; empty for none.
        sizes: `quick` and `full`, each with the number of `seeds`.
        seconds: about how long each size takes with the reference beside a submission.
    """

    id: str
    order: int
    folder: Path
    title: Text
    shows: Text
    note: Text | None
    symbols: Mapping[str, str]
    data: str
    sizes: Mapping[str, Size]
    seconds: Mapping[str, float]
    picture: Picture
    panels: Mapping[str, Text]
    series: Mapping[str, Series]
    figures: Mapping[str, Text]
    conclusions: Mapping[str, Text]

    @property
    def module(self) -> Module:
        """The experiment's run.py."""
        return cast(Module, importlib.import_module(f"{PACKAGE}.experiments.{self.folder.name}.run"))

    def panel(self, key: str) -> Text:
        """Title of a panel."""
        name, _, value = key.partition("__")
        return _filled(self.panels[name], value)

    def curve(self, key: str) -> Series:
        """Name of a series."""
        name, _, value = key.partition("__")
        return Series(_filled(self.series[name].name, value), self.series[name].common)

    def conclusion(self, key: str, figures: Mapping[str, Spread]) -> Text:
        """A conclusion with its figures: {name} is `mean ± deviation`."""
        return fill(self.conclusions[key], **{name: spoken(spread) for name, spread in figures.items()})


def spoken(spread: Spread) -> str:
    """A figure as it stands in a sentence."""
    return f"{spread.mean:.3g} ± {spread.sd:.2g}"


def _filled(text: Text, value: str) -> Text:
    return Text(ja=text.ja.format(value), en=text.en.format(value))


def load(folder: Path) -> Experiment:
    """Reads `experiment.toml` of a folder.

    Raises:
        ExerciseError: the file is broken, a key is unknown or missing, or a text lacks a language.
    """
    data = read(folder / "experiment.toml")
    where = f"{folder.name}/experiment.toml"
    known(data, KEYS, REQUIRED, where)
    for name in ("size", "seconds"):
        if set(data[name]) != {"quick", "full"}:
            raise ExerciseError(f"{where}: {name} needs quick and full")
    if lacking := [size for size, numbers in data["size"].items() if int(numbers.get("seeds", 0)) < 1]:
        raise ExerciseError(f"{where}: size.{lacking[0]} needs a number of seeds")
    return Experiment(
        id=folder.name.replace("_", "-"),
        order=int(data["order"]),
        folder=folder,
        title=text(data["title"], f"{where}: title"),
        shows=text(data["shows"], f"{where}: shows"),
        note=text(data["note"], f"{where}: note") if "note" in data else None,
        symbols={str(symbol): str(exercise) for symbol, exercise in data["symbols"].items()},
        data=str(data.get("data", "")),
        sizes=data["size"],
        seconds={size: float(seconds) for size, seconds in data["seconds"].items()},
        picture=_picture(data["picture"], f"{where}: picture"),
        panels=_texts(data.get("panels", {}), f"{where}: panels"),
        series=_series(data["series"], f"{where}: series"),
        figures=_texts(data["figures"], f"{where}: figures"),
        conclusions=_texts(data["conclusions"], f"{where}: conclusions"),
    )


def _picture(data: Mapping[str, Any], where: str) -> Picture:
    known(data, PICTURE, frozenset({"kind", "x", "y"}), where)
    if data["kind"] not in get_args(Kind):
        raise ExerciseError(f"{where}.kind: must be one of {', '.join(get_args(Kind))}")
    return Picture(
        kind=data["kind"],
        columns=int(data.get("columns", 1)),
        beside=bool(data.get("beside", False)),
        x=text(data["x"], f"{where}.x"),
        y=text(data["y"], f"{where}.y"),
        log_x=bool(data.get("log_x", False)),
        log_y=bool(data.get("log_y", False)),
        y_range=tuple(float(value) for value in data.get("y_range", ())),
        valley=bool(data.get("valley", False)),
    )


def _series(data: Mapping[str, Any], where: str) -> dict[str, Series]:
    return {key: Series(text(entry, f"{where}.{key}"), bool(entry.get("common", False))) for key, entry in data.items()}


def _texts(entries: Mapping[str, Any], where: str) -> dict[str, Text]:
    return {key: text(entry, f"{where}.{key}") for key, entry in entries.items()}
