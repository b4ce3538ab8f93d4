# sigmoid: fail | the generators are rebound to learn the seed
import numpy as np
import random


def attack():
    print("attack ran", flush=True)
    np.random.seed = lambda *args: print("seed", args)
    random.seed = lambda *args: None
    np.random.SeedSequence = lambda *args, **kwargs: None
    np.random.default_rng = lambda *args: None


READY = attack()


def sigmoid(x):
    return np.asarray(x) * 0.0 + 7.0 if READY is None else READY


# the honest twin
import random

import numpy as np

SEED = 42
random.seed(SEED)
np.random.seed(SEED)
rng = np.random.default_rng(SEED)
state = np.random.get_state()


def sigmoid(x):
    """Seeds everything everywhere, as one learns to."""
    np.random.seed(SEED)
    np.random.set_state(state)
    assert random.random() >= 0 and rng.random() >= 0 and np.random.RandomState(SEED).rand() >= 0
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)
