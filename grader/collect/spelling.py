"""Names that differ in case and underscores alone: `numericalGradient` for `numerical_gradient`."""

from __future__ import annotations

from collections.abc import Sequence

from .model import Submission
from .slicing import module_of

LONGEST = 80
"""Letters of the longest name that is looked at; underscores can make one of any length."""


def plain(name: str) -> str:
    """A name without its case and its underscores."""
    return name.replace("_", "").casefold()


def spelt_otherwise(submission: Submission, names: Sequence[str]) -> tuple[str, ...]:
    """The names that a submission defines at the top level and that are these but for the way they are spelt.

    One that begins with an underscore is left out: whoever wrote it did not mean it to be asked for.
    """
    index = submission.once(_indexed)
    return tuple(dict.fromkeys(name for asked in names for name in index.get(plain(asked), ())))


def _indexed(submission: Submission) -> dict[str, list[str]]:
    index: dict[str, list[str]] = {}
    for file in submission.files:
        for name in dict.fromkeys(found.definition.symbol for found in module_of(submission, file).definitions):
            if len(name) <= LONGEST and not name.startswith("_"):
                index.setdefault(plain(name), []).append(name)
    return index
