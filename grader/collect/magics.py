"""IPython's own lines taken out of a cell, in place, so that line numbers hold."""

from __future__ import annotations

import re

from .scan import Scan

# Cell magics under which the rest of the cell is still Python that runs in the notebook.
_PYTHON_CELLS = frozenset({"time", "capture", "prun", "memit", "mprun", "python", "python3", "py"})
_CELL = re.compile(r"\s*%%(\w+)(.*)")
_TIMED = re.compile(r"(\s*)%time\s+(?=\S)")
# Nothing here is tried twice: a line of a million spaces is read once.
_MAGIC = re.compile(r"[%!?]|[\w.\[\]]++\s*+\?{1,2}\s*$|[\w.,\s]++=\s*[%!]")


def without_magics(source: str) -> str:
    """The cell with each magic line replaced by `pass`; nothing is left of a cell in another language."""
    lines = source.split("\n")
    first = next((n for n, line in enumerate(lines) if line.strip()), 0)
    if cell := _CELL.match(lines[first]):
        if not _is_python(cell[1], cell[2]):
            return "\n".join("" for _ in lines)
        lines[first] = ""
    return "\n".join(_plain_lines(lines))


def _is_python(magic: str, rest: str) -> bool:
    return magic in _PYTHON_CELLS or (magic in ("writefile", "file") and rest.strip().endswith(".py"))


def _plain_lines(lines: list[str]) -> list[str]:
    """Only a line that begins a statement can be a magic: `%` may also go on with an expression."""
    plain, scan = [], Scan()
    for line in lines:
        kept = line if scan.inside else _plain(line)
        scan.line(kept)
        plain.append(kept)
    return plain


def _plain(line: str) -> str:
    if timed := _TIMED.match(line):
        return timed[1] + line[timed.end() :]
    code = line.lstrip()
    if not _MAGIC.match(code):
        return line
    return f"{line[: len(line) - len(code)]}pass"
