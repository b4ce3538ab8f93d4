"""What is said on the record of how a learner's code was called, where that is not as in the book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ..exercises.checking.compare import Difference
from ..exercises.checking.diagnose import Cause
from ..exercises.checking.text import Text, sentence
from .forms import Binding, Form


def of_form(symbol: str, form: Form) -> Text | None:
    """Says in which form the code was called, where it is not the book's."""
    if form.sized:
        return Text(
            ja=f"{symbol} は大きさを渡して作り、W と b は後から入れました。",
            en=f"{symbol} was made with its sizes; W and b were set afterwards.",
        )
    if form.container == "list":
        return Text(
            ja=f"{symbol} にはパラメータと勾配をリストで渡しました。",
            en=f"{symbol} was given parameters and gradients as lists.",
        )
    if form.container == "array":
        return Text(
            ja=f"{symbol} にはパラメータと勾配を配列 1 つずつ渡しました(配列ごとに 1 つのインスタンス)。",
            en=f"{symbol} was given one array at a time, with one instance for each.",
        )
    return None


def of_order(symbol: str, book: Sequence[str], binding: Binding) -> Text | None:
    """Says in which order the arguments were taken, where it is not the book's."""
    ranks = list(binding.order)
    if ranks == sorted(ranks):
        return None
    taken = ", ".join(book[i] for i in ranks)
    return Text(
        ja=f"{symbol} の引数は ({taken}) の順と解釈しました。",
        en=f"The arguments of {symbol} were taken in the order ({taken}).",
    )


def of_method(name: str, theirs: str) -> Text | None:
    """Says which method was taken for one of the book's, where it has another name."""
    if name == theirs:
        return None
    return Text(ja=f"`{name}` の代わりに `{theirs}` を呼びました。", en=f"`{theirs}` was called for `{name}`.")


def of_attribute(name: str, paths: Sequence[Sequence[Any]], taken: Any) -> Text | None:
    """Says which attribute was taken for one of the book's, where it has another name."""
    if type(taken) is not int or not 0 < taken < len(paths):
        return None
    first, *keys = paths[taken]
    theirs = first + "".join(f"[{key!r}]" for key in keys)
    return Text(ja=f"`{name}` として `{theirs}` を読みました。", en=f"`{theirs}` was read for `{name}`.")


def of_no_value(cause: Cause | None, no_value: tuple[str, str] | None) -> Cause | None:
    """The cause; where a shape is missing or nothing could be computed since no value came back, that is told."""
    if cause is None or cause.kind != "difference" or no_value is None:
        return cause
    name, kind = no_value
    unusable = cause.label == "unusable" and "NoneType" in cause.text.en and kind == "None"
    if not unusable and not _of_none(cause.difference):
        return cause
    return replace(cause, label="no_value", text=sentence("no_value", name=name, got=kind))


def _of_none(found: Difference | None) -> bool:
    """Whether a result differs as nothing, or an object, differs from a value."""
    if found is None or "'" in found.path:
        return False
    return found.got == () if found.aspect == "shape" else found.aspect == "type" and found.got is None
