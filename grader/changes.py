"""What changed since the last check of a submission: kept in the user's cache folder, lost without harm."""

from __future__ import annotations

import ast
import contextlib
import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from .. import __version__
from ..exercises.checking.exercise import Exercise
from ..reports.record import Record
from .attempts import locate
from .collect import Definition, Submission, plan


class Changes:
    """Which exercises a submission defines, and which of them are not as they were at the last check.

    Args:
        path: the submission.
        submission: what was read of it.
        exercises: all exercises.
    """

    def __init__(self, path: Path, submission: Submission, exercises: Sequence[Exercise]) -> None:
        self._file = _cache() / f"{hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:32]}.json"
        self._known = _read(self._file)
        found = {exercise: locate(submission, exercise) for exercise in exercises}
        self._digests = {
            exercise: " ".join(_digest(submission, each) for each in (one.definitions, *one.elsewhere))
            for exercise, one in found.items()
            if one.choices and not one.missing
        }

    @property
    def present(self) -> list[Exercise]:
        """Exercises that the submission defines."""
        return list(self._digests)

    @property
    def changed(self) -> list[Exercise]:
        """Exercises whose code, or what it imports, is not as it was."""
        return [one for one, digest in self._digests.items() if self._known.get(one.id, ["", ""])[0] != digest]

    @property
    def passed(self) -> int:
        """How many of the present ones passed when they were last checked."""
        return sum(self._known.get(one.id, ["", ""])[1] == "pass" for one in self._digests)

    def save(self, record: Record) -> None:
        """Remembers what was checked just now."""
        digests = {one.id: digest for one, digest in self._digests.items()}
        states = {one.id: [digests[one.id], one.state] for one in record.exercises if one.id in digests}
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(json.dumps({**self._known, **states}), encoding="utf-8")


def _digest(submission: Submission, definitions: Mapping[str, Definition]) -> str:
    """Digest of the statements that a worker would run for these definitions, and of the forms that are declared.

    Comments and layout do not count.
    """
    parts = [__version__, *(repr(submission.settings.forms.get(name)) for name in definitions)]
    for module in plan(submission, definitions).modules:
        body = ast.parse(module.source).body
        kept = body if module.keep is None else [body[i] for i in module.keep]
        parts += [module.name, *(ast.dump(node) for node in kept)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    with contextlib.suppress(RuntimeError):
        return Path(base or Path.home() / ".cache") / "dlgrade" / "check"
    return Path(".dlgrade-cache")


def _read(file: Path) -> dict[str, list[str]]:
    try:
        known = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(known, dict):
        return {}
    return {key: value for key, value in known.items() if isinstance(value, list) and len(value) == 2}
