"""Source lines for tracebacks, told as the learner sees them."""

from __future__ import annotations

from .model import Definition, SourceFile, Submission


def lines(submission: Submission, path: str, first: int, last: int) -> tuple[str, ...]:
    """Lines `first` to `last` (from 1, both counted) of a file; empty where there are none."""
    file = submission.file(path)
    if file is None:
        return ()
    return tuple(file.text.split("\n")[max(first, 1) - 1 : max(last, 0)])


def where(file: SourceFile, line: int) -> str:
    """`path:line`, or for a notebook `path cell 3 line 5` with code cells counted from 1."""
    name, within = place(file, line)
    return f"{name}:{within}" if name == file.path else f"{name} line {within}"


def stands(submission: Submission, definition: Definition) -> str:
    """Where a definition stands, as `where` tells it."""
    file = submission.file(definition.file)
    return where(file, definition.line) if file else f"{definition.file}:{definition.line}"


def place(file: SourceFile, line: int) -> tuple[str, int]:
    """The path and the line, or for a notebook `path cell 3` and the line within the cell."""
    before = [cell for cell in file.cells if cell.offset < line]
    if not before:
        return file.path, line
    return f"{file.path} cell {before[-1].number}", line - before[-1].offset
