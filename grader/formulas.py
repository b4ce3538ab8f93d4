"""Formulas and lines of code that learners answer with: read here, run behind the wall, compared by value."""

from __future__ import annotations

import ast
import builtins
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, permutations
from typing import Any

import numpy as np

from ..exercises.checking.compare import compare, resembles
from ..exercises.checking.outcome import LearnerError
from ..exercises.checking.question import Question, Variable
from ..exercises.checking.text import sentence
from ..exercises.checking.tolerance import DEFAULT
from .channel import Worker
from .reading import Unreadable, plain
from .worker.frames import Callback, FrameError, Handle, Writer
from .workers import Workers

CPU_SECONDS = 2
POINTS = 3
MAX_STATEMENTS = 20
MAX_READINGS = 24
FUNCTIONS = ("sqrt", "exp", "log", "sign", "pi")
MODULES = frozenset({"np", "numpy", "math"})
HEAD = f"import math\n\nimport numpy\nimport numpy as np\nfrom numpy import {', '.join(FUNCTIONS)}\n\n\n"
SIGNS = str.maketrans({"×": "*", "·": "*", "・": "*", "⋅": "*", "÷": "/", "−": "-", "²": "**2", "³": "**3", "^": "**"})


class UnknownNames(Exception):
    """A formula uses names that the question does not give: says which."""


@dataclass(frozen=True)
class Program:
    """What was read of an answer.

    Attributes:
        lines: assignments, and the value last of all.
        names: names that it uses and does not define, in order.
    """

    lines: tuple[str, ...]
    names: tuple[str, ...]


def judge(question: Question, given: object, workers: Workers, seed: int) -> tuple[bool, str]:
    """Whether a formula is right, and the label of the known mistake that it makes, if any.

    Right is what gives the right values at every point, for one way to read its names.

    Raises:
        Unreadable: it is no formula.
        UnknownNames: it uses names that nobody knows.
        LearnerError: it raised, took too long, or broke the wall.
    """
    program = read(question, given)
    cases = [question.draw(question.case(seed + point)) for point in range(POINTS)]
    worker = workers.start(CPU_SECONDS)
    try:
        return _judged(question, program, cases, worker)
    finally:
        worker.end()


def _judged(
    question: Question, program: Program, cases: Sequence[Mapping[str, Any]], worker: Worker
) -> tuple[bool, str]:
    _load(program, worker)
    label, raised = "", None
    for roles in _readings(question, program.names):
        try:
            got = [_called(worker, [values[role] for role in roles]) for values in cases]
        except LearnerError as error:
            if error.state not in ("error", "fail"):
                raise
            raised = error
            continue
        for expected, mistaken in _standards(question, cases):
            if not any(compare(right, one, DEFAULT) for right, one in zip(expected, got, strict=True)):
                return True, ""
            label = label or next((name for name, wrong in mistaken.items() if resembles(wrong, got)), "")
    if raised:
        raise raised
    return False, label


def _standards(
    question: Question, cases: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[list[Any], dict[str, list[Any]]]]:
    """Right and mistaken values at every point: with optional factors, and where there are any without them."""
    left_out = {variable.name: 1.0 for variable in question.variables.values() if variable.optional}
    for values in [cases, [{**one, **left_out} for one in cases]][: 2 if left_out else 1]:
        mistaken = [question.mistaken(one) for one in values]
        yield (
            [question.expected(one) for one in values],
            {label: [one[label] for one in mistaken] for label in mistaken[0]},
        )


def read(question: Question, given: object) -> Program:
    """The statements of an answer.

    Raises:
        Unreadable: it is none.
        UnknownNames: it uses names that the question does not give, where only these will do.
    """
    plain(given)  # a text of a length that may be parsed
    source = formula(str(given)) if question.kind == "expression" else unicodedata.normalize("NFKC", str(given)).strip()
    program = _program(source)
    unknown = [name for name in program.names if not _role(question, name)]
    too_many = len(program.names) > len(question.variables)
    if unknown and (question.strict or too_many):
        raise UnknownNames(", ".join(unknown))
    return program


def formula(text: str) -> str:
    """A formula as people write it, `dz/dx = 2(x + y)`, as Python."""
    text = re.sub(r"\b[d∂]([A-Za-z])\s*/\s*[d∂]([A-Za-z])\b", r"d\1_d\2", text.translate(SIGNS))
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"√\s*(?=\()", "sqrt", text)
    text = re.sub(r"√\s*(\w+)", r"sqrt(\1)", text)
    # 2(x + y), 2x and (x)(y) are products; 1e-5 and x2 are not
    text = re.sub(r"(?<![\w.])(\d+\.?\d*|\.\d+)(?![eE][-+]?\d)\s*(?=[^\W\d]|\()", r"\1*", text)
    text = re.sub(r"\)\s*(?=\()", ")*", text)
    return "\n".join(_statement(part.strip()) for part in re.split(r"[;\n]", text) if part.strip())


def _statement(text: str) -> str:
    """Of `dz_dx = 2*t = 2*(x + y)` the last part, given to the names before it."""
    *before, value = re.split(r"(?<![=<>!])=(?!=)", text)
    names = [part.strip() for part in before if part.strip().isidentifier()]
    return " = ".join([*names, value.strip()])


def _program(source: str) -> Program:
    try:
        body = ast.parse(source).body
        ast.unparse(ast.Module(body, []))  # what is nested so deep that it cannot be written again is not to be run
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise Unreadable from error
    if not 0 < len(body) <= MAX_STATEMENTS or not all(map(_defines, body[:-1])):
        raise Unreadable
    value = body[-1].value if isinstance(body[-1], ast.Expr | ast.Assign | ast.AugAssign | ast.Return) else None
    if value is None:
        raise Unreadable
    statements: list[ast.AST] = [*body[:-1], value]
    return Program((*map(ast.unparse, body[:-1]), f"return {ast.unparse(value)}"), tuple(_names(statements)))


def _defines(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign) and all(isinstance(target, ast.Name) for target in node.targets)


def _names(nodes: Sequence[ast.AST]) -> list[str]:
    """Names that are used and that neither the statements nor Python nor NumPy define, in order."""
    parts = [part for node in nodes for part in ast.walk(node)]
    known = {part.arg for part in parts if isinstance(part, ast.arg)} | MODULES | set(FUNCTIONS) | set(dir(builtins))
    known |= {part.id for part in parts if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}
    return list(dict.fromkeys(part.id for part in parts if isinstance(part, ast.Name) and part.id not in known))


def _role(question: Question, name: str) -> str:
    """The variable that a name is known to stand for."""
    return next((one.name for one in question.variables.values() if name == one.name or name in one.also), "")


def _readings(question: Question, names: Sequence[str]) -> list[list[str]]:
    """For each name a variable: the known ones as they are known, the others in every order, what must be given first.

    A single name that is known as a factor may still be all that there is: `c` for the array itself.
    """
    free = sorted(question.variables.values(), key=lambda one: one.optional)
    told = {name: role for name in names if (role := _role(question, name))}
    if len(set(told.values())) < len(told):
        raise Unreadable
    if len(names) == 1 and _optional(free, told.get(names[0], "")):
        told = {}
    left = [one.name for one in free if one.name not in told.values()]
    unknown = [name for name in names if name not in told]
    orders = islice(permutations(left, len(unknown)), MAX_READINGS)
    return [[{**told, **dict(zip(unknown, order, strict=True))}[name] for name in names] for order in orders]


def _optional(variables: Sequence[Variable], name: str) -> bool:
    return any(one.optional and one.name == name for one in variables)


def _load(program: Program, worker: Worker) -> None:
    body = "".join(f"    {line}\n" for statement in program.lines for line in statement.splitlines())
    source = f"{HEAD}def answer({', '.join(program.names)}):\n{body}"
    writer = Writer(_nothing)
    module = ["_answer", "answers.toml", writer.value(np.frombuffer(source.encode(), np.uint8)), False, None]
    worker.request(
        {"op": "load", "modules": [module], "aliases": [], "symbols": {"answer": ["_answer", "answer"]}}, writer
    )


def _called(worker: Worker, args: Sequence[Any]) -> Any:
    writer = Writer(_nothing)
    call = {"op": "call", "symbol": "answer", "args": [writer.value(arg) for arg in args], "kwargs": {}}
    reply, reader = worker.request(call, writer, _no_value)
    try:
        return reader.value(reply.get("result"))
    except FrameError as error:
        raise LearnerError("refused", "refused", str(error), sentence("refused", reason=str(error))) from error


def _no_value(kept: Handle | Callback) -> Any:
    """The answer gives a function, a class or another thing that is not to be compared."""
    reason = kept.kind if isinstance(kept, Handle) else "function"
    raise LearnerError("fail", "unusable", reason, sentence("unusable", reason=reason))


def _nothing(value: Any) -> Any:
    raise TypeError(value)
