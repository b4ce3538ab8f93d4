# mistake: statistics of the sums and not of the activations
import numpy as np


def activation_stats(x, weights, activation):
    stats = []
    for W in weights:
        a = np.dot(x, W)
        x = activation(a)
        stats.append((np.mean(a), np.std(a)))
    return stats
