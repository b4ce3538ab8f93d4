"""No cell of a CSV is a formula, and a parser that is not Python's reads the same cells."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import clevercsv
import pytest
from dlgrade.reports.classroom import Learner
from dlgrade.reports.exports import class_export, names
from dlgrade.reports.exports.cells import cell, harmless, lines
from hypothesis import given
from hypothesis import strategies as st

from ..classes import head, learners

ATTACKS = [
    "=1+1",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "＝1+1",
    '=HYPERLINK("http://x")',
]


@pytest.mark.parametrize("text", ATTACKS)
def test_a_formula_becomes_a_text(text: str) -> None:
    assert harmless(text).startswith("'")


@pytest.mark.parametrize("text", ["-3", "+4.5", "12", "a=b", "s-1", "学生", "", "2026-01-01"])
def test_what_is_no_formula_stays(text: str) -> None:
    assert harmless(text) == text


def test_numbers_stay_numbers() -> None:
    (line,) = lines([[0.1 + 0.2, 3.0, -2.5, None, "7"]])

    assert line == '0.3,3,-2.5,"","7"\r\n'
    assert cell(1 / 3) == 0.333333


@pytest.mark.parametrize("name", [name for name in names("class") if name != "class-json"])
@pytest.mark.parametrize("attack", ATTACKS)
def test_no_learner_brings_a_formula_into_any_format(name: str, attack: str) -> None:
    of = replace(head(2, 3), title=attack)
    hostile = [_with_everywhere(attack, one) for one in learners(of)]
    text = "".join(class_export(name)(of, hostile)).removeprefix("\ufeff")
    cells = [value for row in read(text) for value in row]

    assert cells
    assert not [value for value in cells if re.match(r"\s*[=+\-@＝]", value) and not re.fullmatch(r"-?[\d.]+", value)]


def _with_everywhere(text: str, one: Learner) -> Learner:
    marks = tuple(replace(mark, label=text, note=text, cause=text, source=text) for mark in one.marks)
    one = replace(one, id=text, name=text, email=text, submission=text, digest=text, marks=marks)
    return replace(one, remarks=(text,), dropped=(text,), page=text)


def read(text: str) -> list[list[str]]:
    """The cells, by CleverCSV's own parser."""
    return list(clevercsv.reader(io.StringIO(text, newline=""), delimiter=",", quotechar='"'))


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=4), min_size=1))
def test_a_parser_of_another_author_reads_what_was_written(rows: list[list[str]]) -> None:
    assert read("".join(lines(rows))) == [[harmless(value) for value in row] for row in rows]
