"""What `batch` and the commands on a graded class do."""

from __future__ import annotations

import difflib
import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import cast

import click

from ...exercises.checking.text import Lang
from ..collect.names import spelled
from ..commands import Unusable, chosen
from ..processors import usable
from ..status import INTERRUPTED, OUR_FAULT, PASSED
from .assignment import PER_SUBMISSION, Assignment, read_assignment
from .cluster import cluster
from .handed import gather
from .matching import Matched, match, without_roster
from .pool import Pool, local
from .publish import Publisher
from .roster import read_roster
from .run import Outcome, run
from .store import FILE, Store, Word
from .task import missing_layers
from .texts import say
from .watching import PagesLine, ProgressLine
from .work import Asked

FEW = 4
"""So few pages are written here: to start processes for them would take longer."""


@dataclass(frozen=True)
class BatchOptions:
    """Options of `batch`, as on the command line."""

    out: Path
    roster: Path | None = None
    assignment: Path | None = None
    only: tuple[str, ...] = ()
    jobs: int | None = None
    seed: str | None = None
    scheduler: str | None = None
    wall: bool = True
    lang: str = "en"


def batch(folder: Path, options: BatchOptions) -> int:
    """Grades a class, keeps the results, writes the pages; gives the exit status."""
    try:
        return _batch(folder, options)
    except sqlite3.Error as error:
        # a full disk above all; what was committed is whole
        click.echo(say("out_unwritable", options.lang, path=options.out / FILE, reason=error), err=True)
        return OUR_FAULT


def _batch(folder: Path, options: BatchOptions) -> int:
    lang = cast("Lang", options.lang)
    gathered = gather(folder)
    matched = match(read_roster(options.roster), gathered.handed) if options.roster else without_roster(gathered.handed)
    _check_out(folder, options.out, lang)
    if options.wall and not options.scheduler and (off := missing_layers()):
        raise Unusable(say("no_wall", lang, layers=", ".join(off)))
    with Store(options.out / FILE, make=True) as store:
        asked = _asked(options, store)
        _remember(store, matched, asked, folder, options)
        watch = ProgressLine(lang, sys.stderr)
        with _local(options) as here, _pool(options, here) as pool:
            outcome = run(matched.matches, asked, store, pool, watch)
            watch.end()
            if outcome.stopped:
                click.echo(say("stopped", lang, done=sum(watch.states.values())), err=True)
                return INTERRUPTED
            page = _publish(Publisher(store, asked, options.out), outcome, matched, here)
    _tell(watch, outcome, matched, lang)
    click.echo(str(page))
    return OUR_FAULT if outcome.lost or outcome.faulty else PASSED


def _check_out(folder: Path, out: Path, lang: Lang) -> None:
    """The results never lie among what is graded: the next run would take them for a submission."""
    if out.resolve().is_relative_to(folder.resolve()):
        raise Unusable(say("out_inside", lang, out=out))
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unusable(say("out_unwritable", lang, path=out, reason=error.strerror)) from error


def _asked(options: BatchOptions, store: Store) -> Asked:
    """The assignment and its seed: the command line's, the file's, the last run's, or a new one, in this order."""
    assignment = read_assignment(options.assignment) if options.assignment else Assignment()
    if options.only:
        assignment = replace(assignment, items=_ids(options.only, options.lang))
    if options.seed == PER_SUBMISSION:
        assignment = replace(assignment, per_submission=True)
    given = int(options.seed) if options.seed not in (None, PER_SUBMISSION) else assignment.seed
    kept = store.about("seed")
    seed = given if given is not None else int(kept) if kept else int.from_bytes(os.urandom(4)) >> 1
    return Asked(assignment, seed, cast("Lang", options.lang), options.wall)


def _ids(names: Iterable[str], lang: str) -> tuple[str, ...]:
    exercises, questions = chosen(names, lang)
    return (*(one.id for one in exercises), *(one.id for one in questions))


def _remember(store: Store, matched: Matched, asked: Asked, folder: Path, options: BatchOptions) -> None:
    """What later commands on this class need to know."""
    about = {
        "seed": str(asked.seed),
        "lang": asked.lang,
        "wall": "1" if asked.wall else "",
        "name": spelled(folder.resolve().name),
        "assignment": str(options.assignment.resolve()) if options.assignment else "",
        "items": " ".join(asked.assignment.items),
        "per_submission": "1" if asked.assignment.per_submission else "",
    }
    students = [one.student for one in matched.matches]
    store.set_class([(student.id, student.name, student.email) for student in students], about)


@contextmanager
def _local(options: BatchOptions) -> Iterator[Pool]:
    """Processes of this machine, none of which is started before there is something to do."""
    jobs = options.jobs or len(usable())
    pool = Pool(jobs, partial(local, jobs))
    try:
        yield pool
    finally:
        pool.close()


@contextmanager
def _pool(options: BatchOptions, here: Pool) -> Iterator[Pool]:
    if options.scheduler:
        with cluster(options.scheduler, options.wall) as there:
            yield there
    else:
        yield here


def _publish(publisher: Publisher, outcome: Outcome, matched: Matched, pool: Pool) -> Path:
    line = PagesLine(publisher.store.count(), publisher.asked.lang, sys.stderr)
    few = len(outcome.redone) < FEW
    publisher.pages(None if few else pool.executor(), outcome.redone, line.step)
    return publisher.class_page(matched)


def _tell(watch: ProgressLine, outcome: Outcome, matched: Matched, lang: Lang) -> None:
    states = {name: watch.states[name] for name in ("graded", "kept", "missing", "unreadable", "lost")}
    click.echo(say("summary", lang, learners=len(matched.matches), **states))
    for key, found in (("unmatched", matched.unmatched), ("doubled", matched.doubled)):
        if found:
            click.echo(say(key, lang, names=", ".join(one.label for one in found)))
    for learner, reason in outcome.lost.items():
        click.echo(say("lost", lang, learner=learner, reason=reason), err=True)
    for learner, items in outcome.faulty.items():
        click.echo(say("faulty", lang, learner=learner, items=", ".join(items)), err=True)


# on a class that is graded


@contextmanager
def opened(out: Path) -> Iterator[Publisher]:
    """A graded class with what its last run was asked for."""
    with Store(out / FILE) as store:
        file = store.about("assignment")
        assignment = read_assignment(Path(file)) if file else Assignment()
        items = tuple(store.about("items").split())
        assignment = replace(assignment, items=items, per_submission=bool(store.about("per_submission")))
        lang = cast("Lang", store.about("lang") or "en")
        yield Publisher(store, Asked(assignment, int(store.about("seed") or 0), lang, bool(store.about("wall"))), out)


def known_learner(publisher: Publisher, learner: str, lang: str) -> str:
    """The id, where the class has it; raises Unusable with the nearest one otherwise."""
    ids = [one for one, _, _ in publisher.store.learners()]
    if learner in ids:
        return learner
    near = next(iter(difflib.get_close_matches(learner, ids, 1)), None)
    raise Unusable(say("unknown_learner_near" if near else "unknown_learner", lang, name=learner, near=near))


def _said(out: Path, word: Word, what: str, lang: str) -> int:
    """Keeps the instructor's word and writes the pages that it changes."""
    with opened(out) as publisher:
        known_learner(publisher, word.learner, lang)
        if word.item and word.item not in {column.id for column in publisher.columns()}:
            raise Unusable(say("not_in_class", lang, name=word.item))
        publisher.store.add_word(replace(word, at=datetime.now(UTC).isoformat(timespec="seconds")))
        publisher.pages(None, {}, lambda: None)
        publisher.class_page()
        full = next((column.max_points for column in publisher.columns() if column.id == word.item), 0.0)
    click.echo(say("said", lang, learner=word.learner, what=what))
    if word.points is not None and word.points > full:
        click.echo(say("more_than_full", lang, name=word.item, full=f"{full:g}", points=f"{word.points:g}"), err=True)
    return PASSED


def override(out: Path, learner: str, name: str, points: float, note: str, lang: str) -> int:
    """Points that count in place of the machine's."""
    (item,) = _ids([name], lang)
    return _said(out, Word("override", learner, item, points, note=note), f"{item} {points:g}", lang)


def comment(out: Path, learner: str, text: str, lang: str) -> int:
    """A remark on the learner's page."""
    return _said(out, Word("comment", learner, note=text), text, lang)


def extend(out: Path, learner: str, until: str, note: str, lang: str) -> int:
    """A later date for one learner."""
    try:
        date = datetime.fromisoformat(until)
    except ValueError:
        date = None
    if date is None or date.tzinfo is None:
        raise Unusable(say("no_date", lang, text=until))
    return _said(out, Word("extension", learner, until=date.isoformat(), note=note), date.isoformat(), lang)


def regrade(out: Path, learner: str, lang: str) -> int:
    """Has the next run grade one learner anew."""
    with opened(out) as publisher:
        publisher.store.forget(known_learner(publisher, learner, lang))
    click.echo(say("forgotten", lang, learner=learner))
    return PASSED
