"""The formats can be listed, and an unknown one names the nearest."""

from __future__ import annotations

import subprocess
import sys

import pytest
from dlgrade.reports.exports import EXPORTS, UnknownExport, class_export, names, record_export

from ..classes import head, learners
from ..sample import sample


@pytest.mark.parametrize("name", names("record"))
def test_every_format_of_a_submission_is_a_text_and_the_same_one_twice(name: str) -> None:
    made = record_export(name)(sample("ja"))

    assert made
    assert made == record_export(name)(sample("ja"))
    made.encode()


@pytest.mark.parametrize("name", names("class"))
def test_every_format_of_a_class_is_streamed_and_the_same_twice(name: str) -> None:
    of = head(90, 5)
    seen: list[str] = []

    def watched():
        for one in learners(of):
            seen.append(one.id)
            yield one

    pieces = class_export(name)(of, watched())
    for _ in range(4):
        next(pieces)
    assert len(seen) <= 4

    rest = "".join(class_export(name)(of, learners(of)))
    assert rest == "".join(class_export(name)(of, learners(of)))


def test_each_format_is_of_one_kind() -> None:
    assert {*names("record"), *names("class")} == set(EXPORTS)
    assert not {*names("record")} & {*names("class")}


def test_an_unknown_format_names_the_nearest() -> None:
    with pytest.raises(UnknownExport, match="did you mean canvas"):
        class_export("canvsa")
    with pytest.raises(UnknownExport, match="「sarif」のことですか"):
        record_export("serif", "ja")
    with pytest.raises(UnknownExport, match="There is no export format called zzzzzz; there are json, "):
        record_export("zzzzzz")


def test_a_format_of_a_class_is_none_of_a_submission() -> None:
    with pytest.raises(UnknownExport):
        record_export("canvas")


def test_the_list_costs_no_library() -> None:
    code = "import sys, dlgrade.reports.exports as e; print(sorted({'numpy', 'jinja2', 'csv'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd="/")

    assert done.stdout.strip() == "[]"
