"""The report on disk: `index.html` and `record.json`, each there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from .page import render
from .record import Record
from .safe import one_line
from .serial import to_json
from .words import Lang, words

PAGE, DATA = "index.html", "record.json"
READABLE = 0o644  # what a plain `open` gives; mkstemp alone would keep the page from a web server or a teacher


class ReportError(OSError):
    """The report cannot be written; the message is one sentence in the record's language that says what to do."""


def write_report(record: Record, out_dir: Path) -> Path:
    """Writes the page and the record of `record` into `out_dir`, made if need be, and returns the page's path.

    Raises ReportError; whatever stood there before is then still whole, and nothing half-written is left.
    """
    write_texts({out_dir / DATA: to_json(record), out_dir / PAGE: render(record)}, record.lang)
    return out_dir / PAGE


def write_texts(texts: Mapping[Path, str], lang: Lang) -> None:
    """Writes files of one folder, made if need be: all of them or none, in their order.

    Raises ReportError.
    """
    folder = next(iter(texts)).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReportError(words(lang)("write.folder", path=one_line(str(folder)), reason=error.strerror)) from error
    _all_or_none({path: text.encode() for path, text in texts.items()}, lang)


def _all_or_none(files: Mapping[Path, bytes], lang: Lang) -> None:
    """Writes every file beside its place first, and puts them in place when all are whole."""
    staged: dict[Path, Path] = {}
    path = next(iter(files))
    try:
        for path, data in files.items():
            staged[path] = _staged(path, data)
        # The page last: who finds a new page finds its record beside it.
        for path, name in staged.items():
            name.replace(path)
    except OSError as error:
        sentence = words(lang)("write.file", path=one_line(str(path)), reason=error.strerror)
        raise ReportError(sentence) from error
    finally:
        for name in staged.values():
            name.unlink(missing_ok=True)


def _staged(path: Path, data: bytes) -> Path:
    """A whole file of another name in the same folder; nothing where it cannot be written whole."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(READABLE)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)
