"""What the command line says, in both languages."""

from __future__ import annotations

import os
import tomllib
from functools import cached_property
from pathlib import Path
from typing import Any

from ..reports.safe import logged


def default_lang() -> str:
    """`DLGRADE_LANG`, else Japanese where the locale is, else English."""
    for name in ("DLGRADE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "ja" if value.lower().startswith("ja") else "en"
    return "en"


class Texts:
    """The texts of one TOML file, which is read when one is first asked for.

    Args:
        file: a table for each key, with the text in `ja` and in `en`.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    @cached_property
    def texts(self) -> dict[str, dict[str, str]]:
        """Key -> language -> text."""
        return tomllib.loads(self._file.read_text(encoding="utf-8"))

    def say(self, key: str, lang: str | None, **fields: Any) -> str:
        """The text of that key in one language, with its fields filled in: names and reasons may be a learner's."""
        told = {name: value if isinstance(value, int | float) else logged(str(value)) for name, value in fields.items()}
        return self.texts[key][lang or default_lang()].format(**told)


MESSAGES = Texts(Path(__file__).with_name("messages.toml"))
"""What the command line says."""

say = MESSAGES.say
