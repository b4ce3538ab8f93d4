"""PrairieLearn's `results.json` of an external grader: https://prairielearn.readthedocs.io/en/latest/externalGrading/

`score` is a share from 0 to 1. Where nothing could be judged the result says `"gradable": false`, which costs the
learner no attempt. PrairieLearn reads at most 1 MB: beyond it, what the learner's code printed is left out.
"""

from __future__ import annotations

from typing import Any

from ..record import Exercise, Question, Record
from ..safe import shown
from ..tally import items_of
from ..words import Words, words
from .text import UNSCORED, json_text, name_of, number, score_line, told

LIMIT = 1_000_000  # bytes


def prairielearn(record: Record) -> str:
    """The text of `results.json`."""
    whole = json_text(_results(record, with_output=True))
    return whole if len(whole.encode()) <= LIMIT else json_text(_results(record, with_output=False))


def _results(record: Record, *, with_output: bool) -> dict[str, Any]:
    record, w = shown(record), words(record.lang)
    if not record.max_points:
        return {
            "gradable": False,
            "format_errors": list(record.submission.notes) or [w("top.nothing")],
        }
    share = min(1.0, max(0.0, record.points / record.max_points))
    return {
        "gradable": True,
        "score": number(share),
        "message": score_line(record, w),
        "tests": [_test(item, with_output, w) for item in items_of(record) if item.state not in UNSCORED],
    }


def _test(item: Exercise | Question, with_output: bool, w: Words) -> dict[str, Any]:
    printed = item.output if isinstance(item, Exercise) and with_output else ""
    return {
        "name": name_of(item),
        "description": w(f"state.{item.state}"),
        "points": number(item.points),
        "max_points": number(item.max_points),
        "message": told(item, w),
        "output": printed,
    }
