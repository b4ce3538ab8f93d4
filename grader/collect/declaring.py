"""The table `[forms]` of `dlgrade.toml`: where a symbol is, and in what form its code is called.

An entry is one of three:

    Adam = "opt.py:MyAdam"              where it is, as in [symbols]
    sum_squared_error = ["t", "y"]      the order of its arguments, by the names of the exercise
    [forms.LSTM]                        any of the keys below
    place = "rnn.py:MyLSTM"
    arguments = ["Wx", "Wh", "b"]       of a function or a constructor; `arguments.forward = ["t", "x"]` of a method
    gates = "ifgo"                      the order of the gates in the columns of Wx, Wh and b
    channels = "last"                   images are N H W C, filters FH FW C FN; "first" is the book's N C H W
    params = "list"                     what an optimizer is handed: "dict", "list", or "array" for one array at a time
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence

from .model import CollectError, Declared
from .names import SETTINGS

KEYS = ("place", "arguments", "gates", "channels", "params")
CHOICES = {"channels": ("first", "last"), "params": ("dict", "list", "array")}


def read_forms(table: Mapping[str, object]) -> tuple[dict[str, object], dict[str, Declared]]:
    """The places and the forms of a table `[forms]`, by symbol.

    Raises:
        CollectError: a key or a value is none of those above; says which, and the nearest that is.
    """
    places, forms = dict[str, object](), dict[str, Declared]()
    for symbol, entry in table.items():
        if isinstance(entry, str):
            places[symbol] = entry
        elif isinstance(entry, list):
            forms[symbol] = Declared({"": _names(entry, f"forms.{symbol}")})
        elif isinstance(entry, dict):
            if "place" in entry:
                places[symbol] = entry["place"]
            forms[symbol] = _declared(entry, f"forms.{symbol}")
        else:
            raise CollectError(
                f'`forms.{symbol}` in {SETTINGS} must be a place such as "file.py:Name", an order of arguments '
                f'such as ["t", "y"], or a table.',
                f'{SETTINGS} の `forms.{symbol}` には、"file.py:名前" のような場所、["t", "y"] のような引数の順、'
                "またはテーブルを書いてください。",
            )
    return places, {symbol: form for symbol, form in forms.items() if form != Declared()}


def unknown(what_en: str, what_ja: str, name: str, known: Sequence[str]) -> CollectError:
    """One sentence on a name that is none, with the nearest that is."""
    near = (difflib.get_close_matches(name, known, n=1, cutoff=0) or [known[0]])[0]
    return CollectError(
        f"{SETTINGS} has {what_en} `{name}`; the nearest known one is `{near}`.",
        f"{SETTINGS} に{what_ja} `{name}` があります。近いものは `{near}` です。",
    )


def _declared(entry: Mapping[str, object], where: str) -> Declared:
    for key in entry:
        if key not in KEYS:
            raise unknown(f"under [{where}] the unknown key", f"は [{where}] に不明なキー", key, KEYS)
    return Declared(
        arguments=_arguments(entry.get("arguments", {}), f"{where}.arguments"),
        gates=_letters(entry["gates"], f"{where}.gates") if "gates" in entry else "",
        channels=_choice(entry, "channels", where),
        params=_choice(entry, "params", where),
    )


def _arguments(value: object, where: str) -> dict[str, tuple[str, ...]]:
    """By method; the key of the function or the constructor itself is empty."""
    if isinstance(value, dict):
        return {_itself(name): _names(names, f"{where}.{name}") for name, names in value.items()}
    return {"": _names(value, where)}


def _itself(method: str) -> str:
    return "" if method == "__init__" else method


def _names(value: object, where: str) -> tuple[str, ...]:
    if isinstance(value, list) and value and all(isinstance(name, str) for name in value):
        if len(set(value)) == len(value):
            return tuple(value)
        raise CollectError(
            f"`{where}` in {SETTINGS} names an argument twice; name each once.",
            f"{SETTINGS} の `{where}` に同じ引数が 2 回あります。1 回ずつ書いてください。",
        )
    raise CollectError(
        f'`{where}` in {SETTINGS} must be a list of names of arguments, such as ["t", "y"].',
        f'{SETTINGS} の `{where}` には引数の名前を ["t", "y"] のように並べて書いてください。',
    )


def _letters(value: object, where: str) -> str:
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise CollectError(
        f'`{where}` in {SETTINGS} must be one letter a gate, such as "ifgo".',
        f'{SETTINGS} の `{where}` にはゲートを "ifgo" のように 1 文字ずつ書いてください。',
    )


def _choice(entry: Mapping[str, object], key: str, where: str) -> str:
    value, known = entry.get(key, ""), CHOICES[key]
    if key not in entry or (isinstance(value, str) and value in known):
        return str(value)
    # other values than texts need not be spelled out, and a long enough number cannot be
    name = value if isinstance(value, str) else type(value).__name__
    raise unknown(f"for `{where}.{key}` the unknown value", f"は `{where}.{key}` に不明な値", name, known)
