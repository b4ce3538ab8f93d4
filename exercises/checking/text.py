"""Sentences in both languages."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

Lang = Literal["ja", "en"]
LANGS: tuple[Lang, Lang] = ("ja", "en")


@dataclass(frozen=True)
class Text:
    """One sentence or paragraph in Japanese and in English."""

    ja: str
    en: str

    def say(self, lang: Lang) -> str:
        """The text in one language."""
        return self.ja if lang == "ja" else self.en


@cache
def _sentences() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))


def sentence(key: str, **fields: Any) -> Text:
    """The sentence `key` of `sentences.toml` with its fields filled in.

    Raises:
        KeyError: there is no such sentence, or it needs a field that was not given.
    """
    return fill(Text(**_sentences()[key]), **fields)


def exception(name: str, message: str) -> Text:
    """The sentence of an exception, by its type's name and its message, which may be empty."""
    if name == "BdbQuit":
        return sentence("breakpoint")
    if name == "EOFError" and message.startswith("EOF when reading a line"):
        return sentence("input")
    if not message.strip():
        return sentence("exception_alone", type=name)
    return sentence("exception", type=name, message=message)


def fill(text: Text, **fields: Any) -> Text:
    """A text with its {fields} filled in; a field that is itself a Text speaks the same language."""
    ja, en = (
        {name: value.say(lang) if isinstance(value, Text) else value for name, value in fields.items()}
        for lang in LANGS
    )
    return Text(ja=text.ja.format(**ja), en=text.en.format(**en))
