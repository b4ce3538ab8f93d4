"""A learner's own definition is graded, also where a later import brings a library's object of the same name."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping

from .definitions import flat
from .slicing import Module, Slice, is_star


def protected_source(module: Module, cut: Slice, stars: Mapping[ast.ImportFrom, set[str]]) -> str:
    """The source with later imports of the names it defines left out; statements and line numbers stay as they are.

    `stars` tells what a star import brings, where that can be known: it is then written out name by name.
    """
    lines = module.file.text.split("\n")
    for node, names in reversed(list(_clashing(module, cut, stars))):
        _replace(lines, node, _reduced(node, names, stars, cut))
    return "\n".join(lines)


def _clashing(
    module: Module, cut: Slice, stars: Mapping[ast.ImportFrom, set[str]]
) -> Iterator[tuple[ast.Import | ast.ImportFrom, set[str]]]:
    """Each kept import that stands after a definition of a name it binds, with those names."""
    kept = set(cut.keep)
    for index, node in flat(module.body):
        if index not in kept or not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        defined = {name for name, places in module.defined.items() if min(places) < index}
        if names := defined & _brings(node, stars):
            yield node, names


def _brings(node: ast.Import | ast.ImportFrom, stars: Mapping[ast.ImportFrom, set[str]]) -> set[str]:
    if isinstance(node, ast.ImportFrom) and is_star(node):
        return stars.get(node, set())
    return {alias.asname or alias.name.split(".")[0] for alias in node.names}


def _reduced(
    node: ast.Import | ast.ImportFrom, without: Collection[str], stars: Mapping[ast.ImportFrom, set[str]], cut: Slice
) -> str:
    """The same import without these names, or `pass` where none is left."""
    if isinstance(node, ast.ImportFrom) and is_star(node):
        # Only what is missing here has been asked of that module, so only that is sure to be there.
        aliases = [ast.alias(name) for name in sorted(stars[node] & cut.loose)]
    else:
        aliases = [each for each in node.names if (each.asname or each.name.split(".")[0]) not in without]
    if not aliases:
        return "pass"
    if isinstance(node, ast.Import):
        return ast.unparse(ast.Import(aliases))
    return ast.unparse(ast.ImportFrom(node.module, aliases, node.level))


def _replace(lines: list[str], node: ast.stmt, text: str) -> None:
    """Put `text` where the statement stood; the lines it leaves are continued, so that none moves."""
    first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
    before = lines[first].encode()[: node.col_offset].decode()
    after = lines[last].encode()[node.end_col_offset :].decode()
    if first == last:
        lines[first] = before + text + after
        return
    lines[first : last + 1] = [f"{before}{text} \\", *[" \\"] * (last - first - 1), f" {after}"]
