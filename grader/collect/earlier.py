"""A file as it was before it defined a symbol anew: a later definition may need data that was not handed in."""

from __future__ import annotations

import ast
from dataclasses import replace

from .definitions import flat
from .model import Definition, SourceFile, Submission
from .parsing import NotPythonError, tree_of


def without(submission: Submission, definition: Definition) -> Submission | None:
    """The submission with the lines of one function or class left empty; None where that leaves no earlier one."""
    file = submission.file(definition.file)
    if file is None:
        return None
    ours = [node for _, node in flat(file.tree.body) if getattr(node, "name", "") == definition.symbol]
    node = next((node for node in ours if node.lineno == definition.line), None)
    emptied = _emptied(file, node) if node is not None and node is not ours[0] else None
    if emptied is None:
        return None
    files = tuple(emptied if each is file else each for each in submission.files)
    return replace(submission, files=files, known={})


def _emptied(file: SourceFile, node: ast.stmt) -> SourceFile | None:
    """The file without a statement, every other line where it was; None where it cannot stand without it."""
    lines = file.text.split("\n")
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(each.lineno for each in decorators)])
    last = node.end_lineno or node.lineno
    text = "\n".join([*lines[: first - 1], *("" for _ in lines[first - 1 : last]), *lines[last:]])
    try:
        return replace(file, text=text, tree=tree_of(text))
    except NotPythonError:
        return None
