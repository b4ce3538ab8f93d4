"""What `run_autograder` of a Gradescope zip runs: grades `submission/`, writes `results/results.json`.

Where dlgrade itself fails nothing is written and the exit status is not 0: Gradescope then tells the instructor that
the autograder failed, and no learner gets a zero for it. Lateness is left to Gradescope, which knows the dates.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

from ..exercises.fault import Fault
from ..reports.classroom import Column, Learner, Mark
from ..reports.exports.gradescope import gradescope
from ..reports.record import Record
from ..reports.tally import Item, items_of
from ..reports.write import write_texts
from .api import grade
from .batch.assignment import FILE, Assignment, read_assignment
from .batch.scheme import columns, dropped, totals
from .batch.views import shown_to
from .collect import CollectError
from .gradescope import text
from .messages import default_lang


def run(root: Path) -> None:
    """Grades `root/submission` by `root/source/assignment.toml`, where there is one."""
    lang = default_lang()
    rules = root / "source" / FILE
    assignment = read_assignment(rules) if rules.is_file() else Assignment()
    try:
        results = gradescope(_record(root / "submission", assignment), hidden=assignment.hidden)
    except CollectError as error:
        sentence = text("unreadable", lang, reason=error.texts[lang])
        results = json.dumps({"score": 0, "output": sentence, "output_format": "text"}, ensure_ascii=False) + "\n"
    write_texts({root / "results" / "results.json": results}, "ja" if lang == "ja" else "en")


def _record(submission: Path, assignment: Assignment) -> Record:
    """The record in points of the assignment, without what a hidden check found."""
    record = grade(submission, only=assignment.items, seed=assignment.seed)
    for one in record.exercises:
        if one.state == "grader_error":
            raise Fault(f"{one.id}: {' '.join(one.advice)}")
    off = [layer.name for layer in record.wall.layers if not layer.on]
    if off:
        print(text("wall", record.lang, layers=", ".join(off)))
    # Hidden ones stay in the record: Gradescope shows them to instructors, and to nobody else.
    given = [
        replace(one, hidden=False) for one in columns(assignment, (item.id for item in items_of(record)), record.lang)
    ]
    return shown_to(record, _learner(record, assignment, given), assignment, given)


def _learner(record: Record, assignment: Assignment, given: list[Column]) -> Learner:
    by_id = {item.id: item for item in items_of(record)}
    marks = tuple(_mark(by_id[column.id], column.max_points) for column in given)
    left_out = dropped(given, marks, assignment.drop_lowest)
    points, worth = totals(given, marks, left_out)
    name = record.submission.name
    return Learner(
        id=name,
        name="",
        email="",
        state="graded",
        submission=name,
        digest=record.submission.digest,
        seed=record.seed,
        points=points,
        max_points=worth,
        dropped=left_out,
        marks=marks,
    )


def _mark(item: Item, worth: float) -> Mark:
    points = item.points / item.max_points * worth if item.max_points else 0.0
    return Mark(item.id, item.state, points, points, worth)


if __name__ == "__main__":
    run(Path(sys.argv[1]))
