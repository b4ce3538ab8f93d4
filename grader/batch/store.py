"""Results of a class in one SQLite file: a transaction a submission, nothing overwritten, every score kept.

Verdicts are found again by digests of the submission, the exercise, the tool and the settings. What an instructor
says is kept apart from what the machine found, in `word`, and no run of the machine ever touches it.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from .problem import BatchError
from .schema import MIGRATIONS

FILE = "class.sqlite"
OF_THE_MACHINE = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_BUSY})
"""SQLite's codes of what comes and goes with the machine: the file itself is whole."""
BUSY_SECONDS = 30.0
Says = Literal["override", "comment", "extension"]


@dataclass(frozen=True)
class Entry:
    """What one learner handed in and how far it was graded.

    Attributes:
        learner: id.
        submission: its name; empty when nothing was handed in.
        digest: of what was read; empty when nothing was.
        settings: digest of the settings it was graded with.
        seed: of every draw.
        state: graded, missing, unreadable, or lost where we failed.
        head: the record without its exercises and questions, as JSON; empty unless graded.
        note: why it was unreadable or lost.
        at: when it was handed in, ISO 8601; empty where that is not known.
        late: the download marks it as late.
        source: how the submission is named in a command that repeats a verdict.
    """

    learner: str
    submission: str = ""
    digest: str = ""
    settings: str = ""
    seed: int = 0
    state: str = "missing"
    head: str = ""
    note: str = ""
    at: str = ""
    late: bool = False
    source: str = ""


@dataclass(frozen=True)
class Verdict:
    """One stored verdict; `body` is the JSON of a record's exercise or question."""

    item: str
    key: str
    state: str
    points: float
    max_points: float
    seconds: float
    body: str


@dataclass(frozen=True)
class Word:
    """What the instructor said of one learner: points for an item, a comment, or a later date."""

    kind: Says
    learner: str
    item: str = ""
    points: float | None = None
    until: str = ""
    note: str = ""
    at: str = ""


@dataclass(frozen=True)
class Score:
    """One score of the past."""

    at: str
    points: float
    max_points: float
    why: str
    digest: str


class Store:
    """The file. One process writes; any number may read.

    Raises:
        BatchError: the file cannot be opened, is no store, or was written by a newer version.
        sqlite3.Error: the disk is full or fails; the file is whole.
    """

    def __init__(self, path: Path, *, make: bool = False) -> None:
        self.path = path
        if not make and not path.is_file():
            raise BatchError(
                f"There is no graded class in {path.parent}; grade one first with `dlgrade batch DIR`.",
                f"{path.parent} に採点結果がありません。先に `dlgrade batch DIR` で採点してください。",
            )
        try:
            self._db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
            with ExitStack() as failed:
                failed.callback(self._db.close)  # with what was begun
                self._prepare()
                failed.pop_all()
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in OF_THE_MACHINE:
                raise
            raise self._broken(error) from error

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file; a later reader finds one file and no log beside it."""
        self._db.close()

    def _prepare(self) -> None:
        self._db.execute("PRAGMA journal_mode = WAL")
        # a power cut must not take back what a progress line has counted
        self._db.execute("PRAGMA synchronous = FULL")
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if version > len(MIGRATIONS):
            raise BatchError(
                f"{self.path} was written by a newer version of dlgrade; update dlgrade with pip install -U dlgrade.",
                f"{self.path} は新しい版の dlgrade が書いたものです。pip install -U dlgrade で更新してください。",
            )
        for number, script in enumerate(MIGRATIONS[version:], version + 1):
            self._db.executescript(f"BEGIN IMMEDIATE;{script};PRAGMA user_version = {number};COMMIT;")

    def _broken(self, error: sqlite3.Error) -> BatchError:
        return BatchError(
            f"{self.path} cannot be used as a store of results ({error}); move it away or give another --out.",
            f"{self.path} を結果の保存先として使えません({error})。移動するか、--out で別の場所を指定してください。",
        )

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing of what is written within."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._db.in_transaction:  # a full disk has ended it already
                self._db.execute("ROLLBACK")
            raise
        try:
            self._db.execute("COMMIT")
        except sqlite3.Error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise

    def sound(self) -> str:
        """`ok`, or what SQLite finds wrong with the file."""
        try:
            return str(self._db.execute("PRAGMA integrity_check").fetchone()[0])
        except sqlite3.DatabaseError as error:
            return str(error)

    # what is asked for

    def set_class(self, learners: Sequence[tuple[str, str, str]], about: Mapping[str, str]) -> None:
        """The class list (id, name, email), and what the last run was asked for. Nobody's results are removed."""
        with self.transaction():
            self._db.execute("UPDATE learner SET place = NULL")
            self._db.executemany(
                "INSERT INTO learner (id, name, email, place) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE"
                " SET name = excluded.name, email = excluded.email, place = excluded.place",
                [(*learner, place) for place, learner in enumerate(learners)],
            )
            self._db.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", list(about.items()))

    def about(self, key: str) -> str:
        """What the last run was asked for; empty where it said nothing."""
        found = self._db.execute("SELECT value FROM about WHERE key = ?", (key,)).fetchone()
        return str(found[0]) if found else ""

    def learners(self) -> Iterator[tuple[str, str, str]]:
        """The class list: id, name, email."""
        rows = self._db.execute("SELECT id, name, email FROM learner WHERE place IS NOT NULL ORDER BY place")
        # no `yield from`: given up half-way, it would close the cursor of a store that may be closed already
        for row in rows:  # noqa: UP028
            yield row

    def count(self) -> int:
        """How many learners the class has."""
        return int(self._db.execute("SELECT count(*) FROM learner WHERE place IS NOT NULL").fetchone()[0])

    # what the machine found

    def entry(self, learner: str) -> Entry | None:
        """What is known of a learner's submission."""
        row = self._db.execute(
            "SELECT learner, submission, digest, settings, seed, state, head, note, at, late, source"
            " FROM entry WHERE learner = ?",
            (learner,),
        ).fetchone()
        return Entry(*(*row[:6], _unpacked(row[6]), *row[7:9], bool(row[9]), row[10])) if row else None

    def set_entry(self, entry: Entry, verdicts: Iterable[Verdict] = ()) -> None:
        """A learner's submission and the verdicts on it; within a transaction of the caller's."""
        self._db.execute(
            "INSERT OR REPLACE INTO entry (learner, submission, digest, settings, seed, state, head, note, at, late,"
            " source) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                entry.learner, entry.submission, entry.digest, entry.settings, entry.seed, entry.state,
                _packed(entry.head), entry.note, entry.at, entry.late, entry.source,
            ),
        )  # fmt: skip
        self._db.executemany(
            "INSERT OR REPLACE INTO verdict (digest, settings, item, key, state, points, max_points, seconds, body)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    entry.digest,
                    entry.settings,
                    v.item,
                    v.key,
                    v.state,
                    v.points,
                    v.max_points,
                    v.seconds,
                    _packed(v.body),
                )
                for v in verdicts
            ],
        )

    def head(self, digest: str, settings: str) -> str:
        """The head of the record of a submission that somebody handed in before; empty where nobody did."""
        found = self._db.execute(
            "SELECT head FROM entry WHERE digest = ? AND settings = ? AND state = 'graded' LIMIT 1", (digest, settings)
        ).fetchone()
        return _unpacked(found[0]) if found else ""

    def verdicts(self, digest: str, settings: str, keys: Mapping[str, str]) -> dict[str, Verdict]:
        """The verdicts that still hold on a submission, by item."""
        rows = self._db.execute(
            "SELECT item, key, state, points, max_points, seconds, body FROM verdict WHERE digest = ? AND settings = ?",
            (digest, settings),
        )
        return {row[0]: Verdict(*(*row[:6], _unpacked(row[6]))) for row in rows if keys.get(row[0]) == row[1]}

    def graded(self, digest: str, settings: str, keys: Mapping[str, str]) -> set[str]:
        """Items whose verdict still holds; those that we ourselves failed at are to be tried again."""
        rows = self._db.execute(
            "SELECT item, key FROM verdict WHERE digest = ? AND settings = ? AND state != 'grader_error'",
            (digest, settings),
        )
        return {item for item, key in rows if keys.get(item) == key}

    def present(self) -> set[str]:
        """Items that anybody in the class handed in."""
        rows = self._db.execute(
            "SELECT DISTINCT item FROM verdict JOIN entry USING (digest, settings) JOIN learner"
            " ON learner.id = entry.learner WHERE place IS NOT NULL AND verdict.state != 'missing'"
        )
        return {str(item) for (item,) in rows}

    def forget(self, learner: str) -> None:
        """Has the next run grade a learner anew; the scores of the past stay."""
        with self.transaction():
            self._db.execute(
                "DELETE FROM verdict WHERE (digest, settings) IN"
                " (SELECT digest, settings FROM entry WHERE learner = ?)",
                (learner,),
            )

    def seconds(self) -> dict[str, float]:
        """How long each submission took the last time, by its name."""
        rows = self._db.execute(
            "SELECT submission, sum(seconds) FROM entry JOIN verdict USING (digest, settings) GROUP BY learner"
        )
        return {str(name): float(took) for name, took in rows}

    # scores of the past

    def note_score(self, learner: str, score: Score) -> None:
        """Keeps a score where it or what was handed in is not the last one kept."""
        last = self._db.execute(
            "SELECT points, max_points, digest FROM score WHERE learner = ? ORDER BY number DESC LIMIT 1", (learner,)
        ).fetchone()
        if last != (score.points, score.max_points, score.digest):
            self._db.execute(
                "INSERT INTO score (learner, at, points, max_points, why, digest) VALUES (?, ?, ?, ?, ?, ?)",
                (learner, score.at, score.points, score.max_points, score.why, score.digest),
            )

    def scores(self, learner: str) -> list[Score]:
        """All scores of a learner, the first one first."""
        rows = self._db.execute(
            "SELECT at, points, max_points, why, digest FROM score WHERE learner = ? ORDER BY number", (learner,)
        )
        return [Score(*row) for row in rows]

    # what the instructor said

    def add_word(self, word: Word) -> None:
        """Keeps what the instructor said; nothing that was said before is removed."""
        with self.transaction():
            self._db.execute(
                "INSERT INTO word (kind, learner, item, points, until, note, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (word.kind, word.learner, word.item, word.points, word.until, word.note, word.at),
            )

    def words(self, learner: str) -> list[Word]:
        """All that was said of a learner, in order."""
        rows = self._db.execute(
            "SELECT kind, learner, item, points, until, note, at FROM word WHERE learner = ? ORDER BY number",
            (learner,),
        )
        return [Word(*row) for row in rows]

    # pages

    def published(self, learner: str) -> str:
        """Digest of what the learner's page shows; empty where there is none."""
        found = self._db.execute("SELECT digest FROM page WHERE learner = ?", (learner,)).fetchone()
        return str(found[0]) if found else ""

    def set_published(self, learner: str, digest: str) -> None:
        """The learner's page is written."""
        self._db.execute("INSERT OR REPLACE INTO page VALUES (?, ?)", (learner, digest))


def _packed(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def _unpacked(data: bytes) -> str:
    return zlib.decompress(data).decode("utf-8", "surrogatepass")
