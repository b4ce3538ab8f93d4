import numpy as np


def gradient_descent(f, init_x, lr=0.01, step_num=100):
    """x ← x - lr ∇f(x), step_num times, from init_x.

    f: takes an array of the shape of init_x, gives one number
    init_x: the start, an array of floats
    lr: learning rate
    returns: the point reached, in the shape of init_x
    """
    raise NotImplementedError
