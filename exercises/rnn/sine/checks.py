import numpy as np

from ...checking import Case, Learner, check


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    return len(learner.make_sine_windows(case.normal(9), 4))


@check("shapes", kind="shape")
def shapes(learner: Learner, case: Case):
    return [np.shape(part) for part in learner.make_sine_windows(case.normal(9), 4)]


@check("windows", points=1)
def windows(learner: Learner, case: Case):
    return [learner.make_sine_windows(case.distinct(size), length)[0] for size, length in ((11, 4), (8, 3), (10, 5))]


@check("targets", points=1)
def targets(learner: Learner, case: Case):
    return [learner.make_sine_windows(case.distinct(size), length)[1] for size, length in ((11, 4), (8, 3), (10, 5))]


@check("period", points=1, kind="behaviour")
def period(learner: Learner, case: Case):
    """A window of one period: the target is the first value again, to the rounding of float32."""
    steps = 20
    series = np.sin(2 * np.pi * np.arange(2 * steps + 1) / steps + case.number(0, 6))
    x, t = learner.make_sine_windows(series, steps)
    return {"apart": np.round(np.ravel(t) - np.asarray(x).reshape(len(x), -1)[:, 0], 5), "targets": t}


@check("others", points=1)
def others(learner: Learner, case: Case):
    given = [(case.distinct(5), 1), (case.distinct(4), 3), (case.distinct(7).astype(np.float32), 2)]
    return [list(learner.make_sine_windows(series, length)) for series, length in [*given, (case.distinct(12)[::2], 2)]]


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    series = case.normal(7)
    learner.make_sine_windows(series, 3)
    return series
