"""The record as JSON: strict both ways, and as its schema says."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from dlgrade.reports.record import Exercise, Record
from dlgrade.reports.schema import json_schema
from dlgrade.reports.serial import RecordError, from_json, to_json
from jsonschema import Draft202012Validator

from .sample import STATES, one_state, sample, with_everywhere


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_record_comes_back_as_it_was(lang: Any) -> None:
    assert from_json(to_json(sample(lang))) == sample(lang)


@pytest.mark.parametrize("state", STATES)
def test_every_state_comes_back_and_fits_the_schema(state: Any) -> None:
    text = to_json(one_state(state))

    assert from_json(text).exercises[0].state == state
    Draft202012Validator(json_schema()).validate(json.loads(text))


@pytest.mark.parametrize("text", ["\ud800", "\x00", "</script>", "\u2028", "𝄞", "\\u0041"])
def test_whatever_stands_in_a_text_comes_back(text: str) -> None:
    record = with_everywhere(text, sample())

    assert from_json(to_json(record)) == record
    to_json(record).encode("utf-8")


def test_times_are_left_out_on_request() -> None:
    assert '"seconds"' in to_json(sample())
    assert '"seconds"' not in to_json(sample(), times=False)


def test_the_same_record_gives_the_same_bytes_and_whole_points_are_whole() -> None:
    assert to_json(sample()) == to_json(sample())
    assert to_json(replace(sample(), points=3.0)) == to_json(replace(sample(), points=3))


def changed(path: str, value: Any) -> str:
    """The sample's JSON with one value replaced, or removed where the value is `...`."""
    data = json.loads(to_json(sample()))
    *parents, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    place = data
    for part in parents:
        place = place[part]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return json.dumps(data)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("schema", 2, "schema must be 1"),
        ("schema", ..., "schema must be 1"),
        ("seed", "7", "seed must be a whole number"),
        ("seed", True, "seed must be a whole number"),
        ("points", "x", "points must be a number"),
        ("lang", "fr", "lang must be one of ja, en"),
        ("extra", 1, "extra is not a field"),
        ("tool.name", ..., "tool.name is missing"),
        ("exercises.0.state", "great", "exercises[0].state must be one of"),
        ("exercises.0.points", float("inf"), "Infinity"),
        ("exercises", {}, "exercises must be a list"),
        ("wall.layers.0.on", 1, "wall.layers[0].on must be true or false"),
        ("tool", None, "tool must be an object"),
    ],
)
def test_what_is_not_a_record_is_refused_by_the_name_of_its_field(path: str, value: Any, said: str) -> None:
    text = changed(path, value)

    with pytest.raises(RecordError) as caught:
        from_json(text)
    assert said in str(caught.value)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "[" * 100_000, '{"schema": 1, "schema": 1}'])
def test_what_is_not_json_of_an_object_is_refused(text: str) -> None:
    with pytest.raises(RecordError):
        from_json(text)


@pytest.mark.parametrize("points", [float("nan"), float("inf"), "3"])
def test_a_record_with_a_value_of_the_wrong_type_is_not_written(points: Any) -> None:
    with pytest.raises(RecordError):
        to_json(replace(sample(), points=points))


@pytest.mark.parametrize(("path", "value"), [("seed", "7"), ("extra", 1), ("exercises.0.state", "great"), ("tool", 3)])
def test_the_schema_refuses_what_the_reader_refuses(path: str, value: Any) -> None:
    assert not Draft202012Validator(json_schema()).is_valid(json.loads(changed(path, value)))


def test_every_field_is_documented() -> None:
    schema = json_schema()
    objects = [schema, *schema["$defs"].values()]

    Draft202012Validator.check_schema(schema)
    assert all(item["description"] for one in objects for item in one["properties"].values())
    assert {"Exercise", "Check", "Cause", "Question"} <= set(schema["$defs"])
    assert set(schema["properties"]) == set(Record.__dataclass_fields__)
    assert set(schema["$defs"]["Exercise"]["properties"]) == set(Exercise.__dataclass_fields__)
