"""Whether an answer that earned points is right for other numbers, and right a second time.

A right answer depends on its arguments alone. Code that has answers in store for the numbers of a seed, that counts its
calls, that looks who calls or what the clock says, is refused; code whose answers are right for some numbers and wrong
for others is wrong in the check that shows it, and no more.

In an exercise that would have passed one such answer refuses all. In one that did not pass, state that a mistake left
behind may be the cause: there each check that does not hold loses its own points.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from .check import Check
from .outcome import LearnerError, Outcome
from .subject import Manner
from .text import sentence
from .verdict import CheckVerdict, Verdict

if TYPE_CHECKING:
    from .submitted import Asked


def upheld(asked: Asked, verdict: Verdict) -> Verdict:
    """The verdict, less what does not hold for other numbers or a second time."""
    if not verdict.points:
        return verdict
    doubted = list(_doubted(asked, verdict))
    if doubted:
        return _for_other_numbers(asked, verdict, doubted)
    return _a_second_time(asked, verdict)


def _earned(verdict: Verdict) -> list[CheckVerdict]:
    """What earned points by comparison."""
    return [v for v in verdict.checks if v.points and not v.check.alone]


def _doubted(asked: Asked, verdict: Verdict) -> Iterator[Check]:
    """Checks that are right for the numbers of the seed and wrong for those of this submission."""
    for v in _earned(verdict):
        doubt = asked.doubts.get(v.check.id)
        if doubt and not v.consistent and not asked.agrees(v.check, verdict.convention, asked.asking.seeds[0], doubt):
            yield v.check


def _for_other_numbers(asked: Asked, verdict: Verdict, doubted: Collection[Check]) -> Verdict:
    label, (first, *further), manner = verdict.convention, asked.asking.seeds, Manner(names=asked.asking.names)

    def sometimes(check: Check) -> bool:
        return any(asked.right(check, label, seed, manner) for seed in further)

    flawed = {check.id for check in doubted if sometimes(check)}
    stored = [check for check in doubted if check.id not in flawed]
    verdict = replace(verdict, checks=tuple(_failed(asked, verdict, v, flawed) for v in verdict.checks))
    if not stored:
        return verdict
    named = all(asked.right(check, label, first, Manner()) for check in stored)
    others = [v.check for v in _earned(verdict) if v.check.id not in asked.asking.anew]
    wrong = [check for check in others if not asked.right(check, label, first, manner)]
    return _refused(verdict, "asked_by_names" if named else "asked_anew", [*stored, *wrong], count=1 + len(further))


def _failed(asked: Asked, verdict: Verdict, one: CheckVerdict, flawed: Collection[str]) -> CheckVerdict:
    """A check with the wrong answer that it gave to the numbers of this submission."""
    if one.check.id not in flawed:
        return one
    doubt = asked.doubts[one.check.id]
    if doubt.failure:
        return CheckVerdict(one.check, doubt.failure.state, outcome=doubt)
    differences = asked.run.differences(one.check, doubt, asked.asking.seeds[0], verdict.convention)
    return CheckVerdict(one.check, "fail", differences, outcome=doubt)


def _a_second_time(asked: Asked, verdict: Verdict) -> Verdict:
    """Asks the check again that took the fewest calls, as nobody would who grades; then, if need be, as at first."""
    earned = [v.check for v in _earned(verdict) if not v.consistent]
    if not earned:
        return verdict
    label, seeds = verdict.convention, asked.run.seeds
    check = min(earned, key=lambda one: asked.calls[one.id])
    apart = Manner(apart=True, names=asked.asking.names)
    outcome = asked.outcome(check, seeds[check.id], apart)
    if asked.settled(check, label, seeds[check.id], outcome):
        return verdict
    manner = Manner()
    if asked.right(check, label, seeds[check.id], manner):
        if outcome.failure:  # what is bound to a thread may not be there in another one
            return verdict
        manner = apart
    wrong = [one for one in earned if one == check or not asked.right(one, label, seeds[one.id], manner)]
    return _refused(verdict, "asked_apart" if manner.apart else "asked_again", wrong)


def _refused(verdict: Verdict, key: str, wrong: Collection[Check], **fields: object) -> Verdict:
    """Takes the points back: those of the checks that do not hold, and all where the exercise would have passed."""
    failure = LearnerError("refused", key, key, sentence(key, **fields))
    gone = {check.id for check in wrong}

    def judged(one: CheckVerdict) -> CheckVerdict:
        if not one.points or not (verdict.state == "pass" or one.check.id in gone):
            return one
        return CheckVerdict(one.check, "refused", outcome=Outcome(one.outcome.answer, failure))

    return replace(verdict, checks=tuple(map(judged, verdict.checks)))
