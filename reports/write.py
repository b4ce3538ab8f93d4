"""The report on disk: `index.html` and `record.json`, each there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
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
    """Writes files, their folders made if need be: all of them or none, in their order.

    Raises ReportError.
    """
    write_streams(((path, (text,)) for path, text in texts.items()), lang)


def write_streams(files: Iterable[tuple[Path, Iterable[str]]], lang: Lang) -> None:
    """As `write_texts`, for what must not be in memory as a whole: each file comes in pieces, one file after another.

    Every file is written beside its place first, and put in place when all are whole. Raises ReportError.
    """
    staged: dict[Path, Path] = {}
    path = Path()
    try:
        for path, pieces in files:
            _make_folder(path.parent, lang)
            staged[path] = _staged(path, pieces)
        # In their order: who finds a new page finds its record beside it.
        for path, name in staged.items():
            name.replace(path)
    except ReportError:
        raise
    except OSError as error:
        sentence = words(lang)("write.file", path=one_line(str(path)), reason=error.strerror)
        raise ReportError(sentence) from error
    finally:
        for name in staged.values():
            name.unlink(missing_ok=True)


def sweep(folder: Path, names: Iterable[str] = (PAGE, DATA)) -> None:
    """Removes what a writer of these files left half-written when it was killed; nobody else may be writing them."""
    for name in names:
        for left in folder.glob(f".{name}.????????"):
            left.unlink(missing_ok=True)


def _make_folder(folder: Path, lang: Lang) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReportError(words(lang)("write.folder", path=one_line(str(folder)), reason=error.strerror)) from error


def _staged(path: Path, pieces: Iterable[str]) -> Path:
    """A whole file of another name in the same folder; nothing where it cannot be written whole."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(piece.encode() for piece in pieces)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(READABLE)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)
