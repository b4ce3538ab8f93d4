# mistake: exp(x)/(1+exp(x)) becomes NaN at 1000
import numpy as np


def sigmoid(x):
    return np.exp(x) / (1 + np.exp(x))
