"""An export on disk: the whole file or the one that was there before."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..classroom import Head, Learner
from ..write import write_streams
from . import class_export


def write_class_export(name: str, head: Head, learners: Iterable[Learner], path: Path) -> None:
    """Writes the class in the format `name` to `path`, one learner at a time.

    Raises UnknownExport, and ReportError where it cannot be written.
    """
    write_streams([(path, class_export(name, head.lang)(head, learners))], head.lang)
