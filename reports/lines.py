"""Breaking text into lines of terminal cells, where Japanese has no spaces to break at."""

from __future__ import annotations

import re
from bisect import bisect_right
from unicodedata import east_asian_width

from rich.cells import cell_len, set_cell_size

# A piece that stays together: a word with the space behind it, or one full-width character with what must not end a
# line (「 …) before it and what must not begin one (、。」 …) behind it.
PIECE = re.compile(
    r"[(\[（［「『【]*(?:[^\s\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]+|.)[、。，．）」』】！？：；ーっゃゅょッャュョ,.:;)]*\s*"
)

MOST_IN_CELL = 8  # characters that share a cell: letters with their marks


def cells(text: str) -> int:
    """Cells that `text` takes at most: characters such as α, × or ½ are one wide, and two on Japanese terminals."""
    return cell_len(text) + sum(east_asian_width(character) == "A" for character in text if character > "~")


def wrapped(text: str, width: int, limit: int | None = None) -> list[str]:
    """`text` in lines of at most `width` cells; with `limit`, at most so many, the last one ending in `…` if cut."""
    lines = [""]
    for piece in PIECE.findall(text):
        if lines[-1] and cells(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece
        lines[-1:] = _cut(lines[-1], width)
    if limit is not None and len(lines) > limit:
        # Joined before the spaces at the ends go: two English words keep theirs, Japanese never had one.
        lines[limit - 1 :] = [ellipsis(lines[limit - 1] + lines[limit], width)]
    return [line.rstrip() for line in lines]


def ellipsis(text: str, width: int) -> str:
    """`text`, cut to `width` cells with an `…` where it is longer."""
    if cells(text) <= width:
        return text
    text = text[: MOST_IN_CELL * width]
    while cells(f"{text}…") > width and text:
        text = text[:-1]
    return f"{text.rstrip()}…"


def padded(text: str, width: int) -> str:
    """`text` cut or filled to exactly `width` cells."""
    return set_cell_size(ellipsis(text, width), width)


def _cut(line: str, width: int) -> list[str]:
    # A word wider than the line has to be broken somewhere. No more of it is looked at than could stand on one line.
    parts, most = [], MOST_IN_CELL * width
    while len(line) > most or cells(line.rstrip()) > width:
        end = max(1, bisect_right(range(1, most + 1), width, key=lambda end: cells(line[:end])))
        parts.append(line[:end])
        line = line[end:]
    return [*parts, line]
