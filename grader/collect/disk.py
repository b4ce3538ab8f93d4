"""Reading a folder or a file from disk: regular files only, links are not followed, sizes are bounded."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..machine import OF_THE_MACHINE
from . import limits
from .model import CollectError, Note
from .names import VENV_MARK, is_source, shown, skipped, wanted


@dataclass
class Raw:
    """Bytes by relative path, and what was said while they were read."""

    files: dict[str, bytes] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    total: int = 0

    def add(self, path: str, data: bytes) -> None:
        """Keep a file, the first of those with one name; refuses when there are too many or they are too large."""
        if path in self.files:
            self.notes.append(_second(path))
            return
        self.files[path] = data
        self.total += len(data)
        if len(self.files) > limits.SOURCE_FILES:
            raise CollectError(
                f"There are more than {limits.SOURCE_FILES:,} source files; hand in only the folder of your own code.",
                f"ソースファイルが {limits.SOURCE_FILES:,} 個を超えています。"
                "自分のコードのあるフォルダーだけを提出してください。",
            )
        if self.total > limits.TOTAL_BYTES:
            raise CollectError(
                f"The source files are larger than {limits.TOTAL_BYTES >> 20} MiB together; "
                "hand in the folder that holds your own code.",
                f"ソースファイルの合計が {limits.TOTAL_BYTES >> 20} MiB を超えています。"
                "自分のコードのあるフォルダーだけを提出してください。",
            )


def read_folder(root: Path) -> Raw:
    """Every source file below `root`, in the order of their paths; one that cannot be read becomes a note."""
    raw = Raw()
    for path, real in _walk(root, raw.notes):
        try:
            raw.add(path, _bytes(real, path))
        except OneFileError as problem:
            raw.notes.append(Note(problem.error.texts, path))
    return raw


def read_file(real: Path, path: str) -> bytes:
    """The bytes of one file; raises CollectError with one sentence when that cannot be."""
    try:
        return _bytes(real, path)
    except OneFileError as problem:
        raise problem.error from None


class OneFileError(Exception):
    """A problem of a single file, to tell it from those of the whole submission."""

    def __init__(self, en: str, ja: str) -> None:
        super().__init__(en)
        self.error = CollectError(en, ja)


def _walk(root: Path, notes: list[Note]) -> Iterator[tuple[str, Path]]:
    """Relative path and place of each wanted file, folder by folder in sorted order."""
    pending: list[tuple[str, Path]] = [("", root)]
    seen = 0
    while pending:
        prefix, folder = pending.pop()
        entries = _entries(folder, prefix, notes)
        seen += len(entries)
        _check_count(seen)
        if prefix and any(entry.name == VENV_MARK for entry in entries):
            continue
        yield from _files(prefix, entries, notes)
        pending += reversed(list(_folders(prefix, entries)))


def _check_count(seen: int) -> None:
    if seen > limits.ENTRIES:
        raise CollectError(
            f"There are more than {limits.ENTRIES:,} files and folders; hand in only the folder of your own code.",
            f"フォルダー内のファイルとフォルダーが {limits.ENTRIES:,} 個を超えています。"
            "自分のコードのあるフォルダーだけを提出してください。",
        )


def _entries(folder: Path, prefix: str, notes: list[Note]) -> list[os.DirEntry[str]]:
    """What is in a folder, sorted; no more than the limit and one are ever read."""
    found: list[os.DirEntry[str]] = []
    try:
        with os.scandir(folder) as scan:
            for entry in scan:
                found.append(entry)
                if len(found) > limits.ENTRIES:
                    break
    except OSError as error:
        problem = _unreadable(prefix.rstrip("/") or folder.name, error)
        if not prefix:
            raise problem.error from None
        notes.append(Note(problem.error.texts, prefix.rstrip("/")))
    return sorted(found, key=lambda entry: entry.name)


def _files(prefix: str, entries: list[os.DirEntry[str]], notes: list[Note]) -> Iterator[tuple[str, Path]]:
    for entry in entries:
        path = prefix + shown(entry.name)
        if entry.is_symlink() and is_source(entry.name):
            notes.append(_link(path))
        elif wanted(path) and not entry.is_symlink() and not entry.is_dir(follow_symlinks=False):
            yield path, Path(entry.path)


def _folders(prefix: str, entries: list[os.DirEntry[str]]) -> Iterator[tuple[str, Path]]:
    if prefix.count("/") >= limits.FOLDER_DEPTH:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False) and not skipped(entry.name):
            yield f"{prefix}{shown(entry.name)}/", Path(entry.path)


def _link(path: str) -> Note:
    return Note(
        {
            "ja": f"{path} はリンクなので読みません。ファイルそのものを置いてください。",
            "en": f"{path} is a link and is not read; put the file itself there.",
        },
        path,
    )


def _second(path: str) -> Note:
    return Note(
        {
            "ja": f"{path} という名前のファイルが二つあり、二つ目は読みません。一方の名前を変えてください。",
            "en": f"There are two files named {path} and the second is not read; give one another name.",
        },
        path,
    )


def _bytes(real: Path, path: str) -> bytes:
    """A regular file's bytes; a pipe or device is never opened, nor waited for if it takes the file's place."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        _check_regular(os.lstat(real), path)
        with open(os.open(real, flags), "rb") as stream:  # noqa: PTH123 - a descriptor, not a path
            _check_regular(os.fstat(stream.fileno()), path)
            data = stream.read(limits.bytes_for(path.lower()) + 1)
    except OSError as error:
        raise _unreadable(path, error) from None
    check_size(data, path)
    return data


def _check_regular(status: os.stat_result, path: str) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise OneFileError(
            f"{path} is not a regular file; put the source file itself there.",
            f"{path} は通常のファイルではありません。ソースファイルそのものを置いてください。",
        )


def check_size(data: bytes, path: str) -> None:
    """Raises when more was read than a file of this kind may hold."""
    limit = limits.bytes_for(path.lower())
    if len(data) > limit:
        size = f"{limit >> 20} MiB" if limit >= 1 << 20 else f"{limit >> 10} KiB"
        raise OneFileError(
            f"{path} is larger than {size}; hand in the source without data or outputs.",
            f"{path} は {size} を超えています。データや出力を除いたソースを提出してください。",
        )


def _unreadable(path: str, error: OSError) -> OneFileError:
    """What is said of a file that is not as it should be; where the machine failed, its error goes on.

    A file that could not be read would be one that was not handed in.
    """
    if error.errno in OF_THE_MACHINE:
        raise error
    if isinstance(error, PermissionError):
        return OneFileError(
            f"{path} may not be read (permission denied); change its permissions and try again.",
            f"{path} を読む権限がありません。アクセス権を変えてからもう一度実行してください。",
        )
    return OneFileError(
        f"{path} cannot be read ({error.strerror or type(error).__name__}); check the file.",
        f"{path} を読めません({error.strerror or type(error).__name__})。ファイルを確かめてください。",
    )
