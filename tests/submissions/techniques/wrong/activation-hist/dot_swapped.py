# mistake: W x in place of x W
import numpy as np


def activation_stats(x, weights, activation):
    stats = []
    for W in weights:
        a = np.dot(W, x)
        x = activation(a)
        stats.append((np.mean(x), np.std(x)))
    return stats
