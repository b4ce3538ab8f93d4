"""The words of page and terminal that are not part of a record, in both languages, from `words.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

Lang = Literal["ja", "en"]
SOURCE = Path(__file__).with_name("words.toml")


@dataclass(frozen=True)
class Words:
    """The catalogue in one language; call it with a key `section.name` and the values of its fields."""

    lang: Lang
    table: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The text of `key`; KeyError when there is none, or when a value for one of its fields is not given."""
        return self.table[key].format(**values)

    def chapter(self, name: str) -> str:
        """Title of a chapter; its folder's name when the catalogue does not know it yet."""
        return self.table.get(f"chapter.{name}", name)


@cache
def words(lang: Lang) -> Words:
    """The catalogue in `lang`."""
    table = {
        f"{section}.{name}": texts[lang] for section, entries in catalogue().items() for name, texts in entries.items()
    }
    return Words(lang, table)


def catalogue() -> dict[str, dict[str, dict[str, str]]]:
    """Section, name, language: text, as it stands in the file."""
    loaded: dict[str, Any] = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    return loaded
