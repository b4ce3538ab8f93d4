"""Turns what an experiment computed into its record."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from .. import __version__
from ..exercises.checking.case import Array
from ..exercises.checking.experiment import Curves, Experiment, Spread
from ..exercises.checking.text import Lang
from ..reports import experiment_record as rec
from ..reports.record import SCHEMA, Layer, Tool, Wall
from .parts import Chosen
from .running import Measured
from .workers import Workers

DIGITS = 6
OWN: tuple[rec.Whose, ...] = ("reference", "learner")


@dataclass(frozen=True)
class Setting:
    """What was run.

    Attributes:
        experiment: the experiment.
        lang: language of the record.
        submission: name of the submission; empty for the reference alone.
        path: how the user named it.
        seed: the first seed.
        size: quick or full.
        seeds: how many were asked for.
        chosen: whose code stood for each component.
    """

    experiment: Experiment
    lang: Lang
    submission: str
    path: str
    seed: int
    size: str
    seeds: int
    chosen: tuple[Chosen, ...]


def experiment_record(setting: Setting, measured: Measured, workers: Workers | None, seconds: float) -> rec.Experiment:
    """The record of an experiment, ended early or not."""
    one, lang = setting.experiment, setting.lang
    return rec.Experiment(
        schema=SCHEMA,
        tool=Tool("dlgrade", __version__),
        id=one.id,
        title=one.title.say(lang),
        lang=lang,
        submission=setting.submission,
        seed=setting.seed,
        size="quick" if setting.size == "quick" else "full",
        seeds=setting.seeds,
        done=measured.done,
        stopped=measured.stopped,
        shows=one.shows.say(lang),
        note=one.note.say(lang) if one.note else "",
        parts=tuple(_part(chosen, lang) for chosen in setting.chosen),
        problem=measured.problem.say(lang) if measured.problem else "",
        picture=_picture(setting, measured),
        figures=tuple(_figures(setting, measured)),
        command=_command(setting),
        conclusions=tuple(_conclusions(setting, measured)),
        wall=_wall(workers) if workers else None,
        seconds=round(seconds, 3),
    )


def _command(setting: Setting) -> str:
    path = f" {shlex.quote(setting.path)}" if setting.path else ""
    quick = " --quick" if setting.size == "quick" else ""
    return f"dlgrade experiment {setting.experiment.id}{path}{quick} --seed {setting.seed}"


def _part(chosen: Chosen, lang: Lang) -> rec.Part:
    why = chosen.why.say(lang) if chosen.why else ""
    return rec.Part(chosen.symbol, chosen.exercise, "reference" if why else "learner", why)


def _wall(workers: Workers) -> Wall:
    layers = tuple(Layer(name, on, detail) for name, on, detail in workers.layers)
    return Wall(bool(layers) and all(layer.on for layer in layers), layers)


def _picture(setting: Setting, measured: Measured) -> rec.Picture:
    picture, lang = setting.experiment.picture, setting.lang
    panels = tuple(_panels(setting, measured))
    return rec.Picture(
        kind=picture.kind,
        columns=max(1, min(picture.columns, len(panels))),
        x=picture.x.say(lang),
        y=picture.y.say(lang),
        log_x=picture.log_x,
        log_y=picture.log_y,
        y_range=picture.y_range,
        valley=picture.valley,
        panels=panels,
    )


def _panels(setting: Setting, measured: Measured) -> Iterable[rec.Panel]:
    """The panels that have a title, in the order of the titles; of one title with values, as they were drawn."""
    drawn: dict[rec.Whose, list[Curves]] = {whose: measured.curves(whose) for whose in ("common", *OWN)}
    keys = dict.fromkeys(key for whose in (*OWN, "common") for run in drawn[whose] for key, _ in run)
    titles = list(setting.experiment.panels)
    shown_keys = sorted((key for key in keys if _base(key) in titles), key=lambda key: titles.index(_base(key)))
    beside = setting.experiment.picture.beside and bool(drawn["learner"])
    panels: tuple[tuple[rec.PanelWhose, tuple[rec.Whose, ...]], ...] = (("", ("common", *OWN)),)
    if beside:
        panels = (("reference", ("common", "reference")), ("learner", ("common", "learner")))
    for key in shown_keys:
        for whose, shown in panels:
            curves = [curve for one in shown for curve in _curves(setting, drawn[one], one, key)]
            if curves:
                yield rec.Panel(setting.experiment.panel(key).say(setting.lang), whose, tuple(curves))


def _base(key: str) -> str:
    """A key without its value."""
    return key.partition("__")[0]


def _curves(setting: Setting, runs: Sequence[Curves], whose: rec.Whose, panel: str) -> Iterable[rec.Curve]:
    """The curves of a panel in the order of the series."""
    order = list(setting.experiment.series)
    keys = dict.fromkeys(series for run in runs for place, series in run if place == panel)
    for key in sorted(keys, key=lambda key: order.index(_base(key))):
        arrays = [run[panel, key] for run in runs if (panel, key) in run]
        name = setting.experiment.curve(key).name.say(setting.lang)
        yield rec.Curve(name, whose, order.index(_base(key)), tuple(_mean(arrays)))


def _mean(arrays: Sequence[Array]) -> Iterable[rec.Point]:
    """Point by point the mean over the runs that have it."""
    for i in range(max(map(len, arrays))):
        here = np.array([array[i] for array in arrays if len(array) > i])
        sd = float(np.std(here[:, 1], ddof=1)) if len(here) > 1 else 0.0
        x, y = here.mean(axis=0)
        yield rec.Point(_number(x), _number(y), _number(sd) or 0.0, len(here))


def _number(value: float) -> float | None:
    """Rounded, as the last digits differ between machines; None where it is not finite."""
    return float(f"{value:.{DIGITS}g}") if np.isfinite(value) else None


def _figures(setting: Setting, measured: Measured) -> Iterable[rec.Figure]:
    spreads = {whose: measured.spreads(whose) for whose in OWN}
    for key, name in setting.experiment.figures.items():
        reference, learner = (_spread(spreads[whose].get(key)) for whose in OWN)
        yield rec.Figure(name.say(setting.lang), reference, learner)


def _spread(spread: Spread | None) -> rec.Spread | None:
    if spread is None:
        return None
    return rec.Spread(_number(spread.mean) or 0.0, _number(spread.sd) or 0.0, spread.n)


def _conclusions(setting: Setting, measured: Measured) -> Iterable[rec.Conclusion]:
    """What the figures of two seeds or more say."""
    one = setting.experiment
    for whose in OWN:
        spreads = measured.spreads(whose)
        if all(name in spreads and spreads[name].n > 1 for name in one.figures):
            text = one.conclusion(one.module.conclude(spreads), spreads)
            yield rec.Conclusion("learner" if whose == "learner" else "reference", text.say(setting.lang))
