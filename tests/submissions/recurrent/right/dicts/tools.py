import numpy as np


def make_sine_windows(data, window):
    x = np.stack([data[i : i + window] for i in range(len(data) - window)])
    return x[..., np.newaxis], data[window:, np.newaxis]


def clip_grads(gradients, threshold):
    norm = np.sqrt(np.sum([np.sum(np.square(g)) for g in gradients]))
    if norm > threshold:
        for i in range(len(gradients)):
            gradients[i] = gradients[i] * threshold / norm
    return gradients


def make_adding_problem(num_samples, seq_len, rng):
    x = rng.random((num_samples, seq_len, 2))
    x[:, :, 1] = 0
    for sequence in x:
        sequence[rng.choice(seq_len // 2), 1] = 1
        sequence[rng.choice(np.arange(seq_len // 2, seq_len)), 1] = 1
    return x, np.sum(x[:, :, 0] * x[:, :, 1], axis=1)
