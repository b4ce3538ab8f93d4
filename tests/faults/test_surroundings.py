"""A whole command in broken surroundings: the verdicts of an undisturbed run, or one sentence; never a silent zero."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from .conftest import UNDISTURBED, Done, Hall
from .rows import ROWS, SAME, Expected, Row, Told, Unjudged


def came_to(done: Done, expected: Expected) -> None:
    """Whether a command that does not give the usual result says so in one sentence, and gives nobody a zero."""
    if isinstance(expected, Told):
        assert done.status == expected.status, done
        assert re.search(expected.said, done.sentence()), done.err
        assert done.out == ""
    elif isinstance(expected, Unjudged):
        assert done.status == 3, done
        record = json.loads(done.out)
        assert {one["state"] for one in record["exercises"]} == {"grader_error"}
        assert record["max_points"] == 0
        assert all(expected.said in " ".join(one["advice"]) for one in record["exercises"]), record


def rows(command: str, *, now: bool) -> pytest.MarkDecorator:
    """The rows that are tried in every run, or the others."""
    return pytest.mark.parametrize("row", [row for row in ROWS if row.now(command) == now], ids=lambda row: row.id)


class TestSubmit:
    @rows("submit", now=True)
    def test_in_broken_surroundings(self, row: Row, hall: Hall, undisturbed: dict[str, Any]) -> None:
        is_right_or_told(row, hall, undisturbed)

    @pytest.mark.long
    @rows("submit", now=False)
    def test_in_every_broken_surroundings(self, row: Row, hall: Hall, undisturbed: dict[str, Any]) -> None:
        is_right_or_told(row, hall, undisturbed)


class TestBatch:
    @rows("batch", now=True)
    def test_in_broken_surroundings(self, row: Row, hall: Hall, whole_class: dict[str, Any]) -> None:
        goes_on(row, hall, whole_class)

    @pytest.mark.long
    @rows("batch", now=False)
    def test_in_every_broken_surroundings(self, row: Row, hall: Hall, whole_class: dict[str, Any]) -> None:
        goes_on(row, hall, whole_class)


def is_right_or_told(row: Row, hall: Hall, undisturbed: dict[str, Any]) -> None:
    """The record of an undisturbed run, or a sentence."""
    done = hall.submit(row.around(hall.place), row.id)
    if row.submit == SAME:
        assert done.status == 1, done
        assert hall.record(row.id) == undisturbed
    else:
        came_to(done, row.submit)


def goes_on(row: Row, hall: Hall, whole_class: dict[str, Any]) -> None:
    """As undisturbed, or a sentence; and as undisturbed once the fault is gone."""
    done = hall.batch(row.around(hall.place), row.id, *row.options)
    if row.batch == SAME:
        assert done.status == 0, done
        assert hall.records(row.id) == whole_class
        return
    came_to(done, row.batch)
    again = hall.batch(UNDISTURBED, row.id, *row.options)
    assert again.status == 0, again
    assert hall.records(row.id) == whole_class
