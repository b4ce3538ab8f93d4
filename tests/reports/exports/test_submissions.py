"""The formats of one submission, read by programs that are not ours."""

from __future__ import annotations

import io
import json
import re
import unittest
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import junitparser
import pytest
import sarif_pydantic
from dlgrade.reports.exports import record_export
from dlgrade.reports.exports.gradescope import gradescope
from dlgrade.reports.exports.prairielearn import LIMIT
from dlgrade.reports.record import Record
from dlgrade.reports.serial import from_json
from dlgrade.reports.words import Lang
from gradescope_utils.autograder_utils.decorators import number, tags, visibility, weight
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from ..sample import sample, with_everywhere

HOSTILE = "]]><x/>\x00\x1b[31m\n::error::\ud800\ufffe%0A&amp;{{ 1 }}"
LANGS: tuple[Lang, ...] = ("ja", "en")
# Fields and words of https://gradescope-autograders.readthedocs.io/en/latest/specs/#output-format
VISIBILITY = {"enum": ["visible", "hidden", "after_due_date", "after_published"]}
FORMAT = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
GRADESCOPE_TEST = {
    "score": {"type": "number"},
    "max_score": {"type": "number"},
    "status": {"enum": ["passed", "failed"]},
    "name": {"type": "string"},
    "name_format": FORMAT,
    "number": {"type": "string"},
    "output": {"type": "string"},
    "output_format": FORMAT,
    "tags": {"type": "array", "items": {"type": "string"}},
    "visibility": VISIBILITY,
    "extra_data": {"type": "object"},
}
GRADESCOPE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["score"],
    "properties": {
        "score": {"type": "number"},
        "execution_time": {"type": "number"},
        "output": {"type": "string"},
        "output_format": FORMAT,
        "test_output_format": FORMAT,
        "test_name_format": FORMAT,
        "visibility": VISIBILITY,
        "stdout_visibility": VISIBILITY,
        "extra_data": {"type": "object"},
        "tests": {
            "type": "array",
            "items": {"type": "object", "additionalProperties": False, "properties": GRADESCOPE_TEST},
        },
        "leaderboard": {"type": "array"},
    },
}
# Fields of https://prairielearn.readthedocs.io/en/latest/externalGrading/#grading-results
PRAIRIELEARN = {
    "type": "object",
    "properties": {
        "gradable": {"type": "boolean"},
        "score": {"type": "number", "minimum": 0, "maximum": 1},
        "message": {"type": "string"},
        "format_errors": {"type": ["string", "array"], "items": {"type": "string"}},
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "points", "max_points"],
                "properties": {
                    **{name: {"type": "string"} for name in ("name", "description", "message", "output")},
                    **{name: {"type": "number"} for name in ("points", "max_points")},
                },
            },
        },
    },
    "if": {"properties": {"gradable": {"const": False}}, "required": ["gradable"]},
    "else": {"required": ["score"]},
}


@pytest.fixture(params=["ja", "en", "hostile"])
def record(request: pytest.FixtureRequest) -> Record:
    """A record with something of everything, once with a hostile text behind every text in it."""
    return with_everywhere(HOSTILE, sample("en")) if request.param == "hostile" else sample(request.param)


def theirs() -> dict[str, Any]:
    """What Gradescope's own library writes for two small tests."""

    class Two(unittest.TestCase):
        @weight(2)
        @tags("ch03")
        @visibility("hidden")
        @number("1.1")
        def test_right(self) -> None:
            """Right."""

        @weight(1)
        @number("1.2")
        def test_wrong(self) -> None:
            """Wrong."""
            self.fail("no")

    out = io.StringIO()
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(Two)
    JSONTestRunner(visibility="visible", stdout_visibility="hidden", stream=out).run(suite)
    value: dict[str, Any] = json.loads(out.getvalue())
    return value


def test_the_published_fields_fit_what_gradescopes_own_library_writes() -> None:
    written = theirs()
    # The library writes the seconds as a text; the specification shows a number, and so do we.
    Draft202012Validator(GRADESCOPE).validate(
        written | {"score": 2, "execution_time": float(written["execution_time"])}
    )


def test_gradescope_reads_the_results(record: Record) -> None:
    value = json.loads(gradescope(record).encode())

    Draft202012Validator(GRADESCOPE).validate(value)
    assert value["score"] == pytest.approx(record.points)
    assert len(value["tests"]) == len(record.exercises) + len(record.questions)
    common = set(theirs()["tests"][0]) - {"number"}
    assert all(common <= set(test) | {"output"} for test in value["tests"] if "score" in test)


def test_gradescope_scores_add_up_and_a_fault_of_ours_is_no_zero() -> None:
    value = json.loads(gradescope(sample("en")))

    assert sum(test.get("score", 0) for test in value["tests"]) == pytest.approx(value["score"])
    ours = [test for test in value["tests"] if test["extra_data"]["state"] == "grader_error"]
    assert ours
    assert all("score" not in test and "status" not in test for test in ours)


def test_what_the_learner_marks_is_no_zero_and_no_failure() -> None:
    record = sample("en")
    question = replace(record.questions[0], state="shown", points=0.0, max_points=0.0)
    shown = replace(record, questions=(question,))
    test = json.loads(gradescope(shown))["tests"][-1]
    xml = junitparser.JUnitXml.fromstring(record_export("junit")(shown).encode())
    (case,) = (case for suite in xml for case in suite if case.name == question.id)

    assert not {"score", "status"} & set(test)
    assert case.is_skipped
    assert question.id not in record_export("prairielearn")(shown)


def test_gradescope_hides_what_is_hidden() -> None:
    value = json.loads(gradescope(sample("en"), hidden=("affine",)))

    assert [test["extra_data"]["id"] for test in value["tests"] if test["visibility"] == "hidden"] == ["affine"]


def test_prairielearn_reads_the_results(record: Record) -> None:
    value = json.loads(record_export("prairielearn")(record).encode())

    Draft202012Validator(PRAIRIELEARN).validate(value)
    assert value["score"] == pytest.approx(record.points / record.max_points, abs=1e-6)
    assert len(value["tests"]) == len(record.exercises) + len(record.questions) - 1


def test_prairielearn_is_told_when_nothing_could_be_judged() -> None:
    value = json.loads(record_export("prairielearn")(replace(sample(), max_points=0.0, points=0.0)))

    Draft202012Validator(PRAIRIELEARN).validate(value)
    assert value["gradable"] is False
    assert value["format_errors"]


def test_prairielearn_stays_below_its_limit() -> None:
    record = sample("en")
    loud = replace(record, exercises=tuple(replace(one, output="あ" * 60_000) for one in record.exercises))

    assert len(record_export("prairielearn")(loud).encode()) <= LIMIT


def test_junit_is_read_by_junitparser(record: Record) -> None:
    xml = junitparser.JUnitXml.fromstring(record_export("junit")(record).encode())
    cases = [case for suite in xml for case in suite]

    assert len(cases) == len(record.exercises) + len(record.questions)
    kinds = [type(case.result[0]).__name__ if case.result else "" for case in cases]
    states = [one.state for one in (*record.exercises, *record.questions)]
    assert kinds.count("") == states.count("pass")
    assert kinds.count("Skipped") == states.count("blocked")
    assert kinds.count("Error") == sum(
        state in ("error", "timeout", "memory", "crashed", "refused", "grader_error") for state in states
    )
    counted = (xml.tests, xml.failures, xml.errors)
    xml.update_statistics()
    assert (xml.tests, xml.failures, xml.errors) == counted


def test_junit_writes_no_time_with_an_exponent() -> None:
    record = sample("en")
    quick = replace(record, seconds=1e-5, exercises=tuple(replace(one, seconds=1e-7) for one in record.exercises))

    assert not re.search(r'time="[^"]*e', record_export("junit")(quick))


def test_junit_brings_the_cause_through() -> None:
    record = sample("en")
    xml = junitparser.JUnitXml.fromstring(record_export("junit")(record).encode())
    (affine,) = (case for suite in xml for case in suite if case.name == "affine")

    (result,) = affine.result
    assert record.exercises[3].cause
    assert result.message == record.exercises[3].cause.text
    assert result.type == "bias_gradient_averaged"
    assert affine.system_out.startswith("forward!")


def test_sarif_is_read_by_sarif_pydantic(record: Record) -> None:
    log = sarif_pydantic.Sarif.model_validate_json(record_export("sarif")(record).encode())
    (run,) = log.runs

    assert run.results is not None
    assert run.tool.driver.rules is not None
    wrong = [one for one in record.exercises if one.state not in ("pass", "grader_error")]
    advice = sum(len(one.advice) for one in record.exercises if one.state != "grader_error")
    assert len(run.results) == len(wrong) + advice
    for result in run.results:
        assert result.rule_index is not None
        assert run.tool.driver.rules[result.rule_index].id == result.rule_id
    # Sections 3.14.17 and 3.20.21 of the standard, which the reader's model leaves out.
    assert set(_unknown(log)) <= {"columnKind", "toolExecutionNotifications"}


def _unknown(model: BaseModel) -> Iterator[str]:
    """Fields of ours that the reader's model of SARIF does not know, however deep."""
    yield from model.model_extra or {}
    for name in type(model).model_fields:
        value = getattr(model, name)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, BaseModel):
                yield from _unknown(one)


def test_sarif_points_at_the_line() -> None:
    log = sarif_pydantic.Sarif.model_validate_json(record_export("sarif")(sample("en")))
    results = log.runs[0].results or []
    (softmax,) = (result for result in results if result.rule_id == "softmax/AxisError")

    assert softmax.locations
    place = softmax.locations[0].physical_location
    assert place is not None
    assert place.artifact_location is not None
    assert place.region is not None
    assert (place.artifact_location.uri, place.region.start_line) == ("common/functions.py", 12)


def test_the_json_is_the_record() -> None:
    assert from_json(record_export("json")(sample())) == sample()


def test_no_format_carries_a_character_that_hides_others() -> None:
    for name in ("gradescope", "prairielearn", "junit", "sarif", "github", "github-summary"):
        text = record_export(name)(with_everywhere("\u202e\u200b\x07", sample("en")))

        assert not re.search("[\u202e\u200b\x07]", text), name
