"""One harness for each reader: it takes any bytes, and a breach of what the reader promises is an AssertionError.

A reader gives a value or raises the one exception that it declares; whatever it raises besides comes out of here. What
it gives is then used as the program uses it, and what it says to a learner is one sentence in both languages.
"""

from __future__ import annotations

import ast
import io
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from dlgrade.exercises import catalogue
from dlgrade.exercises.checking.question import COMPUTED
from dlgrade.grader import answers, formulas, questions
from dlgrade.grader.collect import Bundle, CollectError, Note, Submission, find, plan, understood
from dlgrade.grader.collect.archive import read_zip
from dlgrade.grader.collect.definitions import definitions
from dlgrade.grader.collect.disk import Raw
from dlgrade.grader.collect.model import MAX_SENTENCE
from dlgrade.grader.collect.settings import read_answers, read_settings
from dlgrade.grader.declared import validate
from dlgrade.grader.reading import Unreadable
from dlgrade.grader.worker import frames
from dlgrade.grader.worker.frames import FrameError, Reader, Writer, receive
from dlgrade.reports.record import Exercise
from dlgrade.reports.safe import HIDDEN
from dlgrade.reports.serial import RecordError, from_json, part_from_json, part_to_json, to_json

from .judging import NAMES, judged

MAX_ERROR = 10_000
ASKED = ("sigmoid", "softmax", "Affine", "Adam", "f")


class Refused(Exception):
    """The reader raised what it declares."""


@dataclass(frozen=True)
class Target:
    """A reader under test.

    Attributes:
        run: reads some bytes and looks at what comes of it. Raises Refused where they were refused as declared.
        readers: the modules whose coverage counts.
        tokens: what a mutation may put in.
    """

    run: Callable[[bytes], None]
    readers: tuple[str, ...]
    tokens: tuple[bytes, ...] = ()


def frame(data: bytes) -> None:
    """Frames one after the other, as they may come over the socket; what is read can be sent, and is then the same."""
    stream, read = io.BytesIO(data), 0
    try:
        while True:
            header, body = receive(stream.read)
            for value in list(header.values()):
                _same_again(Reader(body, _kept).value(value))
            read += 1
    except FrameError:
        if not read:
            raise Refused from None


def _kept(reference: Any) -> Any:
    return reference


def _same_again(value: Any) -> None:
    assert _depth(value) <= frames.MAX_DEPTH + 1
    writer = Writer(lambda kept: kept)
    header, body = receive(io.BytesIO(writer.frame({"v": writer.value(value)})).read)
    assert _alike(value, Reader(body, _kept).value(header["v"]))


def _depth(value: Any) -> int:
    inner: Iterable[Any] = (
        value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    )
    return 1 + max(map(_depth, inner), default=0)


def _alike(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes()
    if isinstance(one, dict):
        return _alike(list(one.items()), list(other.items()))
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(_alike, one, other))
    if isinstance(one, float) and math.isnan(one):
        return math.isnan(other)
    return type(one) is type(other) and bool(one == other)


def record(data: bytes) -> None:
    """A record or an exercise of one: what is read is written as it reads back."""
    text, written = data.decode("utf-8", "replace"), ""
    try:
        found = part_from_json(Exercise, text) if text.startswith('{"id"') else from_json(text)
    except RecordError as error:
        _one_line(str(error), MAX_ERROR)
        raise Refused from None
    if isinstance(found, Exercise):
        written = part_to_json(found)
        assert part_from_json(Exercise, written) == found
        assert part_to_json(part_from_json(Exercise, written)) == written
    else:
        written = to_json(found)
        assert from_json(written) == found
        assert to_json(from_json(written)) == written
    written.encode()


def settings(data: bytes) -> None:
    """`dlgrade.toml`, and whether it fits the exercises."""
    with _Declared():
        validate(read_settings(data))


def answer_file(data: bytes) -> None:
    """`answers.toml`: it is read, each answer is marked, and the quiz puts another one in its place."""
    found, notes = read_answers(data)
    _sentences(notes)
    if notes:
        raise Refused
    for question in _one_of_each_kind():
        given = questions.answer_in(found, question)
        if question.kind in COMPUTED:
            if given is not None:
                _read_formula(question, given)
        else:
            assert questions.mark(question, found, None, 1, "ja").state != "grader_error"
    _kept_in_file(data)


def _read_formula(question: Any, given: Any) -> None:
    try:
        formulas.read(question, given)
    except (Unreadable, formulas.UnknownNames):
        return


def _kept_in_file(data: bytes) -> None:
    try:
        text = answers.decode(data, "answers.toml")[0]
        new = answers.updated(text, "q-x", 'it\'s\n"so"')
    except answers.Unplaced:
        return
    assert read_answers(new.encode())[0]["q-x"] == 'it\'s\n"so"'


_KINDS: dict[str, Any] = {}


def _one_of_each_kind() -> Iterable[Any]:
    if not _KINDS:
        _KINDS.update({one.kind: one for one in catalogue.questions().values()})
    return _KINDS.values()


def source(data: bytes) -> None:
    """A Python file: read as text, looked through, and cut to what a worker is told to load."""
    with _Declared():
        _planned(understood(Bundle("a.py", "file", Raw({"a.py": data}))))


def notebook(data: bytes) -> None:
    """A notebook, likewise."""
    with _Declared():
        _planned(understood(Bundle("a.ipynb", "notebook", Raw({"a.ipynb": data}))))


def archive(data: bytes) -> None:
    """A zip, likewise."""
    with _Declared():
        _planned(understood(Bundle("a.zip", "zip", read_zip(data, "a.zip"))))


def _planned(submission: Submission) -> None:
    _sentences(submission.notes)
    names = {one.definition.symbol for file in submission.files for one in definitions(file)}
    for name in [*ASKED, *sorted(names)[:3]]:
        for kind in ("function", "class"):
            choice = find(submission, name, (), kind)  # type: ignore[arg-type]
            if choice:
                _sentences(choice.notes)
                load = plan(submission, {name: choice.definition})
                assert [module for module in load.modules if module.name == load.target]
                for module in load.modules:
                    ast.parse(module.source)


def reply(data: bytes) -> None:
    """What a worker answers, judged to the end: there is a record, and never a fault of ours in it.

    The last byte chooses the exercise.
    """
    verdict = judged(data[:-1], NAMES[(data or b"0")[-1] % len(NAMES)])
    assert verdict.state != "grader_error", verdict.advice
    text = part_to_json(verdict)
    assert part_from_json(Exercise, text) == verdict
    assert len(text) < 200_000


class _Declared:
    """Turns a CollectError, whose sentences must be sentences, into Refused."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, CollectError):
            _sentences([Note(error.texts)])
            _one_line(str(error), MAX_SENTENCE + 1)
            raise Refused from None


def _sentences(notes: Iterable[Note]) -> None:
    for note in notes:
        for text in (note.texts["ja"], note.texts["en"]):
            _one_line(text, MAX_SENTENCE + 1)


def _one_line(text: str, most: int) -> None:
    assert 0 < len(text) <= most
    assert "\n" not in text and not HIDDEN.search(text), ascii(text[:200])
    text.encode()


COLLECT = "grader/collect/"
TOML = (
    *(b"[symbols]\n", b"[forms]\n", b"[forms.LSTM]\n", b'sigmoid = "a.py:f"\n', b'gates = "ifgo"\n', b'"""', b"'''"),
    *(
        b"a.a.",
        b"[[",
        b"{a=",
        b"\\u001b",
        b"0xff",
        b"nan",
        b"1979-05-27",
        b"channels = ",
        b"arguments = ",
        b"params = ",
    ),
)
PYTHON = (
    *(b"def sigmoid(x):\n    return x\n", b"class Adam:\n", b"import numpy as np\n", b"from .a import *\n"),
    *(b"if __name__ == '__main__':\n", b"global ", b"lambda: ", b"while True:\n", b"# coding: ", b"@overload\n"),
    *(b" = ", b"\\\n", b"'''", b"(", b"[", b"f'{", b"nonlocal ", b"async ", b"match x:\n", b"\xef\xbb\xbf"),
)
TARGETS = {
    "frame": Target(
        frame,
        ("grader/worker/frames.py",),
        (
            b"\xa1l",
            b"\xa1t",
            b"\xa1d",
            b"\xa1a",
            b"\xa1i",
            b"\xa1o",
            b"\xa1f",
            b"\xa1C",
            b"\xa1F",
            b"\xa1S",
            b"\xa1?",
            b"\x92",
            b"\x94",
            b"\x81",
            b"\xc0",
            b"\xc4",
            b"\xc7",
            b"\xcb\x7f\xf0",
            b"\xcf\xff",
            b"\xd3\x80",
            b"\xdc",
            b"\xdf",
        ),
    ),
    "record": Target(
        record,
        ("reports/serial.py", "reports/annotations.py"),
        (
            b'"schema":',
            b'"exercises":',
            b'"checks":',
            b'"points":',
            b"null",
            b"1e999",
            b"NaN",
            b"-0.0",
            b'"\\ud800"',
            b"[[",
        ),
    ),
    "settings": Target(
        settings, (f"{COLLECT}settings.py", f"{COLLECT}declaring.py", f"{COLLECT}decode.py", "grader/declared.py"), TOML
    ),
    "answers": Target(answer_file, (f"{COLLECT}settings.py", "grader/answers.py", "grader/reading.py"), TOML),
    "source": Target(
        source,
        tuple(
            COLLECT + name
            for name in (
                "decode.py",
                "parsing.py",
                "scan.py",
                "definitions.py",
                "facts.py",
                "slicing.py",
                "planning.py",
                "protecting.py",
                "finding.py",
                "imports.py",
            )
        ),
        PYTHON,
    ),
    "notebook": Target(
        notebook,
        (f"{COLLECT}notebook.py", f"{COLLECT}magics.py", f"{COLLECT}scan.py"),
        (
            b'"cells":',
            b'"source":',
            b'"cell_type":"code"',
            b'"metadata":',
            b'"outputs":',
            b'"worksheets":',
            b"%%time\\n",
            b"!ls\\n",
            b"%matplotlib\\n",
            b"\\ud800",
            b'"language_info":',
            b'"nbformat":',
            b"?\\n",
            *PYTHON,
        ),
    ),
    "archive": Target(
        archive,
        (f"{COLLECT}archive.py", f"{COLLECT}collecting.py", f"{COLLECT}names.py"),
        (
            b"PK\x01\x02",
            b"PK\x03\x04",
            b"PK\x05\x06",
            b"PK\x06\x06",
            b"PK\x07\x08",
            b"../",
            b"a.py",
            b"\xff\xff\xff\xff",
            b"\x0e\x00",
            b"\x0c\x00",
            b"__init__.py",
            b"numpy.py",
        ),
    ),
    "reply": Target(
        reply,
        ("grader/channel.py", "grader/remote.py", "grader/worker/frames.py"),
        (
            b"\xa6result",
            b"\xa7changed",
            b"\xa8callback",
            b"\xa5error",
            b"\xa8unusable",
            b"\xa7symbols",
            b"\xa6failed",
            b"\xa1n",
            b"\xa1a",
            b"\xa1d",
            b"\xa1o",
            b"\xa4args",
            b"\xa6kwargs",
            b"\xa5taken",
        ),
    ),
}
