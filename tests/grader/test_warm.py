"""The warm parent serves a made-up learner before it forks, and nothing is left of that learner."""

from __future__ import annotations

import linecache
import random
import socket
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import numpy as np
import pytest
from dlgrade.grader.worker import warm
from dlgrade.grader.worker.frames import Buffered, Closed, receive
from dlgrade.grader.worker.serve import Server


@pytest.fixture
def as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The generators of this process, put back."""
    states = random.getstate(), np.random.get_state()
    monkeypatch.setattr(np.random, "default_rng", np.random.default_rng)
    monkeypatch.setattr("gc.freeze", lambda: None)
    yield
    random.setstate(states[0])
    np.random.set_state(states[1])
    sys.modules.pop(warm.MODULE, None)


def replies() -> Iterator[dict[str, Any]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(b"".join(warm._frames()))
        ours.shutdown(socket.SHUT_WR)
        with suppress(Closed):
            Server(theirs).run()
        theirs.shutdown(socket.SHUT_WR)
        read = Buffered(ours.recv)
        with suppress(Closed):
            while True:
                yield receive(read)[0]


@pytest.mark.usefixtures("as_before")
def test_the_made_up_learner_is_called_in_every_way_and_fails_only_where_it_should() -> None:
    found = list(replies())
    errors = [reply["error"][0] for reply in found if "error" in reply]
    assert errors == ["ValueError", "AttributeError"]
    assert not any("unusable" in reply for reply in found)
    assert sum("callback" in reply for reply in found) == 6
    assert any("evaluations" in reply for reply in found)
    assert found[-1]["result"][0] == "o"


@pytest.mark.usefixtures("as_before")
def test_nothing_is_left_of_the_made_up_learner() -> None:
    default_rng, modules = np.random.default_rng, set(sys.modules)
    warm.warm()
    assert np.random.default_rng is default_rng
    assert set(sys.modules) == modules
    assert warm.PATH not in linecache.cache


@pytest.mark.usefixtures("as_before")
def test_generators_begin_alike_whatever_was_drawn_before() -> None:
    drawn = []
    for seed in (1, 2):
        random.seed(seed)
        np.random.seed(seed)
        warm.warm()
        drawn.append((random.random(), np.random.rand()))
    assert drawn[0] == drawn[1]
