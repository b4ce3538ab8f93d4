"""SARIF 2.1.0, for a code review: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html

A result for each exercise that was not passed, at the learner's line where one is known, and one for each advice.
A rule is an exercise and a label. What the grader failed on is a notification of the run, and no result.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from ..record import Exercise, Record
from ..safe import shown
from ..tally import sentence
from ..words import Words, words
from .text import json_text, place_of

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"partial": "warning", "blocked": "note", "missing": "note"}


def sarif(record: Record) -> str:
    """The text of the SARIF file."""
    record, w = shown(record), words(record.lang)
    results = [result for exercise in record.exercises for result in _results(exercise, w)]
    titles = {exercise.id: exercise.title for exercise in record.exercises}
    rules = sorted({(result["ruleId"], titles[result["properties"]["exercise"]]) for result in results})
    places = {rule: place for place, (rule, _) in enumerate(rules)}
    for result in results:
        result["ruleIndex"] = places[result["ruleId"]]
    driver = {
        "name": record.tool.name,
        "version": record.tool.version,
        "rules": [{"id": rule, "shortDescription": {"text": title}} for rule, title in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(record, w)],
        "results": results,
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _results(exercise: Exercise, w: Words) -> Iterator[dict[str, Any]]:
    if exercise.state not in ("pass", "grader_error"):
        label = exercise.cause.label if exercise.cause else exercise.state
        yield _result(exercise, label, LEVELS.get(exercise.state, "error"), sentence(exercise, w))
    if exercise.state != "grader_error":
        for advice in exercise.advice:
            yield _result(exercise, "advice", "note", advice)


def _result(exercise: Exercise, label: str, level: str, text: str) -> dict[str, Any]:
    rule = f"{exercise.id}/{label}"
    place = place_of(exercise)
    # A result without a place is still a result; the standard asks for no location then.
    return {
        "ruleId": rule,
        "level": level,
        "message": {"text": text},
        "locations": [_location(place.file, place.line)] if place else [],
        "partialFingerprints": {"dlgradeVerdict/v1": rule},
        "properties": {"exercise": exercise.id},
    }


def _location(file: str, line: int) -> dict[str, Any]:
    uri = quote(file.encode("utf-8", "backslashreplace"))
    region = {"region": {"startLine": line}} if line else {}
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, **region}}


def _invocation(record: Record, w: Words) -> dict[str, Any]:
    faults = [one for one in record.exercises if one.state == "grader_error"]
    notes = [{"level": "error", "message": {"text": f"{one.id}: {sentence(one, w)}"}} for one in faults]
    return {"executionSuccessful": not faults, **({"toolExecutionNotifications": notes} if notes else {})}
