"""Marks on mistakes and conventions.

A module of either may also have VARIANTS: label -> implementation, or -> {symbol: implementation} where several
symbols go together. A convention's label is `name`, `name__value`, or several of these joined by `+`.

mistakes.py may have IN_FORM too: a convention's label -> a function that gives the mistakes in that form, label ->
implementation. They are made when somebody's code has that form, and so cost the others nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T", bound=Callable[..., Any])


def replaces(symbol: str) -> Callable[[T], T]:
    """Says which symbol of an exercise a variant stands for; without it, the first one."""

    def mark(variant: T) -> T:
        variant.replaces = symbol  # type: ignore[attr-defined]
        return variant

    return mark


def where_named(*parameters: str) -> Callable[[T], T]:
    """A convention that holds where the learner's parameter has one of these names, and there alone."""

    def mark(variant: T) -> T:
        variant.where_named = frozenset(parameters)  # type: ignore[attr-defined]
        return variant

    return mark


def holds_alone(variant: T) -> T:
    """Marks one symbol of several of a convention: where another of them is wrong, this one is right for itself."""
    variant.holds_alone = True  # type: ignore[attr-defined]
    return variant
