# mistake: always the sigmoid, whatever function is given
import numpy as np


def activation_stats(x, weights, activation):
    stats = []
    for W in weights:
        a = np.dot(x, W)
        x = 1 / (1 + np.exp(-a))
        stats.append((np.mean(x), np.std(x)))
    return stats
