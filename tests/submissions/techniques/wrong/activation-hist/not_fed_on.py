# mistake: each layer starts from the same input
import numpy as np


def activation_stats(x, weights, activation):
    stats = []
    for W in weights:
        a = np.dot(x, W)
        z = activation(a)
        stats.append((np.mean(z), np.std(z)))
    return stats
