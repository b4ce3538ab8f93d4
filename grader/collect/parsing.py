"""From text to a tree, for text that may have been written to break the parser."""

from __future__ import annotations

import ast
import re
import warnings
from itertools import islice

from . import limits
from .model import CollectError
from .scan import too_deep


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
        reason = error.msg.split("\n")[0][:120]
        raise NotPythonError(error.lineno or 1, f"syntax error: {reason}", f"構文エラー: {reason}") from None
    except (RecursionError, MemoryError):
        raise _nested() from None
    except ValueError:
        raise NotPythonError(1, "not Python text", "Python のテキストではありません") from None


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
