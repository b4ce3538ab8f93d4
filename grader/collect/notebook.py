"""A notebook as one Python text: code cells in order, each under a marker line, magics out, broken cells out."""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import limits
from .magics import without_magics
from .model import Cell, CollectError, Note, SourceFile
from .parsing import NotPythonError, parse, seems_to_define, tree_of


@dataclass(frozen=True)
class _Code:
    """A code cell that parses, and how many lines it has."""

    number: int
    text: str


def read_notebook(text: str, path: str) -> tuple[SourceFile, tuple[Note, ...]]:
    """The notebook's Python, and a note for each cell that is left out; raises CollectError with one sentence."""
    _check_parts(text, limits.NOTEBOOK_PARTS, path)
    notebook = _load(text, path)
    _check_language(notebook, path)
    _check_code(notebook, path)
    cells, notes = _code_cells(notebook, path)
    joined, places = _join(cells)
    return SourceFile(path, joined, "notebook", parse(joined, path), places), tuple(notes)


def _nbformat() -> Any:
    """nbformat, imported when a notebook is there: that takes longer than most submissions take to read.

    Beside Jupyter its schemas bring a grammar of web addresses that takes a second to build and that no notebook needs.
    """
    left_out = "rfc3987_syntax"
    here = sys.modules.get(left_out)
    sys.modules[left_out] = here  # type: ignore[assignment]  # None: an import of it fails at once
    try:
        import nbformat
        import nbformat.reader
    finally:
        if here is None:
            del sys.modules[left_out]
    return nbformat


def _load(text: str, path: str) -> Mapping[str, object]:
    """The notebook in the current format, without its outputs."""
    nbformat = _nbformat()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            plain = _without_outputs(json.loads(text))
            kept = json.dumps(plain)
            _check_parts(kept, limits.CELL_PARTS, path)
            read = nbformat.reader.reads(kept)
            notebook: Mapping[str, object] = nbformat.convert(read, 4)
            if not isinstance(notebook.get("cells"), list):
                raise ValueError("no cells")
            return notebook
    except CollectError:
        raise
    except Exception as error:  # whatever nbformat makes of a malformed notebook, it is one sentence to the learner
        raise CollectError(
            f"{path} is not a notebook that can be read ({_reason(error)}); save it again from Jupyter.",
            f"{path} はノートブックとして読めません({_reason(error)})。Jupyter から保存し直してください。",
        ) from None


def _check_parts(text: str, most: int, path: str) -> None:
    """Each list and each table of JSON takes far more memory than its text."""
    if text.count("{") + text.count("[") > most:
        raise CollectError(
            f"{path} is made of more than {most:,} parts; clear its outputs and split it into smaller notebooks.",
            f"{path} は {most:,} 個を超える部分からできています。出力を消し、小さなノートブックに分けてください。",
        )


def _check_code(notebook: Mapping[str, object], path: str) -> None:
    cells = notebook["cells"]
    assert isinstance(cells, list)
    if sum(len(str(cell.get("source", ""))) for cell in map(_table, cells)) > limits.SOURCE_BYTES:
        size = limits.SOURCE_BYTES >> 20
        raise CollectError(
            f"The cells of {path} hold more than {size} MiB of text; move data and long texts into files of their own.",
            f"{path} のセルの文字が {size} MiB を超えています。データや長い文章は別のファイルに移してください。",
        )


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"broken JSON, line {error.lineno}"
    return type(error).__name__


def _without_outputs(value: object) -> object:
    if not isinstance(value, dict):
        raise TypeError("a notebook is a JSON object")
    for sheet in [value, *value.get("worksheets", [])]:
        for cell in sheet.get("cells", []):
            if "outputs" in cell:
                cell["outputs"] = []
    return value


def _check_language(notebook: Mapping[str, object], path: str) -> None:
    language = _language(notebook)
    if language and not language.lower().startswith(("python", "ipython")):
        raise CollectError(
            f"{path} is a notebook of another language ({language[:40]}); only Python notebooks are graded.",
            f"{path} は別の言語({language[:40]})のノートブックです。Python のノートブックだけを採点します。",
        )


def _language(notebook: Mapping[str, object]) -> str:
    """The language the notebook states, the kernel's name where it states none, or nothing."""
    metadata = _table(notebook.get("metadata"))
    kernel, info = _table(metadata.get("kernelspec")), _table(metadata.get("language_info"))
    if "name" not in info and "language" not in kernel and kernel.get("name") not in ("ir", "irkernel"):
        return ""  # a kernel may have any name; only R's tells its language
    return str(info.get("name") or kernel.get("language") or kernel.get("name"))


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _code_cells(notebook: Mapping[str, object], path: str) -> tuple[list[_Code], list[Note]]:
    cells, notes, number = [], [], 0
    listed = notebook["cells"]
    assert isinstance(listed, list)
    for cell in map(_table, listed):
        if cell.get("cell_type") != "code":
            continue
        number += 1
        try:
            cells.append(_Code(number, _python(str(cell.get("source", "")))))
        except NotPythonError as error:
            lost = seems_to_define(str(cell.get("source", "")))
            notes.append(_left_out(path, number, error, lost))
    return cells, notes


def _python(source: str) -> str:
    """The cell as Python text; raises NotPythonError when it is none, with its magics or without."""
    source = source.replace("\r\n", "\n").replace("\r", "\n").replace("\f", " ")
    try:
        tree_of(source)
    except NotPythonError:
        source = without_magics(source)
        tree_of(source)
    return source


def _left_out(path: str, number: int, error: NotPythonError, lost: frozenset[str]) -> Note:
    line = f" line {error.line}" if error.line else ""
    row = f" の {error.line} 行目" if error.line else ""
    return Note(
        {
            "ja": f"{path} のセル {number}{row}を読めないので({error.ja})、このセルを除いて採点します。",
            "en": f"{path} cell {number}{line} cannot be read ({error.en}); the notebook is graded without this cell.",
        },
        path,
        lost,
    )


def _join(cells: list[_Code]) -> tuple[str, tuple[Cell, ...]]:
    lines: list[str] = []
    places: list[Cell] = []
    for cell in cells:
        lines.append(f"# cell {cell.number}")
        places.append(Cell(cell.number, len(lines)))
        lines += cell.text.split("\n")
    return "\n".join(lines) + "\n", tuple(places)
