"""Digests: by what a stored verdict is found again, and when it no longer holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from ... import __version__
from ...exercises import catalogue
from ...exercises.checking.exercise import Exercise
from ...exercises.checking.question import Question

ROOT = Path(__file__).resolve().parents[2]
JUDGING = ("exercises/checking", "grader", "reference")
"""Folders whose every file has a say in every verdict."""


@cache
def tool() -> str:
    """The version of the program and of all that judges, so that a change to it is never mistaken for none."""
    files = (file for folder in JUDGING for file in sorted((ROOT / folder).rglob("*")))
    return f"{__version__}+{_digest(file for file in files if file.suffix in ('.py', '.toml'))[:16]}"


@cache
def item_key(item: Exercise | Question) -> str:
    """The state of one exercise or question: its own folder, and those of the exercises that it needs."""
    parts = [_digest(file for file in sorted(item.folder.iterdir()) if file.suffix in (".py", ".toml"))]
    known = catalogue.exercises()
    if isinstance(item, Exercise):
        parts += [item_key(known[need]) for need in item.needs]
    return joined(parts)


def settings_key(seed: int, lang: str, wall: bool) -> str:
    """What else a verdict depends on."""
    return joined([tool(), str(seed), lang, "wall" if wall else "no wall"])


def seed_of(seed: int, learner: str) -> int:
    """A learner's own seed, drawn from the class's: the same learner always gets the same."""
    digest = hashlib.sha256(f"{seed}/{learner}".encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:4]) >> 1


def joined(parts: Iterable[str]) -> str:
    """One digest of several texts."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def _digest(files: Iterable[Path]) -> str:
    return joined(part for file in files for part in (file.name, file.read_text(encoding="utf-8")))
