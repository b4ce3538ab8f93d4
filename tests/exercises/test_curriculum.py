"""`dlgrade list` shows every id of the curriculum's tables: nothing less, and nothing more."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from dlgrade.grader.cli import main

COUNTS = {"exercises": 75, "questions": 23, "experiments": 11}
PARTS = ("exercises", "questions", "experiments", "errata")


def section(title: str) -> list[list[str]]:
    """The cells of a section's table, a list a row."""
    text = Path(__file__).with_name("curriculum.md").read_text(encoding="utf-8")
    lines = text.split(f"\n## {title}\n")[1].split("\n## ")[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")][2:]


def table(part: str) -> list[list[str]]:
    return section(part.capitalize())


def ids(part: str) -> list[str]:
    column = 1 if part == "exercises" else 0
    return [name for row in table(part) for name in row[column].split()]


@pytest.fixture(scope="module")
def listed() -> dict[str, list[dict[str, Any]]]:
    return json.loads(CliRunner().invoke(main, ["list", "--format", "json", "--lang", "en"]).stdout)


@pytest.mark.parametrize("part", PARTS)
def test_every_id_of_the_tables_is_listed_and_no_other(part: str, listed: dict[str, list[dict[str, Any]]]) -> None:
    there = [one["id"] for one in listed[part]]

    assert len(there) == len(set(there))
    assert set(there) == set(ids(part))
    assert len(there) == COUNTS.get(part, len(ids(part)))


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("part", PARTS)
def test_every_id_stands_in_the_terminal_s_tables(part: str, lang: str) -> None:
    output = CliRunner().invoke(main, ["list", "--lang", lang], env={"COLUMNS": "120"}).stdout
    shown = {line.split()[0] for line in output.splitlines() if line.strip()}

    assert set(ids(part)) <= shown


def test_each_row_asks_for_its_symbols_in_its_chapter(listed: dict[str, list[dict[str, Any]]]) -> None:
    asked = {one["id"]: (one["chapter"], set(one["symbols"])) for one in listed["exercises"]}

    for chapter, names, symbols in table("exercises"):
        found = [asked[name] for name in names.split()]
        assert {where for where, _ in found} == {chapter}, names
        assert set().union(*(each for _, each in found)) == set(symbols.split()), names


def test_each_question_is_of_its_kind(listed: dict[str, list[dict[str, Any]]]) -> None:
    assert {one["id"]: one["kind"] for one in listed["questions"]} == dict(table("questions"))


def test_each_claim_has_its_verdict(listed: dict[str, list[dict[str, Any]]]) -> None:
    verdicts = {one["id"]: "yes" if one["holds"] else "no" for one in listed["errata"]}

    assert verdicts == {row[0]: row[1] for row in table("errata")}
