"""What a learner wrote, made safe to look at: characters that hide or move other characters become visible marks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

T = TypeVar("T")

# Controls but tab and newline; soft hyphen; invisible, joining and direction marks; separators that break lines;
# fillers and tags that show nothing; surrogates, which no output can encode.
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)

# What the runner of GitHub Actions takes for a command: `::name` at the beginning of a line, `##[name]` anywhere in it.
COMMAND = re.compile(r"^[^\S\n]*:+(?=:)|#(?=#\[)", re.MULTILINE)
ESCAPED = re.compile(rf"{HIDDEN.pattern}|#(?=#\[)")


def visible(text: str) -> str:
    """`text` with every hidden character shown as `⟨U+202E⟩`; tabs and line ends stay."""
    return HIDDEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """`visible(text)` on one line, so that a learner's line end cannot begin a line of ours."""
    return " ".join(visible(text).split())


def logged(text: str) -> str:
    """`one_line(text)` for a line of a log, where it is no command of the machine that keeps the log."""
    return uncommanded(one_line(text))


def uncommanded(text: str) -> str:
    """`text`, as wide as before, with blanks in the place of what would begin a command."""
    return COMMAND.sub(lambda found: " " * len(found[0]), text)


def escaped(text: str) -> str:
    """JSON text whose hidden characters, lone surrogates and commands are escapes, which read back as they were."""
    return ESCAPED.sub(lambda found: json.dumps(found[0])[1:-1] if found[0] != "#" else "\\u0023", text)


def shown(record: T) -> T:
    """`record` with `visible` applied to every text in it, whatever its type: none can be forgotten."""
    return cast(T, _map(record, visible))


def _map(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_map(item, change) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{item.name: _map(getattr(value, item.name), change) for item in fields(value)})
    return value
