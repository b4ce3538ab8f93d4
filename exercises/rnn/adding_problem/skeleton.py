import numpy as np


def make_adding_problem(n, length, rng):
    """n sequences of random numbers, two of them marked; the target is the sum of the two

    rng: a NumPy generator, from which everything is drawn
    returns: x (n, length, 2): x[:, :, 0] uniform in [0, 1), x[:, :, 1] the marks, 1 at one step of the first half
    and at one of the second, else 0; and t (n,)
    """
    raise NotImplementedError
