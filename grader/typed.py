"""What is typed in the quiz: letters for choices, numbers, sizes, formulas, words; full-width or half-width."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import cast

from ..exercises.checking.question import CHOOSING, COMPUTED, Choice, Question
from ..exercises.checking.text import Lang
from .answers import Answer
from .formulas import read
from .messages import say
from .reading import READERS, Unreadable, number, plain, shape

Letters = Mapping[str, Choice]


def folded(text: str) -> str:
    """Half-width and in small letters."""
    return unicodedata.normalize("NFKC", text).casefold()


def how(question: Question, letters: Letters, lang: Lang) -> str:
    """How an answer is typed."""
    example = list(letters)[::-1] if question.kind == "order" else list(letters)[: len(question.items)]
    return say(f"quiz_how_{question.kind}", lang, names=", ".join(question.variables), example=" ".join(example))


def understood(question: Question, letters: Letters, typed: str) -> Answer:
    """What was typed as it is kept: keys for letters, a number or a text as it stands.

    Raises:
        Unreadable: it is not of the question's kind.
        UnknownNames: it is a formula with names that nobody knows.
    """
    if question.kind in CHOOSING:
        return _chosen(question, letters, typed)
    text = plain(typed)
    if question.kind in COMPUTED:
        read(question, typed)
    elif question.kind == "number":
        number(text, question.units)
    elif question.kind == "shape":
        shape(text)
    return text if question.kind in ("number", "shape") else typed


def _chosen(question: Question, letters: Letters, typed: str) -> Answer:
    found = [letters[letter].key for letter in _letters(letters, typed)]
    if not found:
        return cast("Answer", READERS[question.kind](question, typed))  # a word or a whole text in place of letters
    if question.kind == "choice" and len(found) == 1:
        return found[0]
    if question.kind == "match" and len(found) == len(question.items):
        return dict(zip(question.items, found, strict=True))
    if question.kind == "pick" or (question.kind == "order" and len(found) == len(letters)):
        return cast("Answer", READERS[question.kind](question, found))
    raise Unreadable


def _letters(letters: Letters, typed: str) -> list[str]:
    """The letters typed, with or without anything between them, by the numbers before them where there are any.

    Empty where something else was typed.
    """
    text = re.sub(r"[\s,、。.;:=→>)\-]+", "", plain(typed).casefold())
    known = "".join(letters)
    if re.fullmatch(rf"(?:\d[{known}])+", text):
        pairs = sorted(zip(text[::2], text[1::2], strict=True))
        if [place for place, _ in pairs] != [str(place) for place in range(1, len(pairs) + 1)]:
            raise Unreadable
        return [letter for _, letter in pairs]
    return list(text) if text and set(text) <= set(known) else []
