"""What is said on the record of how a learner's code was called, where that is not as in the book."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..exercises.checking.text import Text
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
