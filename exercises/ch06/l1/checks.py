import numpy as np

from ...checking import Case, Learner, check

SHAPES = [(4,), (3, 4), (4, 3), (2, 3, 2, 2)]


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    W, lam = case.normal(2, 3), case.number(0.1, 0.5)
    return np.size(learner.l1_penalty(W, lam)), np.shape(learner.l1_gradient(W, lam))


@check("penalty", points=1)
def penalty(learner: Learner, case: Case):
    return [learner.l1_penalty(case.normal(*shape), case.number(0.1, 2)) for shape in SHAPES]


@check("gradient", points=2)
def gradient(learner: Learner, case: Case):
    return [learner.l1_gradient(case.away_from_zero(*shape), case.number(0.1, 2)) for shape in SHAPES]


@check("at_zero", points=1)
def at_zero(learner: Learner, case: Case):
    W = case.away_from_zero(3, 4)
    W[1, 1:] = 0.0
    return learner.l1_gradient(W, case.number(0.1, 2))


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    W, lam = case.normal(3, 4), case.number(0.1, 0.5)
    learner.l1_penalty(W, lam)
    learner.l1_gradient(W, lam)
    return W
