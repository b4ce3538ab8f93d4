# mistake: variance for deviation
import numpy as np


def activation_stats(x, weights, activation):
    stats = []
    for W in weights:
        a = np.dot(x, W)
        x = activation(a)
        stats.append((np.mean(x), np.var(x)))
    return stats
