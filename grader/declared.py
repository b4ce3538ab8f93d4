"""Whether what `dlgrade.toml` declares fits the exercises, and what is said of it on the record."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from typing import Any

from ..exercises import catalogue
from ..exercises.checking.exercise import Exercise, Symbol
from ..exercises.checking.text import Text
from .collect import CollectError, Declared, Settings
from .collect.declaring import unknown
from .collect.names import SETTINGS


def validate(settings: Settings) -> None:
    """Raises a CollectError where a symbol is none, or where a form is not one that its exercise has."""
    for name in {**settings.symbols, **settings.forms}:
        having = [one for one in catalogue.exercises().values() if name in one.symbols]
        if not having:
            raise unknown("the unknown symbol", "不明な名前", name, sorted(_symbols()))
        if name in settings.forms:
            _fits(settings.forms[name], name, having)


def offered(exercise: Exercise, symbol: Symbol) -> dict[str, str]:
    """What may be declared for a symbol under [forms]: key -> an example as TOML."""
    book = exercise.reference[symbol.name]
    names = arguments(book)
    found = {"arguments": "[" + ", ".join(f'"{name}"' for name in names) + "]"} if len(names) > 1 else {}
    if symbol.gates:
        found["gates"] = f'"{symbol.gates}"'
    if symbol.channels:
        found["channels"] = '"last"  # N H W C, and filters FH FW C FN'
    if hasattr(book, "update"):
        found["params"] = '"list"  # or "dict", or "array": one array at a time'
    return found


def arguments(function: Any) -> list[str]:
    """Names of the arguments of a function or of a constructor, by the book."""
    return list(inspect.signature(function).parameters)


def remarks(exercise: Exercise, declared: Mapping[str, Declared]) -> list[Text]:
    """What was taken as declared."""
    return [text for name in exercise.symbols if name in declared for text in _said(name, declared[name])]


def _said(name: str, form: Declared) -> Iterable[Text]:
    for method, names in form.arguments.items():
        what, order = f"{name}.{method}" if method else name, ", ".join(names)
        yield Text(
            ja=f"{SETTINGS} のとおり、{what} の引数を ({order}) の順に渡しました。",
            en=f"As {SETTINGS} says, the arguments of {what} were handed over in the order ({order}).",
        )
    if form.gates:
        order = ", ".join(form.gates)
        yield Text(
            ja=f"{SETTINGS} のとおり、{name} のゲートの列を {order} の順にしました。",
            en=f"As {SETTINGS} says, the gates of {name} stand in the order {order}.",
        )
    if form.channels == "last":
        yield Text(
            ja=f"{SETTINGS} のとおり、{name} には画像を (N, H, W, C)、フィルタを (FH, FW, C, FN) の形で渡しました。",
            en=f"As {SETTINGS} says, {name} was given images as (N, H, W, C) and filters as (FH, FW, C, FN).",
        )
    if form.params:
        yield Text(
            ja=f"{SETTINGS} のとおり、{name} にはパラメータと勾配を {form.params} で渡しました。",
            en=f"As {SETTINGS} says, {name} was given parameters and gradients as {form.params}.",
        )


def _symbols() -> set[str]:
    return {name for one in catalogue.exercises().values() for name in one.symbols}


def _fits(form: Declared, name: str, having: list[Exercise]) -> None:
    symbol, book = having[0].symbols[name], having[0].reference[name]
    where = f"forms.{name}"
    for method, names in form.arguments.items():
        _arguments_fit(book, method, names, f"{where}.arguments")
    if form.gates and not symbol.gates:
        raise _without(where, "gates", "gates", "ゲート")
    if form.gates and sorted(form.gates) != sorted(symbol.gates):
        letters = ", ".join(symbol.gates)
        raise CollectError(
            f"`{where}.gates` in {SETTINGS} is {form.gates!r}; write each of the letters {letters} once.",
            f"{SETTINGS} の `{where}.gates` は {form.gates!r} です。{letters} を 1 回ずつ書いてください。",
        )
    if form.channels and not symbol.channels:
        raise _without(where, "channels", "images", "画像")
    if form.params and not hasattr(book, "update"):
        raise _without(where, "params", "parameters to update", "更新するパラメータ")


def _arguments_fit(book: Any, method: str, names: tuple[str, ...], where: str) -> None:
    methods = [key for key, value in vars(book).items() if callable(value)] if inspect.isclass(book) else []
    if method and method not in methods:
        known = [each for each in methods if not each.startswith("_")] or ["__init__"]
        raise unknown(f"under [{where}] the unknown method", f"は [{where}] に不明なメソッド", method, known)
    known = arguments(getattr(book, method))[1:] if method else arguments(book)
    for each in names:
        if each not in known:
            raise unknown(
                f"under `{where}` the unknown argument", f"は `{where}` に不明な引数", each, known or ["self"]
            )


def _without(where: str, key: str, en: str, ja: str) -> CollectError:
    return CollectError(
        f"`{where}.{key}` in {SETTINGS} says nothing, as this symbol has no {en}; remove it.",
        f"{SETTINGS} の `{where}.{key}` は、{ja}がないので意味を持ちません。消してください。",
    )
