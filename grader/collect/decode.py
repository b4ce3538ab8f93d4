"""From bytes to text: UTF-8, a coding line, or cp932 where neither holds."""

from __future__ import annotations

import codecs
import io
import re
import tokenize
from collections.abc import Iterable

from .model import CollectError, Note

# Python knows codecs that are no text encodings at all, and some that take quadratic time; a learner's file is in one
# of these, by the names that `codecs.lookup` gives; looking them all up at import takes as long as all the rest.
_ENCODINGS = (
    *("utf-8", "utf-8-sig", "ascii", "iso8859-1", "iso8859-15", "cp1252"),
    *("shift_jis", "shift_jis_2004", "cp932", "euc_jp", "euc_jis_2004", "iso2022_jp"),
    *("gbk", "gb18030", "big5", "euc_kr", "cp949"),
)


def decode(data: bytes, path: str) -> tuple[str, tuple[Note, ...]]:
    """The text with `\\n` line ends, and a note where the encoding had to be guessed; raises CollectError."""
    if b"\0" in data:
        raise CollectError(
            f"{path} is not text but a binary file; save it as UTF-8 text.",
            f"{path} はテキストではなくバイナリファイルです。UTF-8 のテキストとして保存してください。",
        )
    text, notes = _text(data, path)
    return re.sub(r"\r\n?", "\n", text), notes


def _text(data: bytes, path: str) -> tuple[str, tuple[Note, ...]]:
    encoding = _declared(data, path)
    try:
        return data.decode(encoding or "utf-8-sig"), ()
    except UnicodeDecodeError:
        if encoding is not None:
            raise _wrong(path, encoding) from None
    try:
        text = data.decode("cp932")
    except UnicodeDecodeError:
        raise _wrong(path, "UTF-8") from None
    # Python maps the bytes that mean nothing in cp932 to these instead of refusing them.
    if re.search("[\x80\xa0\uf8f0-\uf8f3]", text):
        raise _wrong(path, "UTF-8")
    return text, (_guessed(path),)


def _declared(data: bytes, path: str) -> str | None:
    """The encoding that a byte order mark or a coding line asks for; None where there is neither."""
    head = b"\n".join(re.split(rb"\r\n?|\n", data, maxsplit=2)[:2]) + b"\n"
    # The text itself is tried later: here only the coding line matters, and it is ASCII.
    ascii_head = bytes(byte if byte < 0x80 else 0x3F for byte in head.removeprefix(codecs.BOM_UTF8))
    try:
        name, lines = tokenize.detect_encoding(io.BytesIO(ascii_head).readline)
        encoding = codecs.lookup(name).name
    except (SyntaxError, LookupError):
        raise _unknown(path) from None
    if encoding not in _ENCODINGS:
        raise _unknown(path)
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    return encoding if _has_coding_line(lines) else None


def _has_coding_line(lines: Iterable[bytes]) -> bool:
    return any(re.match(rb"^[ \t\f]*#.*?coding[:=][ \t]*[-\w.]+", line) for line in lines)


def _unknown(path: str) -> CollectError:
    return CollectError(
        f"{path} has a coding line that names no known text encoding; save the file as UTF-8 and remove that line.",
        f"{path} の coding 行にある文字コードは使えません。UTF-8 で保存し、その行を消してください。",
    )


def _wrong(path: str, encoding: str) -> CollectError:
    return CollectError(
        f"{path} is not valid {encoding}; save it as UTF-8.",
        f"{path} は {encoding} として読めません。UTF-8 で保存してください。",
    )


def _guessed(path: str) -> Note:
    return Note(
        {
            "ja": f"{path} は UTF-8 ではないので Shift_JIS(cp932)として読みました。UTF-8 で保存すると確実です。",
            "en": f"{path} is not UTF-8 and was read as Shift_JIS (cp932); saving it as UTF-8 is safer.",
        },
        path,
    )
