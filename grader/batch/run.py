"""Grades a class: keeps an executor busy, writes each result as it comes, and can be stopped at any moment."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from .handed import Handed
from .matching import Match
from .pool import Pool
from .store import Entry, Store
from .task import Graded, NoWallError, grade_away, grade_parcel
from .texts import say
from .work import Asked, Job, item_keys, prepared

MAX_TRIES = 3
AHEAD = 2
"""Submissions read in advance for each worker: enough to keep it busy, few enough to keep memory flat."""


class Watcher(Protocol):
    """Told how far a run is."""

    def begin(self, total: int) -> None:
        """So many submissions there are."""

    def done(self, state: str) -> None:
        """One more is settled: graded, kept (nothing had changed), missing, unreadable or lost."""

    def waiting(self) -> None:
        """There is nothing left to run a task on, and something is waited for."""

    def stopping(self, count: int) -> None:
        """The run was interrupted, and so many that are being graded are waited for."""


@dataclass
class Outcome:
    """What a run came to.

    Attributes:
        redone: items that were graded in this run, by learner.
        lost: learners whose grading we failed at, and why; the next run tries again.
        faulty: exercises that we failed to judge, by learner; they count neither way, and the next run tries again.
        stopped: the run was interrupted.
    """

    redone: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)
    faulty: dict[str, tuple[str, ...]] = field(default_factory=dict)
    stopped: bool = False


@dataclass
class _Flying:
    job: Job
    executor: Executor
    tries: int


def run(matches: Sequence[Match], asked: Asked, store: Store, pool: Pool, watch: Watcher) -> Outcome:
    """Grades what is not graded yet. The caller's process alone writes to the store, a transaction a submission.

    Args:
        matches: the class.
        asked: what is graded and how.
        store: where results are kept.
        pool: where tasks run; it is left open.
        watch: told of the progress.
    """
    runner = _Runner(asked, store, pool, watch)
    watch.begin(len(matches))
    try:
        runner.run(ordered(matches, store.seconds()))
    except KeyboardInterrupt:
        runner.stop()
    return runner.outcome


def ordered(matches: Iterable[Match], seconds: Mapping[str, float]) -> list[Match]:
    """Those that take longest first, or the last one alone would keep one processor busy and the others waiting."""

    def cost(match: Match) -> tuple[float, int]:
        if match.handed is None:
            return 0.0, 0
        return seconds.get(match.handed.paths[0].name, 0.0), _size(match.handed)

    return sorted(matches, key=cost, reverse=True)


def _size(handed: Handed) -> int:
    """Bytes of source at the first two levels: a guess at the work, made without reading."""
    total = 0
    for path in handed.paths:
        for file in (path, *_inside(path)):
            try:
                total += file.stat().st_size if file.suffix in (".py", ".ipynb", ".zip") else 0
            except OSError:
                continue
    return total


def _inside(path: Path) -> Iterator[Path]:
    try:
        yield from path.iterdir() if path.is_dir() else ()
    except OSError:
        return


class _Runner:
    def __init__(self, asked: Asked, store: Store, pool: Pool, watch: Watcher) -> None:
        self.outcome = Outcome()
        self._asked, self._store, self._watch = asked, store, watch
        self._keys = item_keys(asked)
        self._pool = pool
        self._flying: dict[Future[Graded], _Flying] = {}
        self._again: deque[tuple[Job, int]] = deque()
        self._items: dict[tuple[str, ...], tuple[str, ...]] = {}

    def run(self, matches: Sequence[Match]) -> None:
        for match in matches:
            self._take(match)
            while self._full() or self._again:
                self._land()
        while self._flying or self._again:
            self._land()

    def stop(self) -> None:
        """Nothing new is begun; what is being graded is waited for and kept, unless asked to stop once more."""
        self.outcome.stopped = True
        for future in list(self._flying):
            if future.cancel():
                del self._flying[future]
        if self._flying:
            self._watch.stopping(len(self._flying))
        try:
            while self._flying:
                self._land(again=False)
        except KeyboardInterrupt:
            self._flying.clear()
            self._pool.abandon()

    def _take(self, match: Match) -> None:
        """Keeps what needs no grading; sends out what does."""
        try:
            found = prepared(match, self._asked, self._store, self._keys)
        except OSError as error:  # the machine failed to read it: that is no submission that cannot be read
            name = match.handed.paths[0].name if match.handed else ""
            self._lose(match.student.id, name, error)
            return
        if isinstance(found, Job):
            self._fly(found)
            return
        if found is not None:
            with self._store.transaction():
                self._store.set_entry(found)
        entry = found or self._store.entry(match.student.id)
        self._watch.done("kept" if entry is None or entry.state == "graded" else entry.state)

    def _fly(self, job: Job, tries: int = 1) -> None:
        while not self._pool.ready():
            self._watch.waiting()
        executor = self._pool.executor()
        try:
            future = executor.submit(grade_away if self._pool.away else grade_parcel, job.parcel)
        except BrokenProcessPool:
            # a broken pool never works again; all that flew in it comes back by itself as broken
            self._pool.renew(executor)
            self._again.append((job, tries))
        else:
            self._flying[future] = _Flying(job, executor, tries)

    def _land(self, *, again: bool = True) -> None:
        """Waits for a result and keeps it; what a dying worker took along is sent out once more."""
        landed = wait(self._flying, self._pool.patience, FIRST_COMPLETED).done if self._flying else ()
        for future in landed:
            self._settle(self._flying.pop(future), future, again)
        if self._flying and not landed:
            self._strand()
        while again and self._again and self._room_again():
            self._fly(*self._again.popleft())

    def _room_again(self) -> bool:
        """What breaks a pool takes all in it along, so it goes alone; a worker of a cluster dies alone."""
        return not self._flying or (self._pool.away and not self._full())

    def _full(self) -> bool:
        return len(self._flying) > AHEAD * self._pool.jobs

    def _strand(self) -> None:
        """What waits for workers that are gone is given to others; it comes back as cancelled."""
        self._pool.look()
        for future, flying in self._flying.items():
            if self._pool.stranded(flying.executor):
                future.cancel()

    def _settle(self, flying: _Flying, future: Future[Graded], again: bool) -> None:
        try:
            graded = future.result()
        except (BrokenProcessPool, CancelledError, NoWallError, OSError) as error:
            if isinstance(error, BrokenProcessPool):
                self._pool.renew(flying.executor)
            if again and flying.tries < MAX_TRIES:
                self._again.append((flying.job, flying.tries + 1))
            else:
                self._lose(flying.job.entry.learner, flying.job.entry.submission, error)
        except Exception as error:  # of ours: it costs nobody else a verdict
            self._lose(flying.job.entry.learner, flying.job.entry.submission, error)
        else:
            self._keep(flying.job, graded)

    def _keep(self, job: Job, graded: Graded) -> None:
        if graded.unreadable:
            entry = replace(job.entry, state="unreadable", note=graded.unreadable)
        else:
            entry = replace(job.entry, state="graded", head=graded.head)
        with self._store.transaction():
            self._store.set_entry(entry, graded.verdicts)
        if graded.verdicts:
            items = tuple(verdict.item for verdict in graded.verdicts)
            # mostly the same for everybody: memory must not grow with the class
            self.outcome.redone[entry.learner] = self._items.setdefault(items, items)
        if faulty := tuple(verdict.item for verdict in graded.verdicts if verdict.state == "grader_error"):
            self.outcome.faulty[entry.learner] = faulty
        self._watch.done(entry.state)

    def _lose(self, learner: str, submission: str, error: BaseException) -> None:
        """What was known of the learner stays; who was not graded before has no score, and that is no zero."""
        reason = f"{type(error).__name__}: {error}"
        if os.environ.get("DLGRADE_DEBUG"):
            raise error
        self.outcome.lost[learner] = reason
        before = self._store.entry(learner)
        if before is None or before.state in ("missing", "lost"):
            note = say("lost_note", self._asked.lang, reason=reason)
            with self._store.transaction():
                self._store.set_entry(Entry(learner, submission, state="lost", note=note))
        self._watch.done("lost")
