"""Hands results on in the formats that schools and machines read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import cast

import click

from ..exercises.checking.text import Lang
from ..reports.exports import UnknownExport, class_export, names, record_export
from ..reports.record import Record
from ..reports.write import write_streams
from .batch.commands import known_learner, opened
from .batch.publish import Publisher
from .commands import Unusable
from .messages import say
from .status import PASSED

SUMMARY = "GITHUB_STEP_SUMMARY"
STDOUT = Path("-")


def recorded(record: Record, name: str) -> str:
    """A record in one of the formats; for GitHub, the summary of the step is written as well."""
    if name == "github" and (file := os.environ.get(SUMMARY)):
        with Path(file).open("a", encoding="utf-8") as summary:
            summary.write(record_export("github-summary")(record))
    return record_export(name)(record)


def export(out: Path, name: str, learner: str | None, file: Path, lang: str) -> int:
    """Writes a class, or one learner of it, in one of the formats; to standard output where the file is `-`."""
    spoken = cast("Lang", lang)
    try:
        with opened(out) as publisher:
            if learner is not None:
                record = _of_learner(publisher, known_learner(publisher, learner, lang), lang)
                _write((record_export(name, spoken)(record),), file, spoken)
            elif name in names("record") and name not in names("class"):
                raise Unusable(say("export_of_one", lang, name=name))
            else:
                _write(class_export(name, spoken)(publisher.head(), publisher.learners()), file, spoken)
    except UnknownExport as error:
        raise Unusable(str(error)) from error
    return PASSED


def _of_learner(publisher: Publisher, learner: str, lang: str) -> Record:
    record = publisher.shown(learner)
    if record is None:
        raise Unusable(say("export_of_nothing", lang, learner=learner))
    return record


def _write(pieces: Iterable[str], file: Path, lang: Lang) -> None:
    if file != STDOUT:
        write_streams([(file, pieces)], lang)
        return
    for piece in pieces:
        click.echo(piece, nl=False)
