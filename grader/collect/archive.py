"""Reading a zip in memory: nothing is unpacked to disk, and what counts is what is read, not what a header claims."""

from __future__ import annotations

import io
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from pathlib import Path

try:
    from lzma import LZMAError
except ImportError:  # a Python that was built without it
    LZMAError = zlib.error  # type: ignore[misc, assignment]

from . import limits
from .disk import OneFileError, Raw, check_size
from .model import CollectError, Note
from .names import VENV_MARK, in_source_tree, wanted

_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
_ENTRY = b"PK\x01\x02"
# The others are expanded whole before the first byte of them is handed out, up to a millionfold.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, LZMAError, struct.error, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError, MemoryError),
)


def read_zip(data: bytes, name: str) -> Raw:
    """Every source file in the archive; raises CollectError for an archive that is unsafe, too large or damaged."""
    # each entry takes a kilobyte as soon as the archive is opened, and what it says of their number may be a lie
    _check_total(data.count(_ENTRY), 0, len(data))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(archive, len(data))
    except _BROKEN as error:
        raise CollectError(
            f"{Path(name).name} is not a zip that can be read ({type(error).__name__}); make the archive again.",
            f"{Path(name).name} は読める zip ではありません({type(error).__name__})。もう一度圧縮してください。",
        ) from None


def check_zip_size(size: int, name: str) -> None:
    """Raises when the archive itself is too large."""
    if size > limits.ZIP_BYTES:
        raise CollectError(
            f"{name} is larger than {limits.ZIP_BYTES >> 20} MiB; leave data files out of the archive.",
            f"{name} は {limits.ZIP_BYTES >> 20} MiB を超えています。データファイルを除いて圧縮してください。",
        )


def _read(archive: zipfile.ZipFile, size: int) -> Raw:
    entries = archive.infolist()
    _check_total(len(entries), sum(entry.file_size for entry in entries), size)
    for entry in entries:
        _check_entry(entry)
    _check_names(entries)
    raw = Raw()
    for path, entry in sorted(_sources(entries).items()):
        try:
            raw.add(path, _bytes(archive, entry, path))
        except OneFileError as problem:
            raw.notes.append(Note(problem.error.texts, path))
        _check_total(len(entries), raw.total, size)
    return raw


def _bytes(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: str) -> bytes:
    with archive.open(entry) as stream:
        data = stream.read(limits.bytes_for(path.lower()) + 1)
    check_size(data, path)
    return data


def _check_total(entries: int, expanded: int, size: int) -> None:
    if entries > limits.ENTRIES:
        raise CollectError(
            f"The archive holds more than {limits.ENTRIES:,} entries; put only your own code into it.",
            f"アーカイブの項目が {limits.ENTRIES:,} 個を超えています。自分のコードだけを入れてください。",
        )
    if expanded > max(limits.ZIP_RATIO * size, limits.ZIP_RATIO_FREE):
        raise CollectError(
            f"The archive expands to more than {limits.ZIP_RATIO} times its size; put only your own code into it.",
            f"アーカイブを展開すると元の {limits.ZIP_RATIO} 倍を超えます。自分のコードだけを入れてください。",
        )
    if expanded > limits.TOTAL_BYTES:
        raise CollectError(
            f"The archive expands to more than {limits.TOTAL_BYTES >> 20} MiB; leave data files out of it.",
            f"アーカイブを展開すると {limits.TOTAL_BYTES >> 20} MiB を超えます。データファイルを除いてください。",
        )


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = _name(entry)
    if re.match(r"[/\\]|[A-Za-z]:", name) or ".." in re.split(r"[/\\]", name):
        raise CollectError(
            f"The archive has an entry that leads out of it ({name[:80]!r}); make it again from your folder.",
            f"アーカイブの外を指す項目があります({name[:80]!r})。フォルダーから作り直してください。",
        )
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise CollectError(
            f"The archive holds a link ({name[:80]!r}); put the file itself into it.",
            f"アーカイブにリンクが入っています({name[:80]!r})。ファイルそのものを入れてください。",
        )
    if entry.flag_bits & _ENCRYPTED_FLAG:
        raise CollectError(
            f"The archive is encrypted ({name[:80]!r}); make it again without a password.",
            f"アーカイブが暗号化されています({name[:80]!r})。パスワードなしで作り直してください。",
        )
    if entry.compress_type not in _METHODS:
        raise CollectError(
            f"The archive is compressed in a way that is not read here ({name[:80]!r}); make it again as a plain zip.",
            f"アーカイブの圧縮方式には対応していません({name[:80]!r})。普通の zip として作り直してください。",
        )


def _check_names(entries: list[zipfile.ZipInfo]) -> None:
    """Of two files of one name everybody who opens the archive may see another one."""
    seen: set[str] = set()
    for name in (_name(entry).replace("\\", "/") for entry in entries if not entry.filename.endswith("/")):
        if name in seen:
            raise CollectError(
                f"The archive holds two files of one name ({name[:80]!r}); make it again from your folder.",
                f"アーカイブに同じ名前のファイルが二つあります({name[:80]!r})。フォルダーから作り直してください。",
            )
        seen.add(name)


def _sources(entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """What is to be read, by path; a single folder that holds everything is left out of the paths."""
    files = {_name(entry).replace("\\", "/"): entry for entry in entries if not entry.filename.endswith("/")}
    venvs = {path.rpartition("/")[0] for path in files if path.rpartition("/")[2] == VENV_MARK}
    own = {path: entry for path, entry in files.items() if in_source_tree(path, venvs)}
    tops = {path.split("/")[0] if "/" in path else "" for path in own}
    cut = len(tops.pop()) + 1 if len(tops) == 1 and "" not in tops else 0
    return {path[cut:]: entry for path, entry in own.items() if wanted(path[cut:])}


def _name(entry: zipfile.ZipInfo) -> str:
    """The entry's name; without the UTF-8 flag it is what macOS (UTF-8) or Japanese Windows (cp932) wrote."""
    if entry.flag_bits & _UTF8_FLAG:
        return unicodedata.normalize("NFC", entry.filename)
    for encoding in ("utf-8", "cp932"):
        try:
            return unicodedata.normalize("NFC", entry.filename.encode("cp437").decode(encoding))
        except UnicodeError:
            continue
    return entry.filename
