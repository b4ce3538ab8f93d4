"""What the command line says, in both languages."""

from __future__ import annotations

import os
import tomllib
from functools import cache
from pathlib import Path
from typing import Any


def default_lang() -> str:
    """`DLGRADE_LANG`, else Japanese where the locale is, else English."""
    for name in ("DLGRADE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "ja" if value.lower().startswith("ja") else "en"
    return "en"


@cache
def _messages() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("messages.toml").read_text(encoding="utf-8"))


def say(key: str, lang: str | None, **fields: Any) -> str:
    """The message of that key in one language, with its fields filled in."""
    return _messages()[key][lang or default_lang()].format(**fields)
