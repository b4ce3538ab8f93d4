"""What `submit`, `check` and `replay` do."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from .messages import say
from .status import NOT_PASSED, OUR_FAULT, PASSED
from .workers import Workers

if TYPE_CHECKING:
    from ..exercises.checking.exercise import Exercise
    from ..exercises.checking.question import Question
    from ..exercises.checking.text import Lang
    from ..reports.record import Record
    from .collect import Submission

DEFAULT_OUT = "dlgrade-report"


class Unusable(Exception):
    """Wrong usage or unreadable input: one sentence."""


@dataclass(frozen=True)
class Options:
    """Options of `submit`, as on the command line."""

    only: tuple[str, ...] = ()
    out: Path | None = None
    layout: str = "text"
    lang: str = "en"
    seed: int | None = None
    open_page: bool = False
    fail_under: float | None = None


def submit(path: Path, options: Options) -> int:
    """Grades a submission, shows the summary, writes the report; gives the exit status."""
    out = report_folder(path, options.out, options.lang)
    with Workers() as workers:
        from ..reports.write import write_report

        exercises, questions = chosen(options.only, options.lang)
        record = graded(workers, path, exercises, questions, options.lang, options.seed)
    page = write_report(record, out)
    _shown(record, page, options)
    if options.open_page:
        import webbrowser

        webbrowser.open(page.resolve().as_uri())
    return _status(record, options.fail_under)


def _shown(record: Record, page: Path, options: Options) -> None:
    """The summary with the page as the last line; as JSON, the record and nothing else on standard output."""
    from ..reports.terminal import make_console, summary

    if options.layout != "text":
        click.echo(_laid_out(record, options.layout), nl=False)
        click.echo(say("page", options.lang, path=page), err=True)
        return
    summary(record, console=make_console(sys.stdout))
    click.echo(str(page))


def _laid_out(record: Record, layout: str) -> str:
    if layout == "json":
        from ..reports.serial import to_json

        return to_json(record)
    from .exporting import recorded

    return recorded(record, layout)


def _status(record: Record, fail_under: float | None = None) -> int:
    if any(one.state == "grader_error" for one in record.exercises):
        return OUR_FAULT
    if fail_under is not None:
        enough = record.points >= fail_under / 100 * record.max_points
        return PASSED if enough else NOT_PASSED
    states = [*(one.state for one in record.exercises), *(one.state for one in record.questions)]
    return PASSED if all(state in ("pass", "shown") for state in states) else NOT_PASSED


def graded(
    workers: Workers,
    path: Path,
    exercises: Sequence[Exercise],
    questions: Sequence[Question],
    lang: str,
    seed: int | None,
) -> Record:
    """The record of a submission, with a progress line on standard error.

    The callers start the workers' warm parent before they import anything that imports NumPy, so that the two
    imports run side by side.
    """
    from ..reports.terminal import progress
    from .collect import collect
    from .collect.names import spelled
    from .grading import Task, grade

    submission = collect(path)
    task = Task(submission, exercises, questions, drawn_seed(seed), cast("Lang", lang), spelled(str(path)))
    with progress(len(exercises) + len(questions), cast("Lang", lang), sys.stderr) as step:
        return grade(task, workers, step)


def drawn_seed(seed: int | None) -> int:
    """The seed asked for, or one drawn anew."""
    return int.from_bytes(os.urandom(4)) >> 1 if seed is None else seed


def chosen(only: Iterable[str], lang: str) -> tuple[list[Exercise], list[Question]]:
    """The exercises and questions of these ids or chapters, all without any.

    Raises:
        Unusable: there is no such id.
    """
    from ..exercises import catalogue
    from ..exercises.checking.exercise import Exercise
    from ..exercises.checking.question import Question

    names = [name for entry in only for name in entry.split(",") if name.strip()]
    if not names:
        return list(catalogue.exercises().values()), list(catalogue.questions().values())
    found = [one for name in names for one in catalogue.meant(name) or [_unknown(name, lang)]]
    exercises = [one for one in dict.fromkeys(found) if isinstance(one, Exercise)]
    questions = [one for one in dict.fromkeys(found) if isinstance(one, Question)]
    return sorted(exercises, key=catalogue.place), sorted(questions, key=catalogue.place)


def _unknown(name: str, lang: str) -> Exercise:
    from ..exercises import catalogue

    near = catalogue.nearest(name)
    key = "unknown_id_near" if near else "unknown_id"
    raise Unusable(say(key, lang, name=name, near=near))


def report_folder(path: Path, out: Path | None, lang: str) -> Path:
    """Where the report goes: never inside the submission.

    Raises:
        Unusable: the folder asked for lies inside the submission.
    """
    submission = path.resolve()
    wanted = out or Path(DEFAULT_OUT)
    if not submission.is_dir() or not wanted.resolve().is_relative_to(submission):
        return wanted
    if out is None:
        return submission.parent / DEFAULT_OUT
    raise Unusable(say("out_inside", lang, out=out))


def check(names: Sequence[str], lang: str, seed: int | None) -> int:
    """A few lines on single exercises, or on what changed since the last check."""
    with Workers() as workers:
        from .collect import collect

        ids, path = _ids_and_path(names, lang)
        exercises, questions = chosen(ids, lang)
        if ids:
            return _told(graded(workers, path, exercises, questions, lang, seed))
        return _check_changed(workers, path, collect(path), exercises, lang, seed)


def _ids_and_path(names: Sequence[str], lang: str) -> tuple[list[str], Path]:
    """The last name is the path where it is no id and exists; the default is this folder."""
    from ..exercises import catalogue

    ids = list(names)
    if ids and not (catalogue.named(ids[-1]) or catalogue.question_named(ids[-1])):
        last = Path(ids[-1])
        if last.exists() or last.parent != Path() or last.suffix or ids[-1].endswith("/"):
            return ids[:-1], last
        _unknown(ids[-1], lang)
    return ids, Path()


def _told(record: Record) -> int:
    from ..reports.terminal import check_lines, make_console

    check_lines(record, make_console(sys.stdout))
    return _status(record)


def _check_changed(
    workers: Workers, path: Path, submission: Submission, exercises: Sequence[Exercise], lang: str, seed: int | None
) -> int:
    from .changes import Changes

    changes = Changes(path, submission, exercises)
    if not changes.present:
        raise Unusable(say("nothing_found", lang, path=path))
    if not changes.changed:
        click.echo(say("nothing_changed", lang, passed=changes.passed))
        return PASSED if changes.passed == len(changes.present) else NOT_PASSED
    record = graded(workers, path, changes.changed, [], lang, seed)
    changes.save(record)
    return _told(record)


def replay(file: Path, name: str, path: Path | None, lang: str) -> int:
    """Repeats one verdict of a record with its seed and says whether it is the same."""
    before = _read_record(file, lang)
    exercises, _ = chosen([name], lang)
    old = next((one for one in before.exercises if exercises and one.id == exercises[0].id), None)
    if old is None:
        raise Unusable(say("record_without", lang, path=file, name=name))
    with Workers() as workers:
        record = graded(workers, path or _path_of(old.replay, lang), exercises, [], lang, before.seed)
    if record.submission.digest != before.submission.digest:
        click.echo(say("changed_since", lang), err=True)
    status = _told(record)
    new = replace(record.exercises[0], seconds=old.seconds)
    key = "same_verdict" if (new.state, new.points) == (old.state, old.points) else "other_verdict"
    click.echo(say(key, lang, state=new.state, before=old.state, after=new.state))
    return status


def _read_record(file: Path, lang: str) -> Record:
    from ..reports.serial import RecordError, from_json

    try:
        return from_json(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, RecordError) as error:
        reason = getattr(error, "strerror", None) or error
        raise Unusable(say("record_unreadable", lang, path=file, reason=reason)) from error


def _path_of(command: str, lang: str) -> Path:
    """The submission's path in a replay command."""
    words = shlex.split(command)
    if len(words) < 4:
        raise Unusable(say("record_no_path", lang))
    return Path(words[3])
