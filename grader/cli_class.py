"""The commands of instructors: grade a class, have a word in it, look back, hand it on."""

from __future__ import annotations

from pathlib import Path

import click

from .cli import guarded, lang_option, main

class_option = click.option(
    "--class",
    "out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("dlgrade-class"),
    show_default=True,
    help="Folder that `batch` wrote.",
)
path = click.Path(path_type=Path, readable=False)


class Seed(click.ParamType):  # type: ignore[type-arg, unused-ignore]  # generic in newer versions alone
    """A whole number, or the word for numbers of their own for each learner."""

    name = "seed"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text of a seed; fails with one sentence."""
        if value != "per-submission" and not (value.isascii() and value.isdigit() and int(value) < 2**63):
            self.fail(f"{value!r} is neither a whole number nor per-submission.", param, ctx)
        return value


@main.command()
@click.argument("folder", metavar="DIR", type=path)
@click.option("--out", type=path, default=Path("dlgrade-class"), show_default=True, help="Folder of the results.")
@click.option("--roster", type=path, help="Class list: CSV with id, name, email in any order.")
@click.option("--assignment", type=path, help="assignment.toml: exercises, points, date, what learners see.")
@click.option("--only", multiple=True, metavar="ID", help="Grade only these; may be repeated or comma-separated.")
@click.option("--jobs", type=click.IntRange(1), default=None, help="Submissions at a time [one a processor].")
@click.option(
    "--seed", type=Seed(), metavar="N|per-submission", help="Seed of the class, or other numbers for each learner."
)
@click.option("--scheduler", metavar="tcp://HOST:PORT", help="Grade on a Dask cluster that runs already.")
@click.option("--no-wall", is_flag=True, help="Grade even where the wall is not in force.")
@lang_option
@guarded
def batch(
    folder: Path,
    out: Path,
    roster: Path | None,
    assignment: Path | None,
    only: tuple[str, ...],
    jobs: int | None,
    seed: str | None,
    scheduler: str | None,
    no_wall: bool,
    lang: str,
) -> int:
    """Grade every submission of a folder; run it again to go on, or after changes."""
    from .batch.commands import BatchOptions, batch

    return batch(folder, BatchOptions(out, roster, assignment, only, jobs, seed, scheduler, not no_wall, lang))


@main.command()
@click.argument("learner", metavar="STUDENT")
@click.argument("name", metavar="EXERCISE")
@click.argument("points", type=click.FloatRange(0))
@click.option("--note", default="", help="Shown on the learner's page.")
@class_option
@lang_option
@guarded
def override(learner: str, name: str, points: float, note: str, out: Path, lang: str) -> int:
    """Give points in place of the machine's."""
    from .batch.commands import override

    return override(out, learner, name, points, note, lang)


@main.command()
@click.argument("learner", metavar="STUDENT")
@click.argument("text")
@class_option
@lang_option
@guarded
def comment(learner: str, text: str, out: Path, lang: str) -> int:
    """Write a remark on a learner's page."""
    from .batch.commands import comment

    return comment(out, learner, text, lang)


@main.command()
@click.argument("learner", metavar="STUDENT")
@click.argument("until", metavar="DATE")
@click.option("--note", default="", help="Why.")
@class_option
@lang_option
@guarded
def extend(learner: str, until: str, note: str, out: Path, lang: str) -> int:
    """Give one learner a later date."""
    from .batch.commands import extend

    return extend(out, learner, until, note, lang)


@main.command()
@click.argument("learner", metavar="STUDENT")
@class_option
@lang_option
@guarded
def regrade(learner: str, out: Path, lang: str) -> int:
    """Have the next batch grade one learner anew."""
    from .batch.commands import regrade

    return regrade(out, learner, lang)


@main.command()
@click.argument("learner", metavar="STUDENT")
@class_option
@lang_option
@guarded
def history(learner: str, out: Path, lang: str) -> int:
    """Show old and new scores of one learner, and why they changed."""
    from .batch.history import history

    return history(out, learner, lang)


@main.command()
@click.argument("name", metavar="FORMAT")
@click.option("--learner", metavar="STUDENT", help="One learner's record, for a format of a single submission.")
@click.option("--out", "file", type=path, default=Path("-"), help="File to write [standard output].")
@class_option
@lang_option
@guarded
def export(name: str, learner: str | None, file: Path, out: Path, lang: str) -> int:
    """Write a graded class as canvas, moodle, nbgrader, otter, class-csv or class-json, or a learner's record."""
    from .exporting import export

    return export(out, name, learner, file, lang)
