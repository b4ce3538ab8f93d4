"""Tables of the terminal: narrow columns first, and a last one for what may be long.

A column of free text stands last: characters such as α, × or ½ are one cell wide on some terminals and two on Japanese
ones, and behind them nothing could line up on both.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from .lines import padded, wrapped

GAP = 2
NARROWEST = 16
"""The last column gets at least so many cells, and on a narrow terminal the others share what is left."""
NARROW = 6
"""A column between gets at least so many."""


def print_columns(
    console: Console, heads: Sequence[str], rows: Sequence[Sequence[str]], right: Collection[int] = ()
) -> None:
    """Prints rows under their heads, each cell broken into lines where its column is too narrow for it.

    Args:
        console: where to.
        heads: of the columns.
        rows: a cell for each column.
        right: columns, by their number, that end on the right: numbers.
    """
    widths = _widths(console, [heads, *rows])
    for place, row in enumerate((heads, *rows)):
        cells = [wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
        for n in range(max(map(len, cells))):
            parts = [_cell(cell[n] if n < len(cell) else "", widths, i, right) for i, cell in enumerate(cells)]
            line = Text((" " * GAP).join(parts).rstrip(), style="" if place else "dim")
            console.print(line, no_wrap=True, crop=False, overflow="ignore")


def _cell(text: str, widths: Sequence[int], column: int, right: Collection[int]) -> str:
    if column == len(widths) - 1:
        return text
    return " " * (widths[column] - cell_len(text)) + text if column in right else padded(text, widths[column])


def _widths(console: Console, rows: Sequence[Sequence[str]]) -> list[int]:
    """Every column as wide as its widest cell; where that is too much the widest gives way, but the first: ids."""
    first, *others = [max(cell_len(row[i]) for row in rows) for i in range(len(rows[0]) - 1)]
    room = console.width - GAP * (len(others) + 1) - NARROWEST - first
    while others and sum(others) > max(room, NARROW * len(others)):
        others[others.index(max(others))] -= 1
    taken = first + sum(others) + GAP * (len(others) + 1)
    return [first, *others, max(console.width - taken, NARROWEST)]
