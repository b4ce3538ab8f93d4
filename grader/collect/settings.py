"""The two files a learner may add: `dlgrade.toml` settles choices, `answers.toml` answers questions."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from .declaring import read_forms, unknown
from .decode import decode
from .model import CollectError, Note, Settings
from .names import ANSWERS, SETTINGS

_KEYS = ("symbols", "forms")
MAX_PARTS = 16
# Texts and comments as tomllib takes them; one without an end reaches to the end, as nothing behind it is read.
_QUOTED = re.compile(
    r"""\"{3}(?:[^\\]|\\.)*?(?:\"{3,5}|\Z)|'{3}.*?(?:'{3,5}|\Z)|"(?:[^"\\\n]|\\.)*+"?|'[^'\n]*+'?|\#[^\n]*+""",
    re.DOTALL,
)
_NO_KEY = re.compile(r"[^\w\- \t.]+")


def read_settings(data: bytes | None) -> Settings:
    """What `dlgrade.toml` says; raises CollectError with the key and the nearest known one when it is wrong."""
    if data is None:
        return Settings()
    table = _table(data, SETTINGS)
    for key, value in table.items():
        _check_key(key, value)
    symbols, forms = table.get("symbols", {}), table.get("forms", {})
    assert isinstance(symbols, dict) and isinstance(forms, dict)
    places, declared = read_forms(forms)
    said, also = ({name: _target(name, value) for name, value in each.items()} for each in (symbols, places))
    for symbol in said.keys() & also.keys():
        if said[symbol] != also[symbol]:
            raise _two_places(symbol, said[symbol], also[symbol])
    return Settings({**said, **also}, declared)


def read_answers(data: bytes | None) -> tuple[Mapping[str, object], tuple[Note, ...]]:
    """The raw answers; a broken file costs the answers only and is said in a note."""
    if data is None:
        return {}, ()
    try:
        return _table(data, ANSWERS), ()
    except CollectError as error:
        return {}, (Note(error.texts, ANSWERS),)


def _table(data: bytes, name: str) -> dict[str, object]:
    text, _ = decode(data, name)
    try:
        return loaded(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        reason = str(error)[:120]
        raise CollectError(
            f"{name} is not valid TOML ({reason}); mend it or remove it.",
            f"{name} は正しい TOML ではありません({reason})。直すか、削除してください。",
        ) from None


def loaded(text: str) -> dict[str, Any]:
    """The table of a TOML text. For a key of n parts `tomllib` takes n² steps, so a long one is refused first.

    Raises:
        ValueError: it is not TOML, or a key of it has too many parts.
        RecursionError: it nests too deep.
    """
    bare = _QUOTED.sub("s", text)
    if any(piece.count(".") > MAX_PARTS for piece in _NO_KEY.split(bare)):
        raise ValueError(f"a key of more than {MAX_PARTS} parts")
    return tomllib.loads(text)


def _check_key(key: str, value: object) -> None:
    if key not in _KEYS:
        raise unknown("the unknown key", "不明なキー", key, _KEYS)
    if not isinstance(value, dict):
        raise CollectError(
            f"`{key}` in {SETTINGS} is not a table; write it as `[{key}]` with one line a symbol.",
            f"{SETTINGS} の `{key}` がテーブルではありません。`[{key}]` の下に一行ずつ書いてください。",
        )


def _two_places(symbol: str, first: str, second: str) -> CollectError:
    return CollectError(
        f"{SETTINGS} says under [symbols] that `{symbol}` is {first}, and under [forms] that it is {second}; keep one.",
        f"{SETTINGS} では `{symbol}` が [symbols] では {first}、[forms] では {second} です。一方だけ残してください。",
    )


def _target(symbol: str, value: object) -> str:
    if isinstance(value, str) and value.strip():
        return value.strip().removeprefix("./").replace("\\", "/")
    raise CollectError(
        f'`{symbol}` in {SETTINGS} must name a file, such as "file.py" or "file.py:Name".',
        f'{SETTINGS} の `{symbol}` にはファイルを "file.py" か "file.py:名前" の形で書いてください。',
    )
