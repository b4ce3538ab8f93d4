"""The command line: parse, one call, echo, exit. What a command needs is imported when it runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from .. import __version__
from .garbage import collect_seldom
from .messages import default_lang, say
from .room import check_room
from .status import INTERRUPTED
from .streams import fill
from .threads import use_one

SEEDS = 50

lang_option = click.option(
    "--lang", type=click.Choice(["ja", "en"]), default=default_lang, help="Language of the texts."
)
seed_option = click.option(
    "--seed", type=click.IntRange(0, 2**63 - 1), default=None, help="Seed of every random draw; drawn anew without it."
)
format_option = click.option("--format", "layout", type=click.Choice(["text", "json"]), default="text")
RECORD_FORMATS = ("github", "github-summary", "gradescope", "junit", "prairielearn", "sarif")
record_format_option = click.option(
    "--format", "layout", type=click.Choice(["text", "json", *RECORD_FORMATS]), default="text", show_default=True
)


def guarded(command: Callable[..., int]) -> Callable[..., None]:
    """Turns what a command gives into the exit status, and what it raises into one sentence."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        fill()
        use_one()
        collect_seldom()
        try:
            check_room()
            status = command(*args, **kwargs)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise  # of a reader that has seen enough, such as `head`, click says nothing
        except KeyboardInterrupt:
            click.echo(say("interrupted", kwargs.get("lang")), err=True)
            status = INTERRUPTED
        except Exception as error:
            from ..reports.safe import logged
            from .faults import explained

            sentence, status = explained(error, kwargs.get("lang") or default_lang(), kwargs.get("path"))
            click.echo(logged(sentence), err=True)
        sys.exit(status)

    return run


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="dlgrade")
def main() -> None:
    """Checks and grades deep-learning-from-scratch code.

    The exit status is 0 when all that was asked for passes, 1 when something does not, 2 for wrong usage or
    unreadable input, and 3 for an error of dlgrade itself.
    """


@main.command()
@click.argument("path", type=click.Path(path_type=Path, readable=False))
@click.option("--only", multiple=True, metavar="ID", help="Grade only these; may be repeated or comma-separated.")
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Folder of the report [./dlgrade-report].")
@record_format_option
@lang_option
@seed_option
@click.option("--open", "open_page", is_flag=True, help="Open the page in a browser.")
@click.option(
    "--fail-under", type=click.FloatRange(0, 100), metavar="P", help="Exit 0 when P percent of the points were earned."
)
@guarded
def submit(
    path: Path,
    only: tuple[str, ...],
    out: Path | None,
    layout: str,
    lang: str,
    seed: int | None,
    open_page: bool,
    fail_under: float | None,
) -> int:
    """Grade a folder, a file, a notebook or a zip and write a report."""
    from .commands import Options, submit

    return submit(path, Options(only, out, layout, lang, seed, open_page, fail_under))


@main.command()
@click.argument("names", nargs=-1, metavar="[ID]... [PATH]")
@lang_option
@seed_option
@guarded
def check(names: tuple[str, ...], lang: str, seed: int | None) -> int:
    """Check single exercises while studying, or what changed since the last check."""
    from .commands import check

    return check(names, lang, seed)


@main.command("list")
@format_option
@lang_option
@guarded
def list_(layout: str, lang: str) -> int:
    """List exercises, questions, experiments and the claims of the sources."""
    from .listing import list_all

    return list_all(layout, lang)


@main.command()
@click.argument("name", metavar="ID")
@click.option("--give-up", is_flag=True, help="Print the answer: the reference's source, in plain NumPy.")
@lang_option
@guarded
def show(name: str, give_up: bool, lang: str) -> int:
    """Show what an exercise asks, what is accepted, and where to start."""
    from .sheet import show

    return show(name, give_up, lang)


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.argument("names", nargs=-1, metavar="[ID]...")
@lang_option
@guarded
def init(folder: Path, names: tuple[str, ...], lang: str) -> int:
    """Write skeletons to start from; existing files are left alone."""
    from .showing import init

    return init(folder, names, lang)


@main.command()
@click.argument("names", nargs=-1, metavar="[CHAPTER|ID]...")
@click.option("--again", is_flag=True, help="Ask also what has an answer already.")
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("answers.toml"), help="File of the answers [./answers.toml]."
)
@lang_option
@seed_option
@guarded
def quiz(names: tuple[str, ...], again: bool, out: Path, lang: str, seed: int | None) -> int:
    """Ask the confirmation questions, say why, and keep the answers for submit."""
    from .quiz import quiz

    return quiz(names, lang, seed, again, out)


@main.command()
@click.argument("names", nargs=-1, metavar="[ID]...")
@click.option("--seeds", type=click.IntRange(1), default=SEEDS, show_default=True, help="Number of seeds.")
@click.option("--jobs", type=click.IntRange(1), default=None, help="Number of processes [one a processor].")
@lang_option
@guarded
def verify(names: tuple[str, ...], seeds: int, jobs: int | None, lang: str) -> int:
    """Check the checks: right answers pass, wrong ones are refused by name, nothing flickers."""
    from .verifying import verify_all

    return verify_all(names, seeds, jobs or os.cpu_count() or 1, lang)


@main.command()
@click.argument("record", type=click.Path(path_type=Path, readable=False))
@click.argument("name", metavar="ID")
@click.argument("path", required=False, type=click.Path(path_type=Path, readable=False))
@lang_option
@guarded
def replay(record: Path, name: str, path: Path | None, lang: str) -> int:
    """Repeat one verdict of a record with its seed."""
    from .commands import replay

    return replay(record, name, path, lang)


@main.command()
@click.argument("name", metavar="[ID]", required=False)
@click.argument("path", required=False, type=click.Path(path_type=Path, readable=False))
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Page or folder [./dlgrade-report].")
@click.option("--quick", is_flag=True, help="Seconds in place of the full size of the source.")
@click.option(
    "--time-limit",
    type=click.FloatRange(0, min_open=True),
    default=None,
    metavar="SECONDS",
    help="Stop then and show what there is [120 with --quick, else 3600].",
)
@lang_option
@seed_option
@guarded
def experiment(
    name: str | None,
    path: Path | None,
    out: Path | None,
    quick: bool,
    time_limit: float | None,
    lang: str,
    seed: int | None,
) -> int:
    """Run an experiment with your components beside the reference's; without ID, list them."""
    from .experimenting import Options, experiment, list_experiments

    return experiment(name, path, Options(out, quick, seed, time_limit, lang)) if name else list_experiments(lang)


@main.command()
@click.argument("name", metavar="[ID]", required=False)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), default=None, help="Write a page to this file.")
@format_option
@lang_option
@guarded
def errata(name: str | None, out: Path | None, layout: str, lang: str) -> int:
    """Compute the claims of the sources: which hold, which do not, and what is right."""
    from .errata import errata

    return errata(name, out, layout, lang)


@main.command()
@click.option(
    "--class",
    "graded",
    type=click.Path(path_type=Path, readable=False),
    help="Also check the results of this graded class.",
)
@lang_option
@guarded
def doctor(graded: Path | None, lang: str) -> int:
    """Say what this machine offers and what is in force."""
    from .doctor import doctor

    return doctor(lang, graded)


from . import cli_class as _class  # noqa: E402, F401 - its commands belong to the group above
from . import cli_gradescope as _gradescope  # noqa: E402, F401 - as above
