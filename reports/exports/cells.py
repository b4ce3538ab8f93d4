"""CSV as RFC 4180 has it, made so that no spreadsheet runs what a learner wrote.

The one place where a cell is made harmless. A text that begins with `=`, `+`, `-`, `@`, a tab or a line end (also
behind spaces, also full-width, as spreadsheets accept them) gets an apostrophe in front, as OWASP advises
(https://owasp.org/www-community/attacks/CSV_Injection); a text that is nothing but a number stays as it is.
Texts are quoted, so that a spreadsheet that splits at `;` cannot cut a formula out of one; numbers are not, so that
they stay numbers.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ..safe import uncommanded, visible
from .text import number

BOM = "\ufeff"  # by which Excel knows UTF-8, without which it garbles Japanese
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")  # full-width too
PLAIN_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)

Cell = str | int | float | None


def lines(rows: Iterable[Iterable[Cell]]) -> Iterator[str]:
    """Each row as a line that ends in CR LF; no row is kept."""
    writer = csv.writer(_Line(), quoting=csv.QUOTE_NONNUMERIC)
    for row in rows:
        line: str = writer.writerow([cell(value) for value in row])
        yield line


def cell(value: Cell) -> str | int | float:
    """What is written for `value`: numbers as numbers, texts harmless, nothing for None."""
    if value is None:
        return ""
    return number(value) if isinstance(value, int | float) else harmless(value)


@lru_cache(maxsize=8192)  # states and labels come again with every learner
def harmless(text: str) -> str:
    """`text` such that a spreadsheet shows it and does not run it."""
    shown = uncommanded(visible(text).replace("\n", " "))
    return f"'{shown}" if FORMULA.match(text) and not PLAIN_NUMBER.fullmatch(text) else shown


class _Line:
    """A file that gives back what is written to it, so that the writer's line comes out."""

    def write(self, text: str) -> str:
        return text
