"""The command that builds a Gradescope autograder."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .cli import guarded, lang_option, main

path = click.Path(path_type=Path, readable=False)


@main.command()
@click.option("--out", type=path, required=True, metavar="FILE.zip", help="The zip to write.")
@click.option("--assignment", type=path, help="assignment.toml: exercises, points, what learners see.")
@click.option(
    "--python",
    type=click.Choice(["3.11", "3.12", "3.13", "3.14"]),
    default=f"{sys.version_info.major}.{sys.version_info.minor}",
    show_default=True,
    help="Python of the image: 3.11 can be installed on Ubuntu 22.04, 3.12 is that of 24.04.",
)
@lang_option
@guarded
def gradescope(out: Path, assignment: Path | None, python: str, lang: str) -> int:
    """Build a Gradescope autograder that grades without network."""
    from .gradescope import gradescope

    return gradescope(out, assignment, python, lang)
