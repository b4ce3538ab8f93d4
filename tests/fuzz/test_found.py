"""What fuzzing and reading found, one test each: they fail on the code as it was."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgpack
import numpy as np
import pytest
from dlgrade.exercises import catalogue
from dlgrade.exercises.checking.answers import Estimate
from dlgrade.exercises.checking.case import Case
from dlgrade.exercises.checking.compare import compare, resembles
from dlgrade.exercises.checking.explain import explain
from dlgrade.exercises.checking.tolerance import DEFAULT
from dlgrade.grader import answers
from dlgrade.grader.collect import CollectError, Note, collect
from dlgrade.grader.collect.archive import read_zip
from dlgrade.grader.collect.magics import without_magics
from dlgrade.grader.collect.model import MAX_SENTENCE
from dlgrade.grader.collect.settings import read_settings
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.worker.frames import FrameError, Handle, Reader, Unsendable, Writer
from dlgrade.grader.workers import Workers
from dlgrade.reports.serial import RecordError, from_json

from .judging import judged

SOON = 5.0
"""Seconds of the processor: a thousand times what it takes now, a fraction of what it took."""


@pytest.fixture
def soon() -> Iterator[None]:
    began = time.process_time()
    yield
    assert time.process_time() - began < SOON


def refused(read: Callable[[], Any], kind: type[Exception] = CollectError) -> str:
    with pytest.raises(kind) as caught:
        read()
    return str(caught.value)


def test_a_record_of_endless_digits_is_no_record() -> None:
    assert "not JSON" in refused(lambda: from_json('{"schema": ' + "9" * 5_000 + "}"), RecordError)


def test_a_record_of_any_depth_is_no_record() -> None:
    # what JSON reads just so, its own text would have been too deep for
    for depth in range(800, 1_000):
        refused(lambda depth=depth: from_json('{"schema": 1, "tool": ' + "[" * depth + "]" * depth + "}"), RecordError)


@pytest.mark.parametrize("text", ['{"schema": 1, "%s": 1}', '{"%s": 1, "%s": 2}', '{"schema": "%s"}'])
def test_a_key_in_a_record_is_told_on_one_line_and_not_in_full(text: str) -> None:
    key = "\\u001b[31m\\n" + "x" * 10_000
    said = refused(lambda: from_json(text.replace("%s", key)), RecordError)

    assert said.isprintable() and len(said) < 200


def test_a_key_of_many_parts_is_refused_before_it_is_read(soon: None) -> None:
    assert "parts" in refused(lambda: read_settings(b"a." * 60_000 + b"a = 1"))


@pytest.mark.parametrize(
    "cover", ['x = """\\\\"""\n%s\ny="""z"""', 'x = ["""a"""", {%s}, "z"]', "x = '''a''''\n%s\n#'''", '#"""\n%s\n']
)
def test_no_quotes_hide_a_key_of_many_parts(cover: str, soon: None) -> None:
    refused(lambda: read_settings(cover.replace("%s", "a." * 60_000 + "a = 1").encode()))


def test_dots_in_texts_and_lists_of_numbers_are_no_key_of_many_parts() -> None:
    found, notes = answers.read_answers(f'q = "{"." * 500}"\nr = [{"1.5, " * 500}]\n# {"a." * 500}\n'.encode())

    assert len(found) == 2 and not notes


@pytest.mark.parametrize("value", ["0x" + "f" * 5_000, "[" * 290 + "]" * 290, "nan", "1979-05-27"])
def test_a_setting_that_cannot_be_spelled_out_is_refused_by_its_kind(value: str) -> None:
    assert "`forms.LSTM.channels`" in refused(lambda: read_settings(f"[forms.LSTM]\nchannels = {value}".encode()))


def test_names_of_the_learners_making_write_no_line_and_no_escape_of_their_own() -> None:
    for error in (CollectError("a\n\x1b]0;b\x07\u202e.", "a\r\n\x9b。"), Note({"en": "a\nb.", "ja": "\ud800\t。"})):
        for text in error.texts.values():
            assert text.isprintable() and text.encode()


def test_a_long_name_leaves_the_end_of_a_sentence_to_be_read() -> None:
    said = refused(lambda: read_settings(b'"' + b"x" * 100_000 + b'" = 1'))

    assert said.endswith(("`forms`.", "`symbols`."))
    assert len(said) <= MAX_SENTENCE + 1


def test_a_line_of_spaces_is_read_once(soon: None) -> None:
    assert without_magics(" " * 200_000 + "a b") == " " * 200_000 + "a b"


@pytest.mark.parametrize("line", ["%time x", "!ls", "f?", "f.g ??", "a, b = %x", "x = !ls", "  f[0]?"])
def test_magics_are_told_as_before(line: str) -> None:
    assert without_magics(line) in ("pass", "  pass", "x")


@pytest.mark.parametrize("line", ["x = a % b", "f(x)?1", "a == b", "x =  1 !", "?".join("ab")])
def test_what_is_no_magic_stays(line: str) -> None:
    assert without_magics(line) == line


def test_an_archive_with_an_entry_without_a_name_is_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("x", b"")
        archive.writestr("a.py", "def f(): pass\n")
    data = (tmp_path / "a.zip").read_bytes().replace(b"x", b"\0", 2)

    assert list(read_zip(data, "a.zip").files) == ["a.py"]


def test_an_archive_whose_lzma_is_damaged_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.py", "x = 1\n" * 100)
    data = bytearray((tmp_path / "a.zip").read_bytes())
    start = data.index(b"a.py") + 4
    data[start + 4 : start + 9] = b"\xff" * 5
    (tmp_path / "a.zip").write_bytes(data)

    assert "make" in refused(lambda: collect(tmp_path / "a.zip"))


@pytest.mark.parametrize(
    "inner", ["q-x = " + "9" * 5_000, "q-x = [" + "\nq-x = [" * 1_500, "q-x = 1\n" + "a." * 60_000 + "= 1"]
)
def test_an_answer_finds_its_place_beside_any_text(inner: str, soon: None) -> None:
    new = answers.updated(f"a = '''\n{inner}\n'''\n", "q-x", "so")

    assert answers.read_answers(new.encode())[0]["q-x"] == "so"


@pytest.mark.parametrize("value", [1 << 63, (1 << 64) - 1, ["d", [1 << 63, 0]]])
def test_a_whole_number_that_cannot_be_sent_cannot_be_read(value: Any) -> None:
    refused(lambda: Reader(memoryview(b""), lambda kept: kept).value(value), FrameError)


@pytest.mark.parametrize("tag", [["o", -1, "A"], ["o", 1 << 40, "A"], ["o", 0, "A" * 101], ["f", -1]])
def test_an_object_has_a_number_and_a_name(tag: Any) -> None:
    refused(lambda: Reader(memoryview(b""), lambda kept: kept).value(tag), FrameError)


def test_more_than_a_thousand_objects_cross_neither_way() -> None:
    refused(lambda: Writer(lambda kept: Handle(0)).value([object()] * 1_001), Unsendable)
    refused(lambda: Reader(memoryview(b""), lambda kept: kept).value(["l", *[["o", 0, "A"]] * 1_001]), FrameError)


def replies(result: Any, body: bytes = b"") -> bytes:
    return msgpack.packb([{"result": result, "changed": []}, body]) * 20


@pytest.mark.parametrize(
    ("code", "numbers"),
    [("d", np.full(5, 1.7e308)), ("D", np.full(5, 1.7e308 + 1.7e308j)), ("f", np.full(5, 0x7FA00001, np.uint32))],
    ids=["huge", "huge and complex", "signalling"],
)
@pytest.mark.filterwarnings("error")
def test_numbers_at_the_end_of_floats_are_wrong_and_no_fault_of_ours(code: str, numbers: Any) -> None:
    verdict = judged(replies(["a", code, [5], "C"], numbers.tobytes()))

    assert (verdict.state, verdict.points, verdict.max_points) == ("fail", 0, 4)


@pytest.mark.parametrize("result", [1.7e308, -1.7e308, 5e-324])
def test_a_softmax_of_huge_numbers_does_not_take_the_exercise_out_of_the_sum(tmp_path: Path, result: float) -> None:
    (tmp_path / "a.py").write_text(
        f"import numpy as np\n\n\ndef softmax(x):\n    return np.full(np.shape(x), {result})\n"
    )
    with Workers("fork") as workers:
        wanted = [replace(catalogue.exercises()["softmax"], cpu_seconds=1)]
        record = grade(Task(collect(tmp_path), wanted, (), 1, "en", "x"), workers)

    assert record.exercises[0].state == "fail"
    assert record.max_points == catalogue.exercises()["softmax"].points


def test_a_value_that_cannot_be_explained_leaves_the_verdict_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumbles(*_: object) -> Any:
        raise OverflowError("too large")

    monkeypatch.setattr("dlgrade.grader.grading.diagnose", stumbles)
    verdict = judged(replies(["a", "d", [5], "C"], bytes(40)))

    assert (verdict.state, verdict.points, verdict.max_points) == ("fail", 0, 4)
    assert "OverflowError" in verdict.advice[0]


def test_a_line_number_that_is_true_is_no_line_and_the_record_can_be_written() -> None:
    lines = [["a.py", True, "sigmoid"], ["a.py", 2, "sigmoid"]]
    verdict = judged(msgpack.packb({"error": ["ValueError", "no", lines]}) * 20)

    assert verdict.cause is not None
    assert [line.line for line in verdict.cause.lines] == [2]


@pytest.mark.parametrize(("count", "state"), [(900, "fail"), (20_000, "refused")])
def test_many_objects_in_an_answer_are_judged_soon(count: int, state: str, soon: None) -> None:
    assert judged(replies(["l", *[["o", 0, "A"]] * count])).state == state


def test_a_dictionary_of_many_keys_is_told_by_the_first() -> None:
    difference = compare({"W": np.zeros(2)}, {f"{n:0100}": 0 for n in range(10_000)}, DEFAULT)[0]

    assert len(explain(difference).text.en) < 5_000


@pytest.mark.parametrize("got", [None, "x", [1], object(), np.zeros(3), 10**400])
@pytest.mark.parametrize("expected", [Estimate(0.5, 0.5, 0.1), Estimate(0.5, float("nan"), 0.1)], ids=["truth", "twin"])
def test_an_estimate_of_what_is_no_number_is_another_type(expected: Estimate, got: Any) -> None:
    assert compare(expected, replace(expected, value=got), DEFAULT)[0].aspect in ("type", "estimate")
    assert not resembles(expected, replace(expected, value=got))


def test_no_answer_makes_the_judge_draw_as_many_numbers_as_it_likes() -> None:
    with pytest.raises(ValueError, match="67108864"):
        Case(1, "x").normal(1 << 26)
