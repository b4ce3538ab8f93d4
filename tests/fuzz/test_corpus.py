"""Every kept input is read as its reader promises, in bounded steps: what fuzzing once found stays mended."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from .targets import TARGETS, Refused

CORPUS = Path(__file__).with_name("corpus")
STEPS = 3_000_000
"""Lines of Python that reading one kept input may take, a tenth of which it does."""


@pytest.fixture(scope="module", params=TARGETS)
def warm(request: pytest.FixtureRequest) -> str:
    """A reader that has read before: what it imports and remembers is not counted."""
    for data in (b"", b"a = 1\n"):
        _read(request.param, data)
    return str(request.param)


def test_every_kept_input_gives_a_value_or_is_refused(warm: str) -> None:
    kept = sorted((CORPUS / warm).iterdir())

    assert {_read(warm, path.read_bytes()) for path in kept} == {"value", "refused"} - (
        {"refused"} if warm == "reply" else set()
    )


def test_no_kept_input_takes_many_steps(warm: str) -> None:
    longest = max((_steps(warm, path.read_bytes()), path.name) for path in (CORPUS / warm).glob("found-*"))

    assert longest[0] < STEPS, longest


def test_the_corpus_is_small() -> None:
    sizes = [path.stat().st_size for path in CORPUS.rglob("*") if path.is_file()]

    assert sorted(path.name for path in CORPUS.iterdir()) == sorted(TARGETS)
    assert len(sizes) < 1_000
    assert sum(sizes) < 1 << 20


def _read(target: str, data: bytes) -> str:
    try:
        TARGETS[target].run(data)
    except Refused:
        return "refused"
    return "value"


def _steps(target: str, data: bytes) -> int:
    """How many calls of functions it takes, of Python's and of C's: a measure that no busy machine changes."""
    steps = 0

    def count(frame: Any, event: str, argument: Any) -> None:
        nonlocal steps
        steps += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        _read(target, data)
    finally:
        sys.setprofile(before)
    return steps
