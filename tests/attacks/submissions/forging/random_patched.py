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
