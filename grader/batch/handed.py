"""What a folder of submissions holds, whichever system it was downloaded from. Nothing is opened here but the index."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..collect.names import spelled
from .problem import BatchError

SOURCES = (".py", ".ipynb", ".zip")
GRADESCOPE = "submission_metadata.yml"
MOODLE = re.compile(r"(?P<name>.+)_(?P<number>\d+)_assignsubmission_[a-z]+_?(?P<file>.*)", re.DOTALL)
CANVAS = re.compile(r"(?P<name>[^_]+)(?P<late>_LATE)?_(?P<user>\d+)_(?P<number>\d+)_(?P<file>.+)", re.DOTALL)
MAX_METADATA = 64 << 20


@dataclass(frozen=True)
class Handed:
    """One submission as it lies in the folder.

    Attributes:
        label: how the download calls the learner.
        paths: what was handed in, one folder or archive, or several files.
        ids: what may be the learner's id or address, best first.
        names: what may be the learner's name.
        at: when it was handed in, where the download says so.
        late: the download marks it as late.
    """

    label: str
    paths: tuple[Path, ...]
    ids: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    at: datetime | None = None
    late: bool = False


@dataclass(frozen=True)
class Gathered:
    """All submissions of a folder, and the system it came from."""

    system: str
    handed: tuple[Handed, ...]


def gather(folder: Path) -> Gathered:
    """The submissions of a folder, in the order of their labels.

    Raises:
        BatchError: the folder cannot be read, holds no submission, or its index is broken.
    """
    entries = _entries(folder)
    for system, reader in READERS.items():
        found = reader(folder, entries)
        if found:
            return Gathered(system, tuple(sorted(map(_as_text, found), key=lambda one: one.label)))
    raise BatchError(
        f"{folder} holds no submission; give the folder that holds one folder, notebook, .py or .zip a learner.",
        f"{folder} に提出物がありません。学習者ごとのフォルダー、ノートブック、.py、.zip が入ったフォルダーを"
        "指定してください。",
    )


def _as_text(one: Handed) -> Handed:
    """A name may be bytes that are no text, which no result could hold."""
    ids, names = (tuple(map(spelled, texts)) for texts in (one.ids, one.names))
    return replace(one, label=spelled(one.label), ids=ids, names=names)


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(entry for entry in folder.iterdir() if not entry.name.startswith((".", "__")))
    except NotADirectoryError:
        raise BatchError(
            f"{folder} is no folder; of a download that is a zip, unpack it and give the folder that comes out.",
            f"{folder} はフォルダーではありません。zip は展開し、できたフォルダーを指定してください。",
        ) from None
    except OSError as error:
        raise BatchError(
            f"{folder} is not a folder that can be read ({error.strerror}); check the path.",
            f"{folder} を読めません({error.strerror})。フォルダーのパスを確かめてください。",
        ) from None


def _gradescope(folder: Path, entries: list[Path]) -> list[Handed]:
    """An export: a folder a submission, and who handed it in stands in the index."""
    index = folder / GRADESCOPE
    if not index.is_file():
        return []
    return [
        handed
        for name, about in _metadata(index).items()
        if isinstance(about, dict) and (folder / str(name)).is_dir()
        for handed in _submitters(folder / str(name), about)
    ]


def _submitters(path: Path, about: Mapping[str, Any]) -> Iterator[Handed]:
    """One for each who handed it in: a group's work counts for all of them."""
    for who in about.get(":submitters") or ():
        if not isinstance(who, dict):
            continue
        sid, email, name = (str(who.get(key) or "") for key in (":sid", ":email", ":name"))
        ids = tuple(one for one in (sid, email) if one)
        label = sid or email or name
        yield Handed(label, (path,), ids, (name,) if name else (), _time(about.get(":created_at")))


def _metadata(index: Path) -> Mapping[Any, Any]:
    try:
        import yaml
    except ImportError:
        raise BatchError(
            f"Reading {GRADESCOPE} needs PyYAML; install it with pip install 'dlgrade[class]'.",
            f"{GRADESCOPE} を読むには PyYAML が必要です。pip install 'dlgrade[class]' でインストールしてください。",
        ) from None
    try:
        with index.open("rb") as file:
            data = yaml.load(file.read(MAX_METADATA), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  # both are safe
    except (OSError, yaml.YAMLError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())[:120]
        raise BatchError(
            f"{index} cannot be read ({reason}); export the submissions again.",
            f"{index} を読めません({reason})。もう一度エクスポートしてください。",
        ) from None
    return data if isinstance(data, dict) else {}


def _time(value: Any) -> datetime | None:
    """A time with its zone; one without is taken for UTC, as YAML does."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    try:
        found = datetime.fromisoformat(str(value).strip())
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _nbgrader(folder: Path, entries: list[Path]) -> list[Handed]:
    """submitted/STUDENT/ASSIGNMENT, with the course's folder or `submitted` itself given."""
    top = folder if folder.name == "submitted" else folder / "submitted"
    students = _folders(top) if top.is_dir() else []
    if not students or any(_sources(student) for student in students):
        return []
    return [_stamped(student.name, work) for student in students for work in _only(student)]


def _only(student: Path) -> Iterator[Path]:
    """The assignment of a student; of several, none can be guessed."""
    works = _folders(student)
    if len(works) > 1:
        names = ", ".join(work.name for work in works)
        raise BatchError(
            f"{student} holds several assignments ({names}); give a folder with one of them a student.",
            f"{student} に課題が複数あります({names})。学生ごとに課題が一つだけのフォルダーを指定してください。",
        )
    yield from works


def _stamped(label: str, work: Path) -> Handed:
    """A submission with the time that nbgrader writes beside it, such as `2015-02-02 15:58:23.948203 America/…`."""
    stamp = work / "timestamp.txt"
    at = None
    if stamp.is_file():
        with stamp.open("rb") as file:
            words = file.read(200).decode("utf-8", "replace").split()
        zone = words[2] if len(words) > 2 else "UTC"
        at = _zoned(" ".join(words[:2]), zone)
    return Handed(label, (work,), (label,), (label,), at)


def _zoned(text: str, zone: str) -> datetime | None:
    from zoneinfo import ZoneInfo

    try:
        found = datetime.fromisoformat(text)
        return found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))
    except (ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError of its own making on some systems
        return None
    except KeyError:
        return None


def _moodle(folder: Path, entries: list[Path]) -> list[Handed]:
    """`Full Name_12345_assignsubmission_file_`: a folder, or the beginning of a file's name."""
    named = {entry: found for entry in _submissions(entries) if (found := MOODLE.fullmatch(entry.name))}
    return [*_grouped(named), *_beside(entries, named)] if named else []


def _canvas(folder: Path, entries: list[Path]) -> list[Handed]:
    """`lastfirst_123_456_file.py`, `lastfirst_LATE_123_456_file.py`; all files of a learner are one submission."""
    files = [entry for entry in _submissions(entries) if not entry.is_dir()]
    named = {entry: found for entry in files if (found := CANVAS.fullmatch(entry.name))}
    return [*_grouped(named), *_beside(entries, named)] if _most(named, entries) else []


def _grouped(named: Mapping[Path, re.Match[str]]) -> Iterator[Handed]:
    """What was downloaded, put together by learner."""
    groups: dict[tuple[str, str], list[tuple[Path, re.Match[str]]]] = {}
    for entry, found in named.items():
        who = found.groupdict().get("user") or found["number"]
        groups.setdefault((found["name"], who), []).append((entry, found))
    for (name, who), files in groups.items():
        late = any(found.groupdict().get("late") for _, found in files)
        yield Handed(f"{name}_{who}", tuple(path for path, _ in files), (who,), (name,), late=late)


def _most(found: Collection[Path], entries: list[Path]) -> bool:
    """Whether a folder is a download: names of the rest may have been laid beside it by hand."""
    return 2 * len(found) > len(_submissions(entries))


def _beside(entries: list[Path], downloaded: Collection[Path]) -> list[Handed]:
    """What was laid by hand beside a download, as a submission that came by mail."""
    return _each([entry for entry in _submissions(entries) if entry not in downloaded])


def _classroom(folder: Path, entries: list[Path]) -> list[Handed]:
    """Clones of GitHub Classroom: `assignment-username`, each a repository."""
    clones = [entry for entry in entries if entry.is_dir() and (entry / ".git").exists()]
    if not _most(clones, entries):
        return []
    prefix = _prefix([clone.name for clone in clones])
    users = {clone: clone.name[len(prefix) :] for clone in clones}
    found = [Handed(user, (clone,), (user, clone.name), (user,)) for clone, user in users.items()]
    return [*found, *_beside(entries, clones)]


def _prefix(names: list[str]) -> str:
    """The assignment's name: what all begin with, up to a hyphen; a single clone is split at its first one."""
    if len(names) == 1:
        return names[0][: names[0].find("-") + 1]
    shared = names[0]
    for name in names[1:]:
        while not name.startswith(shared):
            shared = shared[:-1]
    return shared[: shared.rfind("-") + 1]


def _plain(folder: Path, entries: list[Path]) -> list[Handed]:
    """Every folder, file, notebook or archive is one submission; its name without the ending is the learner's."""
    return _each(_submissions(entries))


def _each(wanted: list[Path]) -> list[Handed]:
    labels = [entry.name if entry.is_dir() else entry.stem for entry in wanted]
    return [
        Handed(label if labels.count(label) == 1 else entry.name, (entry,), (label,), (label,))
        for entry, label in zip(wanted, labels, strict=True)
    ]


def _submissions(entries: list[Path]) -> list[Path]:
    return [entry for entry in entries if entry.is_dir() or entry.suffix.lower() in SOURCES]


def _folders(folder: Path) -> list[Path]:
    return [entry for entry in _entries(folder) if entry.is_dir()]


def _sources(folder: Path) -> list[Path]:
    return [entry for entry in _entries(folder) if entry.suffix.lower() in SOURCES]


Reader = Callable[[Path, list[Path]], list[Handed]]
READERS: Mapping[str, Reader] = {
    "gradescope": _gradescope,
    "nbgrader": _nbgrader,
    "moodle": _moodle,
    "canvas": _canvas,
    "classroom": _classroom,
    "plain": _plain,
}
