"""The record's dataclasses as data: what serial and schema both need to know of a field."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints


@dataclass(frozen=True)
class Field:
    """One field of a dataclass of the record."""

    name: str
    kind: Any  # the type without its Annotated text
    text: str
    required: bool


@cache
def fields_of(owner: type) -> tuple[Field, ...]:
    """The fields of `owner` in the order they are declared; every one of them is `Annotated` with its text."""
    hints = get_type_hints(owner, include_extras=True)
    return tuple(
        Field(item.name, *_split(hints[item.name]), item.default is MISSING and item.default_factory is MISSING)
        for item in fields(owner)
    )


def _split(hint: Any) -> tuple[Any, str]:
    assert get_origin(hint) is Annotated, f"{hint} has no text"
    kind, text = get_args(hint)
    return kind, text
