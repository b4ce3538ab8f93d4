"""The terminal's tables line up in Japanese: where α, × or ½ take one cell, and where they take two.

Widths are measured by the Unicode tables of Python, not by the library that lays the tables out.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, cast
from unicodedata import category, east_asian_width

import pytest
from click.testing import CliRunner
from dlgrade.grader.cli import main
from dlgrade.reports.columns import print_columns
from dlgrade.reports.errata import Entry, print_table
from dlgrade.reports.lines import wrapped
from dlgrade.reports.record import Record
from dlgrade.reports.tally import SIGNS, items_of
from dlgrade.reports.terminal import check_lines, make_console, summary
from rich.console import Console
from rich.table import Table

from .sample import sample

AMBIGUOUS = "α × ½ ∂ Σ √ ≤ → ²: y = αx + β の勾配 ∂L/∂W は ½λΣW² から求め、x × y と √h を比べます。"
MIXED = ["sgd", "αβγ", "学習率", "確率的勾配降下法"]

widths = pytest.mark.parametrize("width", [60, 80, 120])
ambiguous = pytest.mark.parametrize("wide", [1, 2], ids=["narrow", "wide"])


def cells(text: str, wide: int) -> str:
    """A text with a character for each cell: a full-width one is followed by a blank that is no space."""
    found = []
    for character in text:
        kind = east_asian_width(character)
        size = 2 if kind in "WF" else wide if kind == "A" else 1
        size = 0 if category(character) in ("Mn", "Me", "Cf") else size
        found.append(character[:size] + "\0" * (size - 1) if size else "")
    return "".join(found)


def starts(head: str, wide: int) -> list[int]:
    """Where the columns of a head begin."""
    return [match.start() for match in re.finditer(r"(?:(?<=  )|^)[^ ]", cells(head, wide))]


def before(pattern: str, row: str) -> int:
    """Cells of what a row begins with."""
    match = re.match(pattern, row)
    assert match
    return match.end()


def tables(output: str) -> Iterator[list[str]]:
    """The lines of each table: after its title, up to an empty line."""
    for block in re.split(r"\n\s*\n", output.strip("\n")):
        lines = block.splitlines()
        if len(lines) > 2:
            yield lines[1:]


def misplaced(lines: list[str], wide: int, right: tuple[int, ...] = ()) -> list[str]:
    """Lines in which no two blanks stand before a column of the head, or a row's cell does not begin there."""
    places = starts(lines[0], wide)
    wrong = []
    for line in lines[1:]:
        row = cells(line, wide).ljust(places[-1])
        gaps = all(row[place - 2 : place] == "  " for i, place in enumerate(places) if i and i not in right)
        first = not row.startswith(" ")
        begun = all(len(row) > place and row[place] not in " \0" for i, place in enumerate(places) if i not in right)
        if not gaps or (first and not begun):
            wrong.append(line)
    return wrong


def listed(width: int, monkeypatch: pytest.MonkeyPatch, *command: str) -> str:
    monkeypatch.setenv("COLUMNS", str(width))
    result = CliRunner().invoke(main, [*command, "--lang", "ja"])
    assert result.exit_code == 0
    return result.stdout


def console(width: int) -> Console:
    made = make_console(io.StringIO())
    made.width = width
    return made


def printed(show: Callable[[Console], Any], width: int) -> str:
    made = console(width)
    show(made)
    return cast(io.StringIO, made.file).getvalue()


def record() -> Record:
    """A record whose texts are full of characters of either width."""
    base = sample("ja")
    mend = [
        replace(one, title=AMBIGUOUS, cause=replace(one.cause, text=AMBIGUOUS) if one.cause else None)
        for one in base.exercises
    ]
    return replace(base, exercises=tuple(mend))


@widths
@ambiguous
def test_the_tables_of_list_line_up(width: int, wide: int, monkeypatch: pytest.MonkeyPatch) -> None:
    output = listed(width, monkeypatch, "list")
    found = list(tables(output))

    assert len(found) >= 10
    for lines in found:
        right = (1,) if starts(lines[0], wide) and "点" in lines[0].split() else ()
        assert misplaced(lines, wide, right) == []
    assert max(len(cells(line, wide)) for line in output.splitlines() if line.startswith(" ")) <= width


@widths
@ambiguous
def test_the_table_of_experiments_lines_up(width: int, wide: int, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = listed(width, monkeypatch, "experiment").splitlines()[1:]

    assert len(lines) > 2
    assert misplaced(lines, wide, (1, 2)) == []
    assert max(len(cells(line, wide)) for line in lines) <= width


def test_no_line_ends_in_an_opening_bracket_or_begins_with_a_closing_one() -> None:
    text = "学習率(η)を「小さく」すると、歩幅(ステップ)が縮みます。"

    for width in range(6, 40):
        for line in wrapped(text, width):
            assert line[-1] not in "(「"
            assert line[0] not in ")」、。"


@widths
@ambiguous
def test_points_end_in_one_place(width: int, wide: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for lines in tables(listed(width, monkeypatch, "list")):
        rows = [cells(line, wide) for line in lines if not line.startswith(" ")]
        ends = {match.end(1) for row in rows if (match := re.match(r"\S+ +(\d+(?:\.\d+)?)  ", row))}
        assert len(ends) <= 1


@widths
@ambiguous
def test_the_ledger_of_errata_lines_up(width: int, wide: int, monkeypatch: pytest.MonkeyPatch) -> None:
    output = listed(width, monkeypatch, "errata")
    rows = [line for line in output.splitlines() if line.startswith("  ")]
    firsts = [line for line in rows if line[2] in "✓✗"]
    ids = {cells(line, wide).index(re.findall(r"[a-z][a-z0-9-]+", line)[0]) for line in firsts}
    claims = {before(r" *(?:[✓✗].*?  +[a-z][a-z0-9-]+ +)?", cells(line, wide)) for line in rows}

    assert len(firsts) > 30
    assert len(ids) == 1
    assert len(claims) == 1
    assert max(len(cells(line, wide)) for line in rows) <= width


@widths
@ambiguous
def test_one_claim_s_rows_line_up(width: int, wide: int, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = listed(width, monkeypatch, "errata", "lp-penalty").splitlines()
    rows = [cells(line, wide) for line in lines[next(i for i, line in enumerate(lines) if "出典" in line) :]]
    place = len("  ") + len(cells("出てくる課題", wide)) + len("  ")

    assert len(rows) >= 5
    assert all(row[place - 2 : place] == "  " and row[place] not in " \0" for row in rows)
    assert max(map(len, rows)) <= width


@widths
@ambiguous
def test_the_table_of_submit_lines_up(width: int, wide: int) -> None:
    made, shown = record(), printed(lambda console: summary(record(), console=console), width)
    signs = "".join(sorted(set(SIGNS.values())))
    states, points, causes = set(), set(), set()
    for item in items_of(made):
        if item.state == "missing":
            assert any(item.id in line for line in shown.splitlines())
            continue
        line = next(line for line in shown.splitlines() if line.startswith(f"  {item.id[:20]}"))
        row = cells(line, wide)
        match = re.match(rf"  \S+ +([{re.escape(signs)}]) [^ ]+ +((?:[\d.]+|-)/[\d.]+)  ", row)
        assert match, line
        states.add(match.start(1))
        points.add(match.end(2))
        causes.add(match.end())

    assert len(states) == len(points) == len(causes) == 1
    body = [line for line in shown.splitlines() if line.startswith(" " * (causes.copy().pop() - 1))]
    assert body
    assert {len(line) - len(line.lstrip()) for line in body} == causes


@widths
@ambiguous
def test_no_line_of_submit_or_check_is_wider_than_the_terminal(width: int, wide: int) -> None:
    made = record()
    for shown in (
        printed(lambda console: summary(made, console=console), width),
        printed(lambda console: check_lines(made, console), width),
    ):
        paragraphs = [line for line in shown.splitlines() if line.startswith("  ")]
        assert max(len(cells(line, wide).rstrip()) for line in paragraphs) <= width


@pytest.mark.parametrize("width", [40, 60, 100])
@ambiguous
def test_columns_line_up_whatever_stands_in_the_last_one(width: int, wide: int) -> None:
    rows = [(name, str(10**n), f"{AMBIGUOUS} {name}") for n, name in enumerate(("sgd", "学習率", "adam"))]
    shown = printed(lambda console: print_columns(console, ("名前", "点", "内容"), rows, right={1}), width)

    assert misplaced(shown.splitlines(), wide, (1,)) == []
    assert max(len(cells(line, wide)) for line in shown.splitlines()) <= width


def test_a_ledger_with_ambiguous_claims_lines_up() -> None:
    entries = [Entry(f"id-{n}", "ch03", n % 2 == 0, AMBIGUOUS, ("x",), "", "", "") for n in range(3)]
    shown = printed(lambda console: print_table(entries, "ja", console), 50).splitlines()
    rows = [cells(line, 2) for line in shown if line.startswith("  ")]

    assert len(rows) > len(entries)
    assert {before(r" *(?:[✓✗].*?  +id-\d +)?", row) for row in rows} == {
        2 + len(cells("✗ 成り立たない", 2)) + 2 + 4 + 2
    }
    assert max(map(len, rows)) <= 50


def test_a_table_with_ambiguous_characters_before_another_column_is_found_out() -> None:
    """What these tests are for: rich's own tables count one cell, and on the other terminals the columns shift."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for head in ("名前", "点"):
        table.add_column(head)
    for name in MIXED:
        table.add_row(name, "5")
    lines = printed(lambda console: console.print(table), 60).splitlines()

    assert misplaced([line.rstrip() for line in lines], 1) == []
    assert misplaced([line.rstrip() for line in lines], 2) != []
