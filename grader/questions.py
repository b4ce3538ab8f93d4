"""Marks answers to confirmation questions."""

from __future__ import annotations

import ast
import builtins
import re
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import permutations
from typing import Any

import numpy as np

from ..exercises.checking.compare import compare
from ..exercises.checking.outcome import LearnerError
from ..exercises.checking.question import Question
from ..exercises.checking.text import Lang, Text, sentence
from ..exercises.checking.tolerance import DEFAULT
from ..reports import record as rec
from .channel import Worker
from .worker.frames import FrameError, Writer
from .workers import Workers

MAX_ANSWER = 1_000
MODULES = frozenset({"np", "numpy"})
RIGHT = Text(ja="正解です。", en="Right.")
WRONG = Text(ja="違います。", en="Not so.")
UNREADABLE = Text(
    ja="答えを読み取れません。書き方の例は `dlgrade show {id}` にあります。",
    en="The answer could not be read; `dlgrade show {id}` shows how to write it.",
)
CPU_SECONDS = 2


class Unreadable(Exception):
    """An answer that is not of the question's kind."""


def mark(question: Question, answers: Mapping[str, object], workers: Workers, seed: int, lang: Lang) -> rec.Question:
    """Marks the answer given to one question; the right answer is computed now, from the reference."""
    given = next((v for k, v in answers.items() if k.replace("_", "-").lower() == question.id), None)
    shown = "" if given is None else str(given)[:MAX_ANSWER]
    state, message = _marked(question, given, workers, seed, lang)
    return rec.Question(
        id=question.id,
        chapter=question.chapter,
        prompt=question.prompt.say(lang),
        state=state,
        points=question.points if state == "pass" else 0,
        max_points=question.points,
        answer=shown,
        message=message,
    )


def _marked(
    question: Question, given: object, workers: Workers, seed: int, lang: Lang
) -> tuple[rec.QuestionState, str]:
    if given is None:
        return "missing", ""
    try:
        right = _right(question, given, workers, seed)
    except Unreadable:
        return "fail", UNREADABLE.say(lang).format(id=question.id)
    except LearnerError as error:
        return error.state, error.text.say(lang)
    except Exception as error:  # of ours: it costs nobody a point, and no other question its mark
        return "grader_error", sentence("grader_error", reason=f"{type(error).__name__}: {error}").say(lang)
    words = (RIGHT if right else WRONG).say(lang)
    return ("pass" if right else "fail"), f"{words} {question.explanation().say(lang)}"


def _right(question: Question, given: object, workers: Workers, seed: int) -> bool:
    if question.kind == "choice":
        return _choice(question, given)
    if question.kind == "number":
        return bool(abs(number(given) - question.answer()) <= question.tolerance)
    if question.kind == "shape":
        return shape(given) == tuple(question.answer())
    return _code(question, given, workers, seed)


def _choice(question: Question, given: object) -> bool:
    """The choice that is nearest to the computed answer is the right one."""
    value = number(given)
    right = min(question.choices, key=lambda choice: abs(choice - question.answer()))
    return abs(value - right) < 1e-9


def number(given: object) -> float:
    """A number, written as one or as text."""
    try:
        return float(unicodedata.normalize("NFKC", str(given)).strip())
    except ValueError as error:
        raise Unreadable from error


def shape(given: object) -> tuple[int, ...]:
    """A shape: [7, 7], "7x7", "7×7", "(7, 7)", "7,7"."""
    if isinstance(given, Sequence) and not isinstance(given, str):
        given = ",".join(str(item) for item in given)
    plain = unicodedata.normalize("NFKC", str(given)).strip().strip("()[]").strip()
    if not re.fullmatch(r"\d{1,9}(\s*[x×X*,\s]\s*\d{1,9})*,?", plain):
        raise Unreadable
    return tuple(int(part) for part in re.findall(r"\d+", plain))


def _code(question: Question, given: object, workers: Workers, seed: int) -> bool:
    """Runs a line of code behind the wall on random arrays, for each way to read its names, and compares values."""
    node = expression(str(given))
    array, factor = question.case(seed).normal(3, 4), question.case(seed + 1).number(0.2, 0.8)
    array[0, 0] = 0.0
    expected = question.expected(array)
    accepted = (expected, factor * expected)
    for names in _readings(question, free_names(node)):
        got = _evaluate(node, names, {"array": array, "factor": factor}, workers)
        if any(not compare(right, got, DEFAULT) for right in accepted):
            return True
    return False


def expression(source: str) -> ast.expr:
    """The one expression of a line; of an assignment, what is assigned."""
    if len(source) > MAX_ANSWER:
        raise Unreadable
    try:
        body = ast.parse(unicodedata.normalize("NFKC", source).strip()).body
        ast.unparse(ast.Module(body, []))  # a line nested so deep that it cannot be written again is none to run
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise Unreadable from error
    if len(body) == 1 and isinstance(body[0], ast.Expr | ast.Assign | ast.AugAssign | ast.Return):
        value = body[0].value
        if value is not None:
            return value
    raise Unreadable


def free_names(node: ast.expr) -> list[str]:
    """Names that the line uses and neither Python nor NumPy defines, in order."""
    names = [part.id for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load)]
    known = MODULES | set(dir(builtins))
    return [name for name in dict.fromkeys(names) if name not in known]


def _readings(question: Question, names: list[str]) -> list[dict[str, str]]:
    """Which name is the array and which the factor, the telling names first."""
    if len(names) > 2:
        raise Unreadable
    if len(names) < 2:
        return [dict.fromkeys(names, "array")]
    telling = [name for name in names if name in question.factor and name != question.array]
    orders = [telling[0]] if len(telling) == 1 else names
    return [{a: "array", f: "factor"} for a, f in permutations(names) if f in orders]


def _evaluate(node: ast.expr, names: Mapping[str, str], values: Mapping[str, Any], workers: Workers) -> Any:
    source = f"import numpy\nimport numpy as np\n\n\ndef answer({', '.join(names)}):\n    return {ast.unparse(node)}\n"
    worker = workers.start(CPU_SECONDS)
    try:
        return _called(worker, source, [values[role] for role in names.values()])
    finally:
        worker.end()


def _called(worker: Worker, source: str, args: Sequence[Any]) -> Any:
    writer = Writer(_nothing)
    module = ["_answer", "answers.toml", writer.value(np.frombuffer(source.encode(), np.uint8)), False, None]
    load = {"op": "load", "modules": [module], "aliases": [], "symbols": {"answer": ["_answer", "answer"]}}
    worker.request(load, writer)
    writer = Writer(_nothing)
    call = {"op": "call", "symbol": "answer", "args": [writer.value(np.array(arg)) for arg in args], "kwargs": {}}
    reply, reader = worker.request(call, writer)
    try:
        return reader.value(reply.get("result"))
    except FrameError as error:
        raise LearnerError("refused", "refused", str(error), sentence("refused", reason=str(error))) from error


def _nothing(value: Any) -> Any:
    raise TypeError(value)
