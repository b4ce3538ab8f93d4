"""What `experiment` does: the learner's components beside the reference's, and a page of what came out."""

from __future__ import annotations

import difflib
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from ..exercises.checking.text import Lang
from .commands import DEFAULT_OUT, Unusable, drawn_seed, report_folder
from .messages import say
from .status import INTERRUPTED, NOT_PASSED, PASSED
from .workers import Workers

if TYPE_CHECKING:
    from ..exercises.checking.experiment import Experiment as Definition
    from ..reports.experiment_record import Experiment, Whose

REDRAW = 0.2
LIMITS = {"quick": 120.0, "full": 3600.0}
"""Seconds without --time-limit."""


@dataclass(frozen=True)
class Options:
    """Options of `experiment`, as on the command line."""

    out: Path | None = None
    quick: bool = False
    seed: int | None = None
    time_limit: float | None = None
    lang: str = "en"


def list_experiments(lang: str) -> int:
    """All experiments and about how long each takes."""
    from ..exercises import catalogue
    from ..reports.columns import print_columns
    from ..reports.terminal import make_console

    heads = ("ID", say("experiment_quick", lang), say("experiment_full", lang), say("list_title", lang))
    rows = [
        (one.id, f"{one.seconds['quick']:g}", f"{one.seconds['full']:g}", one.title.say(cast(Lang, lang)))
        for one in catalogue.experiments().values()
    ]
    click.echo(say("experiment_list", lang))
    print_columns(make_console(sys.stdout), heads, rows, right={1, 2})
    return PASSED


def experiment(name: str, path: Path | None, options: Options) -> int:
    """Runs an experiment and writes its page; gives the exit status."""
    with ExitStack() as stack:
        workers = stack.enter_context(Workers()) if path else None
        return _experiment(name, path, options, workers, stack)


def _experiment(name: str, path: Path | None, options: Options, workers: Workers | None, stack: ExitStack) -> int:
    from ..exercises.checking.extras import installed
    from ..reports.experiment import write_experiment
    from . import parts
    from .collect import collect
    from .declared import validate
    from .experiment_recording import Setting, experiment_record
    from .running import measure

    one = _named(name, options.lang)
    page = page_of(one.id, path, options)
    if not installed(one.data):
        raise Unusable(say("experiment_data", options.lang))
    began, size, seed = time.monotonic(), "quick" if options.quick else "full", drawn_seed(options.seed)
    limit = LIMITS[size] if options.time_limit is None else options.time_limit
    submission = ""
    chosen: tuple[parts.Chosen, ...] = ()
    subjects: dict[Whose, parts.Parts] = {"reference": parts.reference(one)}
    with bar(one.id, options.lang) as progress:
        if path and workers:
            read = collect(path)
            validate(read.settings)
            learner = stack.enter_context(parts.learner(one, read, workers, seed, limit))
            submission, chosen = read.name, learner.chosen
            if learner.usable:
                subjects["learner"] = learner.parts
        measured = measure(one, subjects, one.sizes[size], seed, limit, progress)
    named = str(path) if path else ""
    seeds = one.sizes[size]["seeds"]
    setting = Setting(one, cast(Lang, options.lang), submission, named, seed, size, seeds, chosen)
    record = experiment_record(setting, measured, workers if "learner" in subjects else None, time.monotonic() - began)
    write_experiment(record, page)
    _tell(record, page, limit)
    if record.stopped == "interrupted":
        return INTERRUPTED
    return NOT_PASSED if record.problem or any(part.wrong for part in chosen) else PASSED


def _tell(record: Experiment, page: Path, limit: float) -> None:
    """What came out in a few lines, the page as the last one."""
    from ..reports.safe import one_line

    for part in record.parts:
        if part.why:
            click.echo(f"{part.symbol}: {one_line(part.why)}", err=True)
    if record.problem:
        click.echo(one_line(record.problem), err=True)
    if record.stopped:
        key = "experiment_interrupted" if record.stopped == "interrupted" else "experiment_time"
        click.echo(say(key, record.lang, seconds=f"{limit:g}"), err=True)
    for conclusion in record.conclusions:
        whose = say(f"experiment_{conclusion.whose}", record.lang) if record.parts else ""
        click.echo(f"{whose}{one_line(conclusion.text)}")
    click.echo(str(page))


def _named(name: str, lang: str) -> Definition:
    """The experiment of that id, written with hyphens or underscores.

    Raises:
        Unusable: there is none.
    """
    plain = name.strip().replace("_", "-").lower()
    from ..exercises import catalogue

    known = catalogue.experiments()
    if plain in known:
        return known[plain]
    near = next(iter(difflib.get_close_matches(plain, known, 1)), None)
    raise Unusable(say("experiment_unknown_near" if near else "experiment_unknown", lang, name=name, near=near))


def page_of(name: str, path: Path | None, options: Options) -> Path:
    """Where the page goes: the file asked for, or one in the folder asked for, never inside the submission."""
    out = options.out
    if out is not None and out.suffix.lower() in (".html", ".htm") and not out.is_dir():
        return report_folder(path, out.parent, options.lang) / out.name if path else out
    folder = report_folder(path, out, options.lang) if path else out or Path(DEFAULT_OUT)
    return folder / f"{name}.html"


@contextmanager
def bar(name: str, lang: str) -> Iterator[Callable[[float], None]]:
    """Gives what is to be told the share that is done; draws a bar and the time left, and only on a terminal."""
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    from ..reports.terminal import make_console

    console = make_console(sys.stderr)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    # no thread redraws it: the process that shows progress is the one that starts workers
    with Progress(
        *columns, console=console, auto_refresh=False, transient=True, disable=not sys.stderr.isatty()
    ) as drawn:
        task = drawn.add_task(f"{name}  {say('experiment_parts', lang)}", total=1.0)
        shown = 0.0

        def progress(share: float) -> None:
            nonlocal shown
            drawn.update(task, completed=share, description=name)
            if time.monotonic() - shown > REDRAW:
                drawn.refresh()
                shown = time.monotonic()

        drawn.refresh()
        yield progress
