"""False-alarm rates: in `initial_weights`."""

import numpy as np

from ...checking import Case, Learner, check
from ...checking.initial_weights import deviations, means, own_draws


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    return np.shape(learner.xavier_init(7, 4))


@check("random", points=1, kind="behaviour")
def random(learner: Learner, case: Case):
    return own_draws(learner.xavier_init)


@check("deviation", points=3, needs=("random",))
def deviation(learner: Learner, case: Case):
    return deviations(learner.xavier_init)


@check("mean", points=1, needs=("random",))
def mean(learner: Learner, case: Case):
    return means(learner.xavier_init)
