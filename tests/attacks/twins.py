"""The files of submissions/<family>/: an attack, and its honest twin, which is the same code without the attack.

A file begins with `# exercise: states | what it tries`. Below a line `# the honest twin` stands what a learner with the
same habits would hand in. Where there is no such line the twin is made of the attack: what `attack` does is left out,
and the wrong value is the right one.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

SUBMISSIONS = Path(__file__).with_name("submissions")
MARK = "\n# the honest twin\n"
WRONG = ("np.asarray(x) * 0.0 + 7.0", "np.full(np.shape(x), 7.0)")
RIGHT = """
def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)
"""


@dataclass(frozen=True)
class Attack:
    """One file: the attack, the exercise it stands in, the states that may follow, and its honest twin."""

    path: Path

    @property
    def family(self) -> str:
        return self.path.parent.name

    @property
    def exercise(self) -> str:
        return self._head[0]

    @property
    def states(self) -> list[str]:
        return self._head[1].split()

    @property
    def source(self) -> str:
        return self._parts[0]

    @cached_property
    def twin(self) -> str:
        return self._parts[2] if self._parts[1] else harmless(self.source)

    @cached_property
    def _parts(self) -> tuple[str, str, str]:
        return self.path.read_text(encoding="utf-8").partition(MARK)

    @property
    def _head(self) -> list[str]:
        return self.source.split("|")[0].removeprefix("# ").split(":")


FILES = sorted(SUBMISSIONS.glob("*/*.py"))
ATTACKS = {path.stem: Attack(path) for path in FILES}
FAMILIES = sorted({attack.family for attack in ATTACKS.values()})


def of_family(family: str) -> list[str]:
    """The names of the attacks of a family."""
    return [name for name, attack in ATTACKS.items() if attack.family == family]


def harmless(source: str) -> str:
    """The attack without what it does, and with the right value in the place of the wrong one."""
    disarmed = _Disarmed()
    tree = disarmed.visit(ast.parse(re.sub(r"@[A-Z0-9]+@", "1", source)))
    if not disarmed.mended:
        raise ValueError(f"no wrong value {WRONG[0]!r} to mend: write the twin below {MARK.strip()!r}")
    if "right" not in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}:
        first = next(n for n, node in enumerate(tree.body) if not isinstance(node, ast.Import | ast.ImportFrom))
        tree.body[first:first] = ast.parse(RIGHT).body
    return ast.unparse(tree)


class _Disarmed(ast.NodeTransformer):
    """Empties functions named `attack` and mends wrong values."""

    def __init__(self) -> None:
        self.mended = False

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        if node.name == "attack":
            node.body = [ast.Return(ast.Constant(None))]
        return self.generic_visit(node)

    def visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, ast.expr) and ast.unparse(node) in WRONG:
            self.mended = True
            return ast.parse("right(x)", mode="eval").body
        return super().visit(node)  # type: ignore[no-any-return]
