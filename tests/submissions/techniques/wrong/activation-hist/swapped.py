# mistake: (std, mean)
import numpy as np


def activation_stats(x, weights, activation):
    stats = []
    for W in weights:
        a = np.dot(x, W)
        x = activation(a)
        stats.append((np.std(x), np.mean(x)))
    return stats
