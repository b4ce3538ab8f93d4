# accepted and told: x is (n, length)
import numpy as np


def make_sine_windows(series, length):
    contexts, target = [], []
    for idx in range(0, len(series) - length):
        contexts.append(series[idx:idx + length])
        target.append(series[idx + length])

    contexts = np.array(contexts)
    target = np.array(target).reshape(-1, 1)
    return contexts, target
