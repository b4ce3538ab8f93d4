"""Reads answers to questions as they stand in answers.toml or were typed: lenient in form, and never raises but
Unreadable.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from ..exercises.checking.question import Question

MAX_ANSWER = 1_000
MAX_PARTS = 50
NUMBER = r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?"

ABOUT = r"(?:約|およそ|≈|≒|~|=|about\b)?\s*"


class Unreadable(Exception):
    """An answer that is not of the question's kind."""


def plain(given: object) -> str:
    """The answer as one text: half-width, without spaces around it.

    Raises:
        Unreadable: it is no text or number, or far too long.
    """
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        raise Unreadable
    try:
        text = str(given)
    except ValueError as error:  # a whole number of thousands of digits
        raise Unreadable from error
    if len(text) > MAX_ANSWER:
        raise Unreadable
    return unicodedata.normalize("NFKC", text).replace("−", "-").strip()


def absent(given: object) -> bool:
    """Whether this is an answer left open: nothing, an empty text, or only such within."""
    if isinstance(given, Mapping):
        given = list(given.values())
    if isinstance(given, list):
        return len(given) <= MAX_PARTS and all(part is None or part == "" for part in given)
    return given is None or (isinstance(given, str) and not given.strip())


def number(given: object, units: Sequence[str] = ()) -> float:
    """A number or a fraction, with thousands separators and a unit where there are some."""
    text = plain(given)
    unit = "|".join(re.escape(unicodedata.normalize("NFKC", unit)) for unit in sorted(units, key=len, reverse=True))
    found = re.fullmatch(
        rf"{ABOUT}({NUMBER})\s*(?:/\s*({NUMBER}))?\s*(?:{unit})?", _without_separators(text), re.IGNORECASE
    )
    if not found:
        raise Unreadable
    value, divisor = float(found[1]), float(found[2] or 1)
    if divisor == 0 or not math.isfinite(value / divisor):
        raise Unreadable
    return value / divisor


def _without_separators(text: str) -> str:
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)


def shape(given: object) -> tuple[int, ...]:
    """A shape: [7, 7], "7x7", "7×7", "(7, 7)", "7,7"."""
    if isinstance(given, Sequence) and not isinstance(given, str):
        if len(given) > MAX_PARTS:
            raise Unreadable
        given = ",".join(plain(part) for part in given)
    text = re.sub(r"\bby\b", "x", plain(given).strip("()[]").strip())
    if not re.fullmatch(r"\d{1,9}(?:[x×X*,\s]+\d{1,9})*,?", text):
        raise Unreadable
    return tuple(int(part) for part in re.findall(r"\d+", text))


def choice(question: Question, given: object) -> str:
    """The key of the choice meant: by its key, its text in either language, or a number's value."""
    text = plain(given)
    return _key({key: (one.text.ja, one.text.en) for key, one in question.choices.items()}, text)


def _key(texts: Mapping[str, tuple[str, ...]], text: str) -> str:
    found = [key for key, spoken in texts.items() if _folded(text) in map(_folded, (key, *spoken))]
    found = found or [key for key in texts if _value(key) is not None and _value(key) == _value(text)]
    if len(found) != 1:
        raise Unreadable
    return found[0]


def _folded(text: str) -> str:
    return re.sub(r"[\s_\-]+", "", unicodedata.normalize("NFKC", text).casefold())


def _value(text: str) -> float | None:
    try:
        return number(text)
    except Unreadable:
        return None


def keys(question: Question, given: object) -> list[str]:
    """The keys of several choices, each once, as a list or as a text with commas or arrows between them."""
    if isinstance(given, str):
        given = [part for part in re.split(r"[,、→>;\n]+", plain(given)) if part.strip()]
    if not isinstance(given, list) or not 0 < len(given) <= MAX_PARTS:
        raise Unreadable
    found = [choice(question, part) for part in given]
    if len(set(found)) < len(found):
        raise Unreadable
    return found


def order(question: Question, given: object) -> list[str]:
    """All keys in an order."""
    found = keys(question, given)
    if len(found) != len(question.choices):
        raise Unreadable
    return found


def pairs(question: Question, given: object) -> dict[str, str]:
    """The key chosen for each item."""
    if not isinstance(given, Mapping) or not 0 < len(given) <= MAX_PARTS:
        raise Unreadable
    items = {key: (text.ja, text.en) for key, text in question.items.items()}
    found = {_key(items, plain(item)): choice(question, chosen) for item, chosen in given.items()}
    if set(found) != set(question.items) or len(found) < len(given):
        raise Unreadable
    return found


READERS: Mapping[str, Any] = {"choice": choice, "pick": keys, "order": order, "match": pairs}
