"""The chapter that a path is named after: `ch05/layers.py`, `chapter_5.ipynb`, `第5章_誤差逆伝播法.ipynb`."""

from __future__ import annotations

import re
import unicodedata

_KANJI = re.compile(r"([\u4e00-\u9fff])章")
_CHAPTER = re.compile(r"(?:^|[^a-z])ch(?:ap(?:ter)?)?[ _\-.]*0*(\d{1,2})(?!\d)|(?<!\d)0*(\d{1,2})\s*章")


def chapter_of(path: str) -> str:
    """The number of the chapter that the innermost part of a path names; empty where none does."""
    for part in reversed(unicodedata.normalize("NFKC", path).lower().split("/")):
        if found := _CHAPTER.search(_KANJI.sub(_in_digits, part)):
            return found[1] or found[2]
    return ""


def _in_digits(found: re.Match[str]) -> str:
    number = unicodedata.numeric(found[1], 0)
    return f"{number:.0f}章" if number else found[0]


def other_chapter(path: str, chapter: str) -> int:
    """How far a path is from a chapter such as `ch05`: 0 named after it, 1 after none, 2 after another."""
    named, asked = chapter_of(path), chapter_of(chapter)
    if not named or not asked:
        return 1
    return 0 if named == asked else 2
