"""What the school uses: each format in a file of its own, all of them pure functions of the two contracts.

A format of one submission is a function of a `Record` that gives a text. A format of a class is a function of
`Head` and an iterable of `Learner` that gives the text in pieces, one learner at a time, so that its memory does
not grow with the class.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Literal, NamedTuple, cast

from ..classroom import Head, Learner
from ..record import Record
from ..safe import one_line
from ..words import Lang, words

RecordExport = Callable[[Record], str]
ClassExport = Callable[[Head, Iterable[Learner]], Iterator[str]]


class Export(NamedTuple):
    """Where a format is made and how its file is called."""

    of: Literal["record", "class"]
    module: str
    function: str
    file: str


EXPORTS: dict[str, Export] = {
    "json": Export("record", ".record_json", "record_json", "record.json"),
    "gradescope": Export("record", ".gradescope", "gradescope", "results.json"),
    "prairielearn": Export("record", ".prairielearn", "prairielearn", "results.json"),
    "junit": Export("record", ".junit", "junit", "junit.xml"),
    "sarif": Export("record", ".sarif", "sarif", "dlgrade.sarif"),
    "github": Export("record", ".github", "workflow_commands", "annotations.txt"),
    "github-summary": Export("record", ".github", "step_summary", "summary.md"),
    "class-csv": Export("class", ".class_csv", "class_csv", "class.csv"),
    "class-json": Export("class", ".class_json", "class_json", "class.json"),
    "canvas": Export("class", ".canvas", "canvas", "canvas.csv"),
    "moodle": Export("class", ".moodle", "moodle", "moodle.csv"),
    "nbgrader": Export("class", ".nbgrader", "nbgrader", "grades.csv"),
    "otter": Export("class", ".otter", "otter", "final_grades.csv"),
}


class UnknownExport(ValueError):
    """There is no such format; the message is one sentence that names the nearest."""


def names(of: Literal["record", "class"]) -> tuple[str, ...]:
    """The formats of one submission or of a class."""
    return tuple(name for name, export in EXPORTS.items() if export.of == of)


def record_export(name: str, lang: Lang = "en") -> RecordExport:
    """The function behind a format of one submission; raises UnknownExport."""
    return cast(RecordExport, _function(name, "record", lang))


def class_export(name: str, lang: Lang = "en") -> ClassExport:
    """The function behind a format of a class; raises UnknownExport."""
    return cast(ClassExport, _function(name, "class", lang))


def _function(name: str, of: Literal["record", "class"], lang: Lang) -> Callable[..., object]:
    if name not in names(of):
        raise UnknownExport(_unknown(name, of, lang))
    export = EXPORTS[name]
    function: Callable[..., object] = getattr(import_module(export.module, __name__), export.function)
    return function


def _unknown(name: str, of: Literal["record", "class"], lang: Lang) -> str:
    known = names(of)
    near = difflib.get_close_matches(name.lower(), known, n=1, cutoff=0.5)
    w = words(lang)
    values = {"name": one_line(name), "known": ", ".join(known)}
    return w("export.unknown_near", near=near[0], **values) if near else w("export.unknown", **values)
