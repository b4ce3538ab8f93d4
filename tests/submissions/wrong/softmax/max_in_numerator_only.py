# mistake: the maximum is subtracted in the numerator only
import numpy as np


def softmax(x):
    c = x.max(axis=-1, keepdims=True)
    return np.exp(x - c) / np.sum(np.exp(x), axis=-1, keepdims=True)
