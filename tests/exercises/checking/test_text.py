"""Sentences of exceptions."""

from __future__ import annotations

import pytest
from dlgrade.exercises.checking.text import exception


@pytest.mark.parametrize(
    ("name", "message", "says"),
    [
        ("ValueError", "x", "ValueError was raised: x"),
        ("AssertionError", "", "AssertionError was raised."),
        ("BdbQuit", "", "It stops at breakpoint() or pdb.set_trace(); remove that before it is graded."),
        (
            "EOFError",
            "EOF when reading a line",
            "It calls input(), and nobody types while it is graded; take the values from the arguments.",
        ),
        ("EOFError", "Ran out of input", "EOFError was raised: Ran out of input"),
    ],
)
def test_an_exception_is_told_by_what_the_learner_can_do(name: str, message: str, says: str) -> None:
    assert exception(name, message).en == says
