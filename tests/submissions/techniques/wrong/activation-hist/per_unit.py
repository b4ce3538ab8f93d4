# mistake: mean and deviation of each unit
import numpy as np


def activation_stats(x, weights, activation):
    stats = []
    for W in weights:
        a = np.dot(x, W)
        x = activation(a)
        stats.append((np.mean(x, axis=0), np.std(x, axis=0)))
    return stats
