"""Writes what comes out of a class: a page a learner, the page of the class. Only what has changed is written."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from ... import __version__
from ...reports.class_page import write_class
from ...reports.classroom import SCHEMA, Column, Head, Learner
from ...reports.record import Record, Tool
from ...reports.write import sweep, write_report
from .assignment import Assignment
from .matching import Matched
from .roster import Student
from .scheme import columns
from .store import Entry, Score, Store
from .texts import say
from .views import Standing, learner_of, record_of, shown_to
from .work import Asked, item_keys

AHEAD = 8
TIMES = re.compile(r'"seconds": ?[-+.\de]+')


@dataclass(frozen=True)
class Sheet:
    """All that one learner's page is made from, as it is stored: what reads it is the process that writes the page.

    Attributes:
        standing: what is known of the learner.
        learner: what it comes to.
        assignment: points, and what is hidden.
        order: ids in the order of the class.
        given: the columns of the class.
    """

    standing: Standing
    learner: Learner
    assignment: Assignment
    order: Sequence[str]
    given: Sequence[Column]

    def record(self) -> Record | None:
        """What the learner is shown; None where nothing could be graded."""
        if not self.learner.page:
            return None
        return shown_to(record_of(self.standing, self.order), self.learner, self.assignment, self.given)

    def digest(self) -> str:
        """Of all that a page shows but times, which are no part of a verdict."""
        marks = tuple(replace(mark, seconds=0.0) for mark in self.learner.marks)
        entry, verdicts = self.standing.entry, self.standing.verdicts
        settings = (entry.source, entry.seed, sorted(self.assignment.hidden_checks), self.order, self.given)
        told = f"{replace(self.learner, seconds=0.0, marks=marks)!r}{settings!r}"
        stored = "".join([entry.head, *(verdicts[name].body for name in self.order if name in verdicts)])
        return hashlib.sha256(f"{told}{TIMES.sub('', stored)}".encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class Publisher:
    """What pages are made from.

    Attributes:
        store: results and the instructor's word.
        asked: what was asked for.
        out: folder of the class.
    """

    store: Store
    asked: Asked
    out: Path

    def columns(self) -> tuple[Column, ...]:
        """The columns of the class."""
        return columns(self.asked.assignment, self.store.present(), self.asked.lang)

    def standings(self) -> Iterator[Standing]:
        """Everybody on the class list, one after the other."""
        keys = item_keys(self.asked)
        for learner, name, email in self.store.learners():
            yield self._standing(Student(learner, name, email), keys)

    def _standing(self, student: Student, keys: Mapping[str, str]) -> Standing:
        entry = self.store.entry(student.id) or Entry(student.id)
        verdicts = self.store.verdicts(entry.digest, entry.settings, keys) if entry.state == "graded" else {}
        return Standing(student, entry, verdicts, self.store.words(student.id))

    def learners(self) -> Iterator[Learner]:
        """Everybody as the class page and the exports show them."""
        given, lang = self.columns(), self.asked.lang
        for standing in self.standings():
            yield learner_of(standing, self.asked.assignment, given, lang)

    def head(self, unmatched: Sequence[str] = (), doubtful: Sequence[str] = ()) -> Head:
        """What the class has apart from its learners."""
        return Head(
            schema=SCHEMA,
            tool=Tool("dlgrade", __version__),
            title=self.asked.assignment.title or self.store.about("name"),
            lang=self.asked.lang,
            seed=self.asked.seed,
            learners=self.store.count(),
            columns=self.columns(),
            unmatched=tuple(unmatched),
            doubtful=tuple(doubtful),
        )

    def pages(self, pool: Executor | None, redone: Mapping[str, Sequence[str]], step: Callable[[], None]) -> None:
        """Writes the page of every learner of whom something has changed, and notes the score.

        Raises:
            ReportError: a page cannot be written; what was written before stays whole.
        """
        writer = _Writer(self, pool, redone, step)
        for sheet in self._sheets():
            writer.write(sheet)
        writer.finish()

    def _sheets(self) -> Iterator[Sheet]:
        assignment, given, order = self.asked.assignment, self.columns(), list(item_keys(self.asked))
        for standing in self.standings():
            yield Sheet(standing, learner_of(standing, assignment, given, self.asked.lang), assignment, order, given)

    def shown(self, learner: str) -> Record | None:
        """The record of one learner as the learner sees it; None where nothing could be graded."""
        return next(sheet.record() for sheet in self._sheets() if sheet.learner.id == learner)

    def class_page(self, matched: Matched | None = None) -> Path:
        """Writes the page of the class and what it says as CSV and JSON; gives the page's path."""
        unmatched = [one.label for one in matched.unmatched] if matched else []
        doubled = [say("doubled", self.asked.lang, names=one.label) for one in matched.doubled] if matched else []
        return write_class(self.head(unmatched, doubled), self.learners, self.out)


class _Writer:
    """Sends pages to a pool, a few at a time, and notes each when it is on the disk."""

    def __init__(
        self,
        publisher: Publisher,
        pool: Executor | None,
        redone: Mapping[str, Sequence[str]],
        step: Callable[[], None],
    ) -> None:
        self._store, self._out, self._lang = publisher.store, publisher.out, publisher.asked.lang
        self._pool, self._redone, self._step = pool, redone, step
        self._flying: dict[Future[None], tuple[Learner, str]] = {}

    def write(self, sheet: Sheet) -> None:
        learner, digest = sheet.learner, sheet.digest()
        folder = (self._out / learner.page).parent
        if digest == self._store.published(learner.id) and (not learner.page or (self._out / learner.page).is_file()):
            self._step()
        elif not learner.page:
            self._note(learner, digest)
        elif self._pool is None:
            _write(sheet, folder)
            self._note(learner, digest)
        else:
            self._flying[self._pool.submit(_write, sheet, folder)] = learner, digest
            self._land(AHEAD)

    def finish(self) -> None:
        """Waits for the last ones."""
        self._land(0)

    def _land(self, most: int) -> None:
        while len(self._flying) > most:
            for future in wait(self._flying, return_when=FIRST_COMPLETED).done:
                future.result()
                self._note(*self._flying.pop(future))

    def _note(self, learner: Learner, digest: str) -> None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._store.transaction():
            self._store.set_published(learner.id, digest)
            if learner.digest:
                score = Score(now, learner.points, learner.max_points, self._why(learner), learner.digest)
                self._store.note_score(learner.id, score)
        self._step()

    def _why(self, learner: Learner) -> str:
        before = self._store.scores(learner.id)
        if not before:
            return say("first", self._lang)
        if before[-1].digest != learner.digest:
            return say("new_submission", self._lang)
        if items := self._redone.get(learner.id):
            return say("regraded", self._lang, items=", ".join(items))
        return say("reworded", self._lang)


def _write(sheet: Sheet, folder: Path) -> None:
    """Also in a process of the pool."""
    sweep(folder)
    if record := sheet.record():
        write_report(record, folder)
