"""What the tests of the wall share: a yard, a way to run a function behind the wall, and a way to prove a refusal."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator

import pytest
from dlgrade.grader.worker import wall

from .yard import ALL, Result, Technique, Yard, behind, laid_out

# As root both; an ordinary user runs every case as what they are.
WHO = ["root", "stranger"] if os.getuid() == 0 else ["yourself"]


@pytest.fixture
def yard() -> Iterator[Yard]:
    with laid_out() as yard:
        yield yard


@pytest.fixture(params=WHO)
def who(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def confined(yard: Yard, who: str) -> Callable[..., Result]:
    """Run a function behind the wall, in a fork, and say how it ended."""
    return functools.partial(behind, yard, who)


@pytest.fixture
def prove(confined: Callable[..., Result], who: str) -> Callable[[Technique], None]:
    """A technique is refused by the whole wall, by each layer in `by` alone, and gets through without those.

    Layers that this machine does not have prove nothing.
    """
    offered = {name for name, on, _ in wall.available() if on}

    def check(one: Technique) -> None:
        by = one.by + (one.root if who == "root" else ())
        if not (alone := offered.intersection(by)):
            pytest.skip(f"this machine has no {' nor '.join(by)}")
        for off in [frozenset[str](), *(ALL - {layer} for layer in sorted(alone))]:
            result = confined(one.act, *one.args, off=off)
            assert result.refused, f"without {sorted(off)}: {result}"
        bare, without = (confined(one.act, *one.args, off=off) for off in (ALL, frozenset(by + one.also)))
        assert without.through == bare.through, f"bare: {bare}; without {by + one.also}: {without}"
        if one.free == "anyone" or (one.free == "root" and who == "root"):
            assert bare.through, bare

    return check
