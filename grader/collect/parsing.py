"""From text to a tree, for text that may have been written to break the parser."""

from __future__ import annotations

import ast
import re
import warnings
from itertools import islice

from . import limits
from .model import CollectError
from .scan import too_deep

_FULL_WIDTH = range(0xFF01, 0xFF5F)
"""The characters from ! to ~, as wide as a kanji."""

_SPACES = {0x3000: ("full-width space", "全角スペース"), 0x00A0: ("no-break space", "改行しない空白")}


class NotPythonError(Exception):
    """The text has no tree: the line, where one is known, and the reason in both languages."""

    def __init__(self, line: int, en: str, ja: str) -> None:
        super().__init__(en)
        self.line, self.en, self.ja = line, en, ja


def tree_of(text: str) -> ast.Module:
    """The tree of a Python text; raises NotPythonError and nothing else, whatever the text is."""
    if too_long(text):
        most = f"{limits.WORDS:,}"
        raise NotPythonError(0, f"more than {most} words and signs", f"語と記号が {most} 個を超えています")
    if too_deep(text):
        raise _nested()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError as error:
        en, ja = _reason(error.msg.split("\n")[0][:120])
        raise NotPythonError(error.lineno or 1, f"syntax error: {en}", f"構文エラー: {ja}") from None
    except (RecursionError, MemoryError):
        raise _nested() from None
    except ValueError:
        raise NotPythonError(1, "not Python text", "Python のテキストではありません") from None


def _reason(message: str) -> tuple[str, str]:
    """What Python says of an error; of characters that an input method leaves, what to type for them."""
    found = re.search(r"character .*U\+([0-9A-F]{4,6})", message)
    code = int(found[1], 16) if found else 0
    if code in _SPACES:
        en, ja = _SPACES[code]
        return f"{en} (U+{code:04X}); use plain spaces", f"{ja}(U+{code:04X})は使えません。半角スペースにします"
    if code in _FULL_WIDTH:
        wide, plain = chr(code), chr(code - _FULL_WIDTH[0] + ord("!"))
        return f"full-width {wide}; use {plain}", f"全角の {wide} は使えません。半角の {plain} にします"
    return message, message


def seems_to_define(text: str) -> frozenset[str]:
    """Names of the functions and classes of a text that cannot be parsed."""
    return frozenset(re.findall(r"\b(?:def|class)[ \t]+(\w+)", text))


def too_long(text: str) -> bool:
    """Whether the tree of the text would take more memory than honest code is worth."""
    if len(text) <= limits.WORDS:
        return False
    return any(True for _ in islice(re.finditer(r"\w+|[^\w\s]", text), limits.WORDS, None))


def parse(text: str, path: str) -> ast.Module:
    """The tree of a Python file; raises CollectError naming the file and the line."""
    try:
        return tree_of(text)
    except NotPythonError as error:
        place = f"{path}:{error.line}" if error.line else path
        raise CollectError(
            f"{place} cannot be read ({error.en}); mend it and try again.",
            f"{place} を読めません({error.ja})。直してからもう一度実行してください。",
        ) from None


def _nested() -> NotPythonError:
    return NotPythonError(0, "nested too deeply", "入れ子が深すぎます")
