"""Gradescope's `results.json`: https://gradescope-autograders.readthedocs.io/en/latest/specs/#output-format

One entry in `tests` for each exercise and question. Texts are sent as `text`, so that Gradescope escapes what a
learner wrote. An item that the grader failed on, or that is for the learner to mark, carries no score, so
that it is no zero.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ..record import Exercise, Question, Record
from ..safe import shown
from ..tally import items_of
from ..words import Words, words
from .text import UNSCORED, json_text, name_of, number, score_line, told


def gradescope(record: Record, *, hidden: Collection[str] = ()) -> str:
    """The text of `results.json`; the items whose ids are in `hidden` are shown to instructors alone."""
    record, w = shown(record), words(record.lang)
    return json_text(
        {
            "score": number(record.points),
            "output": score_line(record, w),
            "output_format": "text",
            "test_output_format": "text",
            "test_name_format": "text",
            "visibility": "visible",
            "stdout_visibility": "hidden",
            "execution_time": number(record.seconds),
            "tests": [_test(item, item.id in hidden, w) for item in items_of(record)],
            "extra_data": {
                "tool": f"{record.tool.name} {record.tool.version}",
                "digest": record.submission.digest,
                "seed": record.seed,
                "max_points": number(record.max_points),
                "wall_enforced": record.wall.enforced,
            },
        }
    )


def _test(item: Exercise | Question, hidden: bool, w: Words) -> dict[str, Any]:
    scored = item.state not in UNSCORED
    return {
        "name": name_of(item),
        "name_format": "text",
        **({"score": number(item.points), "max_score": number(item.max_points)} if scored else {}),
        **({"status": "passed" if item.state == "pass" else "failed"} if scored else {}),
        "output": "\n".join(part for part in (w(f"state.{item.state}"), told(item, w)) if part),
        "output_format": "text",
        "tags": [item.chapter],
        "visibility": "hidden" if hidden else "visible",
        "extra_data": {"id": item.id, "state": item.state, "label": _label(item)},
    }


def _label(item: Exercise | Question) -> str:
    return item.cause.label if isinstance(item, Exercise) and item.cause else ""
