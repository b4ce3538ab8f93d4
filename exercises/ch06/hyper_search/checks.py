"""The accuracies are made up, so that it is known which trial is best by which data; what is tried is noted down.

False-alarm rates: each share has Hoeffding's bound, at most 1e-9. Draws of a continuous distribution are never equal.
"""

from collections.abc import Iterator, Mapping

import numpy as np

from ...checking import Array, Case, Claim, Learner, check
from ...checking.statistics import share

DRAWS, TRIALS, MANY = 400, 10, 300
RANGES = {"lr": (-6, -2), "weight_decay": (-8, -3)}
ROUNDING = 1e-9


class Evaluation:
    """Stands for training: hands out one trial's accuracies after the other, the same ones for the same values."""

    def __init__(self, scores: list[dict[str, float]]) -> None:
        self.scores = scores
        self._numbers: dict[frozenset[tuple[str, float]], int] = {}

    def __call__(self, params) -> dict[str, float]:
        values = frozenset((str(name), float(value)) for name, value in dict(params).items())
        number = self._numbers.setdefault(values, len(self._numbers))
        return dict(self.scores[number % len(self.scores)])

    @property
    def tried(self) -> list[dict[str, float]]:
        """Each setting once, in the order in which they were first tried."""
        return [dict(values) for values in self._numbers]


def ranked(case: Case) -> list[dict[str, float]]:
    """Accuracies of which each sort of data has its best, and validation its worst, at a trial of its own."""
    val, test, train, worst = 1 + case.rng.permutation(TRIALS - 2)[:4]
    scores = {name: case.uniform(TRIALS, low=0.4, high=0.5) for name in ("train", "val", "test")}
    scores["val"][val], scores["val"][worst] = 0.7, 0.2
    scores["test"][test], scores["train"][train] = 0.9, 0.95
    return [{name: float(values[i]) for name, values in scores.items()} for i in range(TRIALS)]


def numbers(tree) -> Iterator[float]:
    """Every number within an answer."""
    if isinstance(tree, Mapping):
        tree = list(tree.values())
    if isinstance(tree, list | tuple):
        for part in tree:
            yield from numbers(part)
    elif not isinstance(tree, str | None):
        yield from np.ravel(np.asarray(tree, dtype=float))


def place(tried: list[dict[str, float]], best) -> int:
    """Which trial `best` is; -1 where it is none of them."""
    held = set(numbers(best))
    found = [i for i, params in enumerate(tried) if set(params.values()) <= held]
    return found[0] if len(found) == 1 else -1


def inside(exponents: Array, low: float, high: float) -> bool:
    return bool(((exponents >= low - ROUNDING) & (exponents <= high + ROUNDING)).all())


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    found = learner.random_search(Evaluation(ranked(case)), RANGES, 3)
    return np.size(learner.sample_log_uniform(-3, -1)), len(found)


@check("log_uniform", points=2, kind="behaviour")
def log_uniform(learner: Learner, case: Case):
    """A quarter, half and three quarters of the way from one exponent to the other."""
    answers = []
    for low, high in ((-6, -2), (-1, 3)):
        draws = [float(np.ravel(learner.sample_log_uniform(low, high))[0]) for _ in range(DRAWS)]
        exponents = np.log10(draws)
        answers.append(
            [
                Claim(inside(exponents, low, high), "outside", {"low": low, "high": high}),
                Claim(len(set(draws)) > DRAWS // 2, "few_values"),
                *(share(exponents < low + part * (high - low), part) for part in (0.25, 0.5, 0.75)),
            ]
        )
    return answers


@check("best", points=2)
def best(learner: Learner, case: Case):
    """Three searches, and which trial each of them picks."""
    picked = []
    for _ in range(3):
        evaluation = Evaluation(ranked(case))
        result = learner.random_search(evaluation, RANGES, TRIALS)
        chosen = place(evaluation.tried, result[0])
        known = Claim(chosen >= 0, "never_tried", fingerprint=isinstance(result[0], Mapping))
        picked.append({"trials": len(evaluation.tried), "setting": known, "best": chosen})
    return picked


@check("trials", points=1)
def trials(learner: Learner, case: Case):
    """Every trial is kept with its values and its validation accuracy."""
    scores = ranked(case)
    evaluation = Evaluation(scores)
    result = learner.random_search(evaluation, RANGES, TRIALS)
    held = set(numbers(result[1]))
    missing = {score["val"] for score in scores} - held
    lost = sum(not set(params.values()) <= held for params in evaluation.tried)
    return [
        len(result[1]),
        Claim(not missing, "trials_lost", {"count": len(missing)}, fingerprint=len(missing)),
        Claim(not lost, "settings_lost", {"count": lost}, fingerprint=lost),
    ]


@check("search_space", points=1, kind="behaviour", needs=("best",))
def search_space(learner: Learner, case: Case):
    """What is tried is uniform in the exponents, each hyperparameter on its own."""
    evaluation = Evaluation(ranked(case))
    learner.random_search(evaluation, RANGES, MANY)
    below, claims = [], []
    for name, (low, high) in RANGES.items():
        exponents = np.log10([params.get(name, np.nan) for params in evaluation.tried])
        claims.append(Claim(inside(exponents, low, high), "outside", {"low": low, "high": high}))
        below.append(exponents < (low + high) / 2)
    return [*claims, *(share(part, 0.5) for part in below), share(below[0] == below[1], 0.5)]


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    ranges = dict(RANGES)
    learner.random_search(Evaluation(ranked(case)), ranges, 3)
    return {name: list(pair) for name, pair in ranges.items()}
