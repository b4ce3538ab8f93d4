"""The words of an experiment's page, in both languages, from `experiment_words.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Protocol

from .words import Lang

SOURCE = Path(__file__).with_name("experiment_words.toml")


class Say(Protocol):
    """The catalogue in one language."""

    def __call__(self, key: str, **values: object) -> str:
        """The text of `key`; KeyError when there is none, or when a value for one of its fields is not given."""


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Key, language: text, as it stands in the file."""
    return tomllib.loads(SOURCE.read_text(encoding="utf-8"))


def say_in(lang: Lang) -> Say:
    """The catalogue in `lang`."""
    return lambda key, **values: catalogue()[key][lang].format(**values)
