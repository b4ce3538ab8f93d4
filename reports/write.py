"""The report on disk: `index.html` and `record.json`, each there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from .page import render
from .record import Record
from .safe import one_line
from .serial import to_json
from .words import words

PAGE, DATA = "index.html", "record.json"
READABLE = 0o644  # what a plain `open` gives; mkstemp alone would keep the page from a web server or a teacher


class ReportError(OSError):
    """The report cannot be written; the message is one sentence in the record's language that says what to do."""


def write_report(record: Record, out_dir: Path) -> Path:
    """Writes the page and the record of `record` into `out_dir`, made if need be, and returns the page's path.

    Raises ReportError; whatever stood there before is then still whole, and nothing half-written is left.
    """
    texts = {DATA: to_json(record), PAGE: render(record)}
    w = words(record.lang)
    try:
        out_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReportError(w("write.folder", path=one_line(str(out_dir)), reason=error.strerror)) from error
    # The page last: who finds a new page finds its record beside it.
    for name, text in texts.items():
        _write(out_dir / name, text, record)
    return out_dir / PAGE


def _write(path: Path, text: str, record: Record) -> None:
    try:
        _replace(path, text.encode())
    except OSError as error:
        sentence = words(record.lang)("write.file", path=one_line(str(path)), reason=error.strerror)
        raise ReportError(sentence) from error


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(READABLE)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
