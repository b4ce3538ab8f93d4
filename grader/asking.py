"""What a question looks like to who is to answer it, and how the answer is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len

from ..exercises.checking.question import Choice, Question
from ..exercises.checking.text import Lang
from .messages import say

EXAMPLES: Mapping[str, str] = {
    "number": "1.234",
    "shape": '"3x3"',
    "expression": '"a * b"',
    "code": '"np.exp(param)"',
}
SHOWN_SEED = 0
"""Of the order in which `show` lists the choices: another one than that of the definition, and always the same."""


def prompt(question: Question, lang: Lang) -> str:
    """The question and what its picture shows."""
    picture = [question.told(question.picture).say(lang)] if question.picture else []
    return "\n".join([question.asked().say(lang), *picture])


def how(question: Question, lang: Lang) -> str:
    """How the answer is written in answers.toml."""
    return say(f"show_answer_{question.kind}", lang, form=form(question, "…"), names=", ".join(question.variables))


def form(question: Question, blank: str = "") -> str:
    """The line of answers.toml with the answer left open, or with an example where the form is not plain."""
    open_value = f'"{blank}"'
    value = EXAMPLES.get(question.kind, open_value) if blank else '""'
    if question.kind == "match":
        value = "{ " + ", ".join(f"{item} = {open_value}" for item in question.items) + " }"
    if question.kind in ("pick", "order"):
        value = "[" + ", ".join([open_value] * len(question.answer())) + "]"
    return f"{question.id} = {value}"


def keyed(question: Question, lang: Lang) -> list[str]:
    """The choices behind the words that stand for them in answers.toml."""
    return columns([(one.key, one.text.say(lang)) for one in question.drawn(SHOWN_SEED)])


def matched(question: Question, lang: Lang) -> list[str]:
    """What is to be matched, behind the words that stand for it in answers.toml."""
    return columns([(key, text.say(lang)) for key, text in question.items.items()])


def columns(rows: Sequence[tuple[str, str]]) -> list[str]:
    """Two columns, the first as wide as its widest; one where both say the same."""
    width = max((cell_len(left) for left, _ in rows), default=0)
    return [left if left == right else f"{left}{' ' * (width - cell_len(left))}  {right}" for left, right in rows]


def lettered(choices: Sequence[Choice]) -> dict[str, Choice]:
    """The choices by the letters that they are shown with."""
    return {chr(ord("a") + place): one for place, one in enumerate(choices)}
