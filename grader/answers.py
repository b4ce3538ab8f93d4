"""Writes single answers into answers.toml, and leaves everything else in it as it stands, comments too."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from itertools import islice, pairwise
from pathlib import Path

from .collect import CollectError
from .collect.decode import decode
from .collect.settings import loaded, read_answers

Answer = str | Sequence[str] | Mapping[str, str]
MAX_LINES = 200
"""Over how many lines an answer may stand in the file."""
MAX_PLACES = 5
"""At how many lines that begin as the answer does it is looked for; all but one stand within texts."""
PLAIN_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")


class Unplaced(Exception):
    """An answer stands in the file in a way that cannot be replaced: says which."""


class Answers:
    """The answers of one file.

    Args:
        path: the file; it need not be there.

    Raises:
        CollectError: it is not TOML, or not text.
        OSError: it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        data = self.path.read_bytes() if self.path.exists() else b""
        self._text = decode(data, path.name)[0]
        found, notes = read_answers(data)
        if notes:
            raise CollectError(notes[0].texts["en"], notes[0].texts["ja"])
        self.found = dict(found)

    def keep(self, name: str, answer: Answer) -> None:
        """Puts an answer in its place and saves the file at once.

        Raises:
            OSError: it cannot be written.
            Unplaced: it stands there in a form that cannot be replaced.
        """
        key = next((key for key in self.found if key.replace("_", "-").lower() == name), name)
        self._text = updated(self._text, key, answer)
        self.found = loaded(self._text)
        _replace(self.path, self._text)


def updated(text: str, key: str, answer: Answer) -> str:
    """The text of a TOML file with one answer set.

    It goes to where the key stands, else to where it stands in a comment, as `dlgrade init` leaves it, else to the end
    of the table at the top. Each way is tried: right is the one after which the file says what it should.

    Raises:
        Unplaced: there is no such way.
    """
    lines = text.removesuffix("\n").split("\n") if text else []
    line = f"{key if re.fullmatch(r'[A-Za-z0-9_-]+', key) else _quoted(key)} = {toml(answer)}"
    wanted = {**loaded(text), key: loaded(f"x = {toml(answer)}")["x"]}
    top = _top(lines)
    ways = [[*lines[:start], line, *lines[end:]] for start, end in [*_stands(lines, key), *_commented(lines, key)]]
    ways += [[*lines[:top], line, *lines[top:]], [line, *lines]]
    ways += [[line, *lines[:start], *lines[end:]] for start, end in _tables(lines, key)]
    for way in ways:
        if _says("\n".join(way), wanted):
            return "\n".join(way) + "\n"
    raise Unplaced(key)


def _says(text: str, wanted: Mapping[str, object]) -> bool:
    try:
        return loaded(text) == wanted
    except (ValueError, RecursionError):
        return False


def _stands(lines: Sequence[str], key: str) -> list[tuple[int, int]]:
    """The lines over which `key = value` may stand: from one that begins so to the first with which it is whole."""
    found = []
    for start in _beginning(lines, rf"\s*([\"']?){re.escape(key)}\1\s*="):
        ends = range(start + 1, min(start + MAX_LINES, len(lines)) + 1)
        end = next((end for end in ends if _whole("\n".join(lines[start:end]))), None)
        found += [] if end is None else [(start, end)]
    return found


def _beginning(lines: Sequence[str], pattern: str) -> list[int]:
    """The first lines that begin so."""
    begin = re.compile(pattern)
    return list(islice((i for i, line in enumerate(lines) if begin.match(line)), MAX_PLACES))


def _whole(text: str) -> bool:
    try:
        loaded(text)
    except (ValueError, RecursionError):
        return False
    return True


def _commented(lines: Sequence[str], key: str) -> list[tuple[int, int]]:
    return [(i, i + 1) for i in _beginning(lines, rf"\s*#\s*{re.escape(key)}\s*=")]


def _top(lines: Sequence[str]) -> int:
    """Where the first table begins, or the end."""
    return next((i for i, line in enumerate(lines) if re.match(r"\s*\[[^\],]+\]+\s*(#.*)?$", line)), len(lines))


def _tables(lines: Sequence[str], key: str) -> list[tuple[int, int]]:
    """The lines of a table of this name: from its head to the next one's."""
    heads = [i for i, line in enumerate(lines) if re.match(r"\s*\[", line)] + [len(lines)]
    named = re.compile(rf"\s*\[\s*([\"']?){re.escape(key)}\1\s*\]\s*(#.*)?$")
    return [(start, end) for start, end in pairwise(heads) if named.match(lines[start])][:MAX_PLACES]


def toml(answer: Answer) -> str:
    """An answer as TOML: a number that is one as such, else a text, a list or a table of texts."""
    if isinstance(answer, str):
        return answer if PLAIN_NUMBER.fullmatch(answer) and len(answer) < 16 else _quoted(answer)
    if isinstance(answer, Mapping):
        return f"{{ {', '.join(f'{key} = {_quoted(value)}' for key, value in answer.items())} }}"
    return f"[{', '.join(map(_quoted, answer))}]"


def _quoted(text: str) -> str:
    whole = text.encode("utf-8", "replace").decode()
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")


def _replace(path: Path, text: str) -> None:
    """The file is the old one or the new one at every moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
