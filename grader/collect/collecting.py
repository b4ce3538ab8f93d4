"""One submission, whatever it was handed in as, read as text."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..machine import OF_THE_MACHINE
from .decode import decode
from .disk import Raw, read_file, read_folder
from .finding import settled_file
from .magics import without_magics
from .model import CollectError, Kind, Note, SourceFile, Submission
from .names import ANSWERS, SETTINGS, is_source, shown
from .notebook import read_notebook
from .parsing import parse, seems_to_define
from .settings import read_answers, read_settings
from .shadows import shadow_notes


@dataclass(frozen=True)
class Bundle:
    """The bytes of what was handed in, before any of it is parsed; it can be sent to another machine.

    Attributes:
        name: name of the folder, file, notebook or archive.
        kind: how it was handed in.
        raw: the files that will be parsed.
    """

    name: str
    kind: Kind
    raw: Raw

    @property
    def digest(self) -> str:
        """SHA-256 over paths and bytes; the submission that is read from it has the same."""
        return _digest(self.raw)


def collect(path: Path) -> Submission:
    """Read a folder, a `.py`, a `.ipynb` or a `.zip`; raises CollectError, one sentence, when it cannot be graded."""
    return understood(bundle(path))


def bundle(path: Path) -> Bundle:
    """The bytes of a folder, a `.py`, a `.ipynb` or a `.zip`; raises CollectError when they cannot be read."""
    kind, real = _kind(path)
    return Bundle(shown(real.name or str(real)), kind, _raw(kind, real))


def bundle_of(name: str, paths: Sequence[Path]) -> Bundle:
    """Several files that were handed in together, as one folder; raises CollectError."""
    whole = Raw()
    for path in paths:
        part = _raw(*_kind(path))
        whole.notes += part.notes
        for inner, data in part.files.items():
            whole.add(inner, data)
    return Bundle(name, "folder", whole)


def understood(parcel: Bundle) -> Submission:
    """What the bytes say; raises CollectError, one sentence, when there is nothing to grade in them."""
    kind, name, raw = parcel.kind, parcel.name, parcel.raw
    settings = read_settings(raw.files.get(SETTINGS))
    answers, answer_notes = read_answers(raw.files.get(ANSWERS))
    files, notes = _sources(raw, single=kind in ("file", "notebook"))
    for symbol, target in settings.symbols.items():
        settled_file(files, symbol, target.partition(":")[0])
    if not files and not answers:
        raise _nothing(name, (*raw.notes, *notes))
    said = (*raw.notes, *notes, *answer_notes, *shadow_notes(files, name))
    return Submission(name, kind, parcel.digest, files, said, settings, answers)


def _kind(path: Path) -> tuple[Kind, Path]:
    """How it was handed in, told by what is there and the ending of its name."""
    try:
        real = path.resolve(strict=True)
        mode = real.stat().st_mode
    except (OSError, RuntimeError, ValueError) as error:
        if isinstance(error, OSError) and error.errno in OF_THE_MACHINE:
            raise
        raise CollectError(
            f"There is nothing to read at {path}; check the path.",
            f"{path} には読めるものがありません。パスを確かめてください。",
        ) from None
    if stat.S_ISDIR(mode):
        return "folder", real
    kinds: dict[str, Kind] = {".py": "file", ".ipynb": "notebook", ".zip": "zip"}
    kind = kinds.get(real.suffix.lower())
    if kind is None:
        raise CollectError(
            f"{real.name} is neither a folder nor a .py, .ipynb or .zip file; hand in one of these.",
            f"{real.name} はフォルダーでも .py、.ipynb、.zip でもありません。いずれかを指定してください。",
        )
    return kind, real


def _raw(kind: Kind, real: Path) -> Raw:
    if kind == "folder":
        return read_folder(real)
    if kind == "zip":
        return _zip(real)
    raw = Raw()
    raw.add(shown(real.name), read_file(real, shown(real.name)))
    return raw


def _zip(real: Path) -> Raw:
    from .archive import check_zip_size, read_zip  # zipfile is slow to import, and most submissions are none

    check_zip_size(os.lstat(real).st_size, real.name)
    data = read_file(real, real.name)
    check_zip_size(len(data), real.name)
    return read_zip(data, real.name)


def _sources(raw: Raw, *, single: bool) -> tuple[tuple[SourceFile, ...], tuple[Note, ...]]:
    """Each source file parsed; one that cannot be is a note, or the error itself when it is all there is."""
    files: list[SourceFile] = []
    notes: list[Note] = []
    for path, data in sorted(raw.files.items()):
        if not is_source(path.rpartition("/")[2]):
            continue
        try:
            file, said = _source(path, data)
        except CollectError as error:
            if single:
                raise
            lost = seems_to_define(data.decode("utf-8", "replace"))
            notes.append(Note(error.texts, path, lost))
            continue
        files.append(file)
        notes += said
    return tuple(files), tuple(notes)


def _source(path: str, data: bytes) -> tuple[SourceFile, tuple[Note, ...]]:
    text, guessed = decode(data, path)
    if path.lower().endswith(".ipynb"):
        file, notes = read_notebook(text, path)
        return file, (*guessed, *notes)
    try:
        return SourceFile(path, text, "python", parse(text, path)), guessed
    except CollectError:
        plain = without_magics(text)  # Colab writes a notebook's `!pip install` into the .py that it exports
        if plain == text:
            raise
        tree = parse(plain, path)
    return SourceFile(path, plain, "python", tree), (*guessed, _left_out(path, text, plain))


def _left_out(path: str, text: str, plain: str) -> Note:
    lines = zip(text.split("\n"), plain.split("\n"), strict=True)
    number, line = next((n, line) for n, (line, kept) in enumerate(lines, start=1) if line != kept)
    what = line.strip()[:40]
    return Note(
        {
            "ja": f"{path}:{number} の `{what}` のように Python ではなくノートブックだけで動く行は、読み飛ばしました。",
            "en": f"Lines that only a notebook runs, such as `{what}` at {path}:{number}, were passed over.",
        },
        path,
    )


def _nothing(name: str, notes: Iterable[Note]) -> CollectError:
    """Nothing was readable: the first reason, or that there is no source at all."""
    for note in notes:
        return CollectError(note.texts["en"], note.texts["ja"])
    return CollectError(
        f"{name} holds no Python file and no notebook; hand in the folder that holds your own code.",
        f"{name} に Python ファイルもノートブックもありません。自分のコードのあるフォルダーを指定してください。",
    )


def _digest(raw: Raw) -> str:
    """SHA-256 over sorted paths and bytes, each with its length so that no two submissions run together."""
    digest = hashlib.sha256()
    for path, data in sorted(raw.files.items()):
        for part in (path.encode("utf-8", "surrogatepass"), data):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    return digest.hexdigest()
