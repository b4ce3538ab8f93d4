# mistake: nothing is shuffled
import numpy as np


def shuffle_dataset(x, t):
    return x, t
