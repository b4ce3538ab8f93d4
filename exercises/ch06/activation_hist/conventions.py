from ....reference.activations import activation_stats


def unbiased(x, weights, activation):
    stats, n = [], len(x)
    for (mean, std), W in zip(activation_stats(x, weights, activation), weights, strict=True):
        stats.append((mean, std * (n * W.shape[1] / (n * W.shape[1] - 1)) ** 0.5))
    return stats
