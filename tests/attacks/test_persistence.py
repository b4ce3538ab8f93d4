"""What an attack leaves is not there later: for the next exercise, the next submission, the next run.

Each file of submissions/persistence/ looks, where it is loaded, for what it left the time before, and computes right
where it finds it. Without the wall it does: so much is shown of each for which nobody but a test's own folder suffers.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from dlgrade.grader.worker import wall
from dlgrade.grader.workers import Workers
from dlgrade.reports.record import Exercise, Record

from .twins import ATTACKS, of_family

PERSISTENT = of_family("persistence")
# Those that get through where there is no wall, by what they leave; they take it away again themselves.
LEAVE = {
    "own_folder": "files above its own folder",
    "shared_folders": "files",
    "home_startup": "files",
    "posix_shared_memory": "shared memory",
    "sysv_shared_memory": "shared memory",
    "sysv_messages": "a queue, a semaphore",
    "posix_message_queue": "a queue",
    "kernel_keyring": "a key",
    "parents_memory": "memory",
    "others_work": "files",
    "the_store": "a table",
    "metadata": "times, modes, attributes",
    "daemon": "a process",
}
NEXT_EXERCISE = "\n\ndef tanh(x):\n    return np.tanh(x) if READY else np.asarray(x) * 0.0 + 7.0\n"


def graded(hall: Any, attack: str, workers: Workers | None = None, **more: Any) -> Record:
    one = ATTACKS[attack]
    return hall.grade({f"{attack}.py": one.source}, one.exercise, workers, **more)


@pytest.fixture(scope="module")
def before(hall: Any) -> Mapping[str, Record]:
    """All attacks, one after the other, by the same workers."""
    return {attack: graded(hall, attack, beside=()) for attack in PERSISTENT}


@pytest.fixture(scope="module")
def next_run(hall: Any, before: object) -> Iterator[Workers]:
    """Workers that were started after all attacks were graded."""
    with Workers("fork") as workers:
        yield workers


@pytest.fixture(scope="module")
def unwalled() -> Iterator[Workers]:
    with Workers("fork", off=frozenset(wall.LAYERS)) as workers:
        yield workers


class TestLater:
    @pytest.mark.parametrize("attack", PERSISTENT)
    def test_the_next_exercise_gains_nothing(self, attack: str, hall: Any, nothing_left: Callable[[], None]) -> None:
        source = ATTACKS[attack].source + NEXT_EXERCISE * ("READY" in ATTACKS[attack].source)

        record = hall.grade({f"{attack}.py": source}, "sigmoid", beside=("tanh",))

        assert [one.points for one in record.exercises] == [0, 0]
        nothing_left()

    @pytest.mark.parametrize("attack", PERSISTENT)
    def test_the_next_submission_gains_nothing(
        self, attack: str, hall: Any, before: Mapping[str, Record], nothing_left: Callable[[], None]
    ) -> None:
        again = graded(hall, attack, beside=()).exercises[0]

        assert again.points == 0
        assert told(again) == told(before[attack].exercises[0])
        nothing_left()

    @pytest.mark.parametrize("attack", PERSISTENT)
    def test_the_next_run_gains_nothing(
        self, attack: str, hall: Any, before: Mapping[str, Record], next_run: Workers, nothing_left: Callable[[], None]
    ) -> None:
        again = graded(hall, attack, next_run, beside=()).exercises[0]

        assert again.points == 0
        assert told(again) == told(before[attack].exercises[0])
        nothing_left()

    def test_the_next_honest_submission_is_judged_as_the_one_before(
        self, hall: Any, honest: Mapping[str, Exercise], before: object
    ) -> None:
        wrong, right = "def sigmoid(x):\n    return 7.0\n", ATTACKS["at_exit"].twin
        with Workers("fork") as untouched:
            first = [hall.grade({"mine.py": code}, workers=untouched, beside=()) for code in (wrong, right)]
        for attack in ("alters_arguments", "returns_its_argument", "memory_of_values", "modules_for_the_next"):
            graded(hall, attack, beside=())

        then = [hall.grade({"mine.py": code}, beside=()) for code in (wrong, right)]

        assert [told(one.exercises[0]) for one in then] == [told(one.exercises[0]) for one in first]
        assert then[1].exercises[0].state == "pass"


def told(verdict: Exercise) -> tuple[Any, ...]:
    """State, points, and what is said of each check."""
    return verdict.state, verdict.points, [(one.id, one.state, one.message) for one in verdict.checks]


class TestWithoutTheWall:
    """These attacks are real: what the wall is there for."""

    @pytest.mark.parametrize("attack", LEAVE)
    def test_what_was_left_is_found_by_the_next_submission(self, attack: str, hall: Any, unwalled: Workers) -> None:
        if attack == "parents_memory" and os.getuid():
            pytest.skip("the kernel may let no ordinary user write into the memory of a parent")
        source = ATTACKS[attack].source
        try:
            states = [graded(hall, attack, unwalled, beside=()).exercises[0].state for _ in range(2)]
        finally:
            forgets = source.replace("READY = attack()", "READY = forget()")
            hall.grade({"forgets.py": forgets}, workers=unwalled, beside=())

        assert states[1] == "pass"
