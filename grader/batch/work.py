"""What there is to do: for each learner, what was handed in and which verdicts on it no longer or do not yet stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ...exercises import catalogue
from ...exercises.checking.text import Lang
from ...reports.serial import from_json, to_json
from ..collect import Bundle, CollectError, Kind, bundle, bundle_of
from ..collect.names import spelled
from .assignment import Assignment
from .handed import Handed
from .keys import item_key, seed_of, settings_key
from .matching import Match
from .store import Entry, Store
from .task import Parcel


@dataclass(frozen=True)
class Asked:
    """What one run is asked for.

    Attributes:
        assignment: the assignment.
        seed: the class's seed.
        lang: language of the records.
        wall: refuse to grade without the wall.
    """

    assignment: Assignment
    seed: int
    lang: Lang
    wall: bool

    def seed_for(self, learner: str) -> int:
        """The seed of one learner's draws."""
        return seed_of(self.seed, learner) if self.assignment.per_submission else self.seed


@dataclass(frozen=True)
class Job:
    """One submission to grade."""

    entry: Entry
    parcel: Parcel


def item_keys(asked: Asked) -> dict[str, str]:
    """The items of the assignment in the order of the curriculum, and the state of each."""
    every = catalogue.items()
    wanted = set(asked.assignment.items or every)
    return {name: item_key(item) for name, item in every.items() if name in wanted}


def prepared(match: Match, asked: Asked, store: Store, keys: Mapping[str, str]) -> Job | Entry | None:
    """A job; or what is to be kept at once, nothing graded; or None where nothing has changed."""
    before = store.entry(match.student.id)
    if match.handed is None:
        entry = Entry(match.student.id)
        return None if before == entry else entry
    handed, seed = match.handed, asked.seed_for(match.student.id)
    source = _source(handed)
    settings = settings_key(seed, asked.lang, asked.wall)
    at = handed.at.isoformat() if handed.at else ""
    entry = Entry(match.student.id, _name(handed), at=at, late=handed.late, source=source)
    try:
        parcel = _bundle(handed)
    except CollectError as error:
        entry = replace(entry, state="unreadable", note=error.texts[asked.lang])
        return None if before == entry else entry
    entry = replace(entry, submission=parcel.name, digest=parcel.digest, settings=settings, seed=seed)
    if before and before.digest and before == replace(entry, state="unreadable", note=before.note):
        return None
    done = store.graded(parcel.digest, settings, keys)
    if set(keys) <= done and (head := store.head(parcel.digest, settings)):
        same = before and (before.digest, before.settings, before.at, before.late, before.source, before.state)
        now = (entry.digest, entry.settings, entry.at, entry.late, entry.source, "graded")
        return None if same == now else _replaced(entry, head, parcel.kind)
    return Job(entry, _parcel(parcel, [name for name in keys if name not in done], entry, asked, store, keys))


def _replaced(entry: Entry, head: str, kind: Kind) -> Entry:
    """The same bytes were graded before, perhaps under another name."""
    record = from_json(head)
    mine = replace(record, submission=replace(record.submission, name=entry.submission, kind=kind))
    return replace(entry, state="graded", head=to_json(mine))


def _parcel(
    found: Bundle, items: list[str], entry: Entry, asked: Asked, store: Store, keys: Mapping[str, str]
) -> Parcel:
    exercises = catalogue.exercises()
    needed = {need for name in items if name in exercises for need in catalogue.needed(exercises[name])} - set(items)
    standing = store.verdicts(entry.digest, entry.settings, keys) if needed else {}
    return Parcel(
        found,
        tuple(name for name in items if name in exercises),
        tuple(name for name in items if name not in exercises),
        entry.seed,
        asked.lang,
        entry.source,
        asked.wall,
        {name: standing[name].body for name in sorted(needed) if name in standing},
    )


def _bundle(handed: Handed) -> Bundle:
    """A folder with nothing but an archive in it stands for the archive: that is how Moodle hands it over."""
    if len(handed.paths) > 1:
        return bundle_of(handed.label, handed.paths)
    (path,) = handed.paths
    if path.is_dir():
        inner = list(_visible(handed))
        if len(inner) == 1 and inner[0].endswith(".zip"):
            return bundle(path / inner[0])
    return bundle(path)


def _visible(handed: Handed) -> Iterator[str]:
    (path,) = handed.paths
    try:
        yield from (entry.name for entry in path.iterdir() if not entry.name.startswith((".", "__")))
    except OSError:
        return


def _name(handed: Handed) -> str:
    return spelled(handed.paths[0].name) if len(handed.paths) == 1 else handed.label


def _source(handed: Handed) -> str:
    """The submission's path as the instructor would write it."""
    return spelled(str(handed.paths[0] if len(handed.paths) == 1 else handed.paths[0].parent))
