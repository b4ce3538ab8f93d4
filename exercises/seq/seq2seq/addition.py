"""The addition problem: a question such as "7+58" and its answer "_65 ", character by character."""

from __future__ import annotations

import numpy as np

from ...checking import Array, Case

CHARACTERS = "0123456789+_ "
WORDS = len(CHARACTERS)
ANSWER = 4


def additions(case: Case, n: int) -> tuple[Array, Array]:
    """Questions (n, 5) and answers (n, 4) as numbers of characters; an answer starts with "_", spaces fill it up."""
    pairs = case.integers(n, 2, high=100)
    questions = [f"{a}+{b}".ljust(5) for a, b in pairs]
    answers = [f"_{a + b}".ljust(ANSWER) for a, b in pairs]
    return _numbers(questions), _numbers(answers)


def _numbers(lines: list[str]) -> Array:
    return np.array([[CHARACTERS.index(character) for character in line] for line in lines])
