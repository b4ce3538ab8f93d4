"""docs/faults.md says what the tests try, and nothing else."""

from __future__ import annotations

import ast
import os
from pathlib import Path

from .rows import ROWS
from .table import FILE, IN_THE_MIDDLE, lines

HERE = Path(__file__).parent
TRIED_WITHOUT_A_ROW = {  # what a row's own test rests on
    "test_the_log_is_what_these_tests_take_it_for",
    "test_a_disk_that_fills_up_in_the_middle_of_a_class",
}


def test_the_table_is_up_to_date() -> None:
    text = "".join(lines())
    if os.environ.get("DLGRADE_WRITE_TABLE"):
        FILE.write_text(text, encoding="utf-8")
    assert FILE.read_text(encoding="utf-8") == text


def test_each_row_is_a_test_and_each_test_a_row() -> None:
    named = {one.test for one in IN_THE_MIDDLE}
    assert len(named) == len(IN_THE_MIDDLE)
    there = {
        f"{file.name}::{node.name}"
        for file in HERE.glob("test_*.py")
        if file.name not in ("test_table.py", "test_surroundings.py")
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and node.name not in TRIED_WITHOUT_A_ROW
    }
    assert there == named


def test_each_case_has_its_name_once() -> None:
    assert len({row.id for row in ROWS}) == len(ROWS)
