"""The gradebooks: what a school's program looks at is there, read by parsers that are not ours."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import clevercsv
import pytest
from dlgrade.reports.classroom import Learner
from dlgrade.reports.exports import class_export
from dlgrade.reports.exports.canvas import canvas_number
from dlgrade.reports.exports.moodle import participant
from dlgrade.reports.exports.writing import write_class_export

from ..classes import head, learners

OF = head(120, 6)
CLASS = list(learners(OF))


def read(name: str, ones: Iterable[Learner] = CLASS) -> list[dict[str, str]]:
    """The rows of a format, by CleverCSV, which finds out the dialect by itself."""
    text = "".join(class_export(name)(OF, ones)).removeprefix("\ufeff")
    dialect = clevercsv.Detector().detect(text[:4000])
    assert (dialect.delimiter, dialect.quotechar) == (",", '"')
    header, *rows = list(clevercsv.reader(io.StringIO(text, newline=""), dialect))
    assert all(len(row) == len(header) for row in rows)
    return [dict(zip(header, row, strict=True)) for row in rows]


@pytest.mark.parametrize("name", ["class-csv", "canvas", "moodle", "nbgrader", "otter"])
def test_every_learner_is_there_once_and_in_order(name: str) -> None:
    column = {
        "class-csv": "id",
        "canvas": "SIS User ID",
        "moodle": "Full name",
        "nbgrader": "student_id",
        "otter": "file",
    }
    found = [row[column[name]] for row in read(name)]
    wanted = [one.name if name == "moodle" else one.id for one in CLASS]

    assert found[len(found) - len(wanted) :] == wanted


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("class-csv", "points"),
        ("canvas", OF.title),
        ("moodle", "Grade"),
        ("nbgrader", "score"),
        ("otter", "total_points_earned"),
    ],
)
def test_the_points_of_those_graded_are_the_final_ones(name: str, column: str) -> None:
    rows = read(name)[-len(CLASS) :]

    graded = [(float(row[column]), one.points) for row, one in zip(rows, CLASS, strict=True) if one.state == "graded"]
    assert graded
    assert all(found == pytest.approx(wanted) for found, wanted in graded)


def test_canvas_has_the_columns_its_importer_looks_for() -> None:
    """`row[0]` with Student, `row[1]` with ID, then SIS User ID, SIS Login ID, Section before the first assignment."""
    rows = read("canvas")

    assert list(rows[0]) == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Homework 3"]
    assert rows[0]["Student"].strip() == "Points Possible"
    assert float(rows[0]["Homework 3"]) == 20.0  # the extra question is not among them
    assert [row["Homework 3"] == "" for row in rows[1:]] == [one.state != "graded" for one in CLASS]


@pytest.mark.parametrize(
    ("submission", "number"),
    [
        ("tanakahanako_4321_998_layers.py", "4321"),
        ("tanakahanako_LATE_4321_998_a_1.zip", "4321"),
        ("s00001", ""),
        ("a_b_c.py", ""),
    ],
)
def test_canvas_takes_its_own_number_from_the_download(submission: str, number: str) -> None:
    assert canvas_number(submission) == number


def test_moodle_has_the_columns_its_importer_looks_for() -> None:
    """The importer needs Identifier, Grade and Last modified (grade), and takes the number behind `Participant `."""
    rows = read("moodle")

    assert {"Identifier", "Grade", "Last modified (grade)", "Feedback comments"} <= set(rows[0])
    assert [row["Identifier"] for row in rows[:2]] == ["Participant 1000", "Participant 1001"]
    assert participant("田中 花子_17_assignsubmission_file_") == "Participant 17"
    assert participant("s00001") == ""


def test_nbgrader_has_its_own_columns_and_the_raw_score_before_lateness() -> None:
    late = replace(CLASS[0], points=6.0, late=2.0, name="田中, 花子")
    (row,) = read("nbgrader", [late])

    assert list(row) == [
        "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
        "raw_score", "late_submission_penalty", "score", "max_score",
    ]  # fmt: skip
    assert (row["raw_score"], row["late_submission_penalty"], row["score"]) == ("8", "2", "6")
    assert (row["last_name"], row["first_name"]) == ("田中", "花子")


def test_otter_has_its_own_columns_and_what_each_question_is_worth() -> None:
    rows = read("otter")
    questions = sorted(column.id for column in OF.columns)

    assert list(rows[0]) == ["file", *questions, "total_points_earned", "percent_correct", "grading_status"]
    assert rows[0]["file"] == "points-per-question"
    assert [float(rows[0][name]) for name in questions] == [4.0] * 5 + [1.0]
    assert float(rows[1]["percent_correct"]) == pytest.approx(CLASS[0].points / CLASS[0].max_points, abs=1e-6)


def test_the_generic_csv_opens_in_excel_and_has_every_mark() -> None:
    assert "".join(class_export("class-csv")(OF, CLASS)).startswith("\ufeff")
    row = read("class-csv")[0]
    for mark in CLASS[0].marks:
        assert float(row[f"{mark.id}.points"]) == mark.points
        assert row[f"{mark.id}.state"] == mark.state


def test_the_generic_json_holds_all_of_it() -> None:
    text = "".join(class_export("class-json")(OF, CLASS))
    value: dict[str, Any] = json.loads(text)

    assert value["head"]["columns"][5] == {**vars(OF.columns[5])}
    assert len(value["learners"]) == OF.learners
    assert value["learners"][0]["marks"] == [vars(mark) for mark in CLASS[0].marks]
    assert json.loads("".join(class_export("class-json")(OF, []))) == {"head": value["head"], "learners": []}


def test_a_lone_surrogate_does_not_break_the_json() -> None:
    odd = replace(CLASS[0], name="a\ud800b")
    text = "".join(class_export("class-json")(OF, [odd]))

    assert json.loads(text.encode())["learners"][0]["name"] == "a\ud800b"


def test_an_export_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "out" / "class.csv"
    write_class_export("class-csv", OF, CLASS, path)
    whole = path.read_bytes()

    def interrupted() -> Iterator[Learner]:
        yield from CLASS[:50]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_class_export("class-csv", OF, interrupted(), path)
    assert path.read_bytes() == whole
    assert [file.name for file in path.parent.iterdir()] == ["class.csv"]
