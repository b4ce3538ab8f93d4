# mistake: the input layer is counted
import numpy as np


def activation_stats(x, weights, activation):
    stats = [(np.mean(x), np.std(x))]
    for W in weights:
        a = np.dot(x, W)
        x = activation(a)
        stats.append((np.mean(x), np.std(x)))
    return stats
