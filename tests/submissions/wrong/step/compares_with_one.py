# mistake: the threshold is 1 where 0 is due
import numpy as np


def step_function(x):
    return (x > 1).astype(int)
