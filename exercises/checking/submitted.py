"""Asks what was handed in so that code cannot know when and with what it is asked.

The order of the checks and the inputs of some follow from the sources (`asking`), so that no answer can be written into
them. What earned points is then asked once more (`again`). What a right program may keep for itself (moments, running
means, masks, a state) begins anew with each check, so that it is never held against it.
"""

from __future__ import annotations

from dataclasses import replace

from . import again
from .asking import asking
from .check import Check
from .draws import kept
from .exercise import Exercise
from .judge import Run
from .numerical import DIFFERENCES, evaluations
from .outcome import Outcome, run_check
from .subject import Manner, Watched
from .tolerance import DEFAULT, SINGLE
from .verdict import Verdict

ENDED = frozenset({"timeout", "memory", "crashed", "refused"})
"""Ends of a check after which the worker may be gone."""


@kept()
def judge_submitted(exercise: Exercise, subject: Watched, seed: int, sources: str) -> Verdict:
    """Asks the checks of an exercise and reaches the verdict.

    Args:
        exercise: the exercise.
        subject: the learner's code.
        seed: the seed of the grading.
        sources: digest of what the worker loads.

    Raises:
        GraderFault: the reference or a convention could not be run.
    """
    asked = Asked(exercise, subject, seed, sources)
    asked.all()
    return again.upheld(asked, asked.run.verdict())


class Asked:
    """The checks of one exercise, asked of one submission.

    Attributes:
        run: the outcomes that count.
        doubts: answers to the numbers drawn for this submission that are wrong, where those to the seed's are right.
        calls: how many calls each check took.
    """

    def __init__(self, exercise: Exercise, subject: Watched, seed: int, sources: str) -> None:
        self.exercise, self.subject, self.seed = exercise, subject, seed
        self.asking = asking(exercise, seed, sources)
        self.run = Run(exercise, seed, subject)
        self.doubts: dict[str, Outcome] = {}
        self.calls: dict[str, int] = {}
        self._counted = False

    def all(self) -> None:
        """Asks in the drawn order; after a death in the published one, since another death may end the asking."""
        waiting = list(self.asking.order)
        while waiting:
            check = waiting.pop(0)
            if self.run.blocked(check):
                continue
            self._ask(check)
            if ended(self.run.outcomes[check.id]):
                waiting.sort(key=self.exercise.checks.index)

    def _ask(self, check: Check) -> None:
        before = self.subject.asked
        anew = check.id in self.asking.anew
        if anew:
            self._take(check, self.asking.seeds[0], Manner(names=self.asking.names))
        else:
            self._take(check, self.seed, Manner())
        self.calls[check.id] = self.subject.asked - before
        outcome = self.run.outcomes[check.id]
        if anew and not ended(outcome) and not self.run.fits(check, self.run.labels[0]):
            # by the numbers that the standards and the known mistakes are computed for already
            self._take(check, self.seed, Manner())
            if not self.run.outcomes[check.id].failure and not self.run.fits_nowhere(check):
                self.doubts[check.id] = outcome
        self.run.settle(check)

    def _take(self, check: Check, seed: int, manner: Manner) -> None:
        """Asks a check and keeps the outcome; a gradient that is computed numerically is found out."""
        first = check.kind == "gradient" and not self._counted
        self.run.keep(check, self.outcome(check, seed, replace(manner, counting=first)), seed)
        off = self._slightly_off(check, seed)
        if off and not first:
            self.run.keep(check, self.outcome(check, seed, replace(manner, counting=True)), seed)
            off = self._slightly_off(check, seed)
        outcome = self.run.outcomes[check.id]
        if outcome.failure or not (first or off):
            return
        self._counted = self._counted or first
        if count := evaluations(self.subject.evaluations, outcome.answer, off):
            self.run.evaluations[check.id] = count
            if off:
                self.run.loosen(check, DIFFERENCES)

    def _slightly_off(self, check: Check, seed: int) -> bool:
        """Whether an answer with a backward in it is none of the standards', and as near to one as differences are."""
        outcome = self.run.outcomes[check.id]
        if outcome.failure or not self.subject.evaluations:
            return False
        labels = self.run.labels if seed == self.seed else self.run.labels[:1]
        if any(self._exact(check, outcome, seed, label) for label in labels):
            return False
        return any(not self.run.differences(check, outcome, seed, label, DIFFERENCES) for label in labels)

    def _exact(self, check: Check, outcome: Outcome, seed: int, label: str) -> bool:
        """Whether an answer is a standard's but for rounding; what lets float32 pass lets differences pass as well."""
        if check.tolerance is not SINGLE:
            return self.run.fits(check, label)
        return not self.run.differences(check, outcome, seed, label, DEFAULT)

    def outcome(self, check: Check, seed: int, manner: Manner) -> Outcome:
        """What comes of a check for the inputs of a seed, asked in a manner."""
        self.subject.manner = manner
        try:
            return run_check(check, self.subject, self.exercise, seed)
        finally:
            self.subject.manner = Manner()

    def right(self, check: Check, label: str, seed: int, manner: Manner) -> bool:
        """Whether a check passes once more; one that came to no end says nothing against it."""
        return self.settled(check, label, seed, self.outcome(check, seed, manner))

    def settled(self, check: Check, label: str, seed: int, outcome: Outcome) -> bool:
        """Whether an outcome says nothing against a check."""
        return ended(outcome) or self.agrees(check, label, seed, outcome)

    def agrees(self, check: Check, label: str, seed: int, outcome: Outcome) -> bool:
        """Whether an answer is that of a standard."""
        return not outcome.failure and not self.run.differences(check, outcome, seed, label)


def ended(outcome: Outcome) -> bool:
    """Whether a check came to no end of its own."""
    return outcome.failure is not None and outcome.failure.state in ENDED
