import numpy as np
from common.functions import sigmoid


def xavier_init(n_in, n_out):
    return np.random.randn(n_in, n_out) / np.sqrt(n_in)


def he_init(n_in, n_out):
    return np.random.randn(n_in, n_out) * np.sqrt(2.0 / n_in)


def activation_stats(x, weights, activation):
    stats = []
    for W in weights:
        x = activation(np.dot(x, W))
        stats.append((np.mean(x), np.std(x)))
    return stats


def symmetry_demo(W1, W2, x, t, lr, steps):
    W1, W2 = W1.copy(), W2.copy()
    for _ in range(steps):
        h = sigmoid(x @ W1)
        a = h @ W2
        e = np.exp(a - a.max(axis=1, keepdims=True))
        dy = (e / e.sum(axis=1, keepdims=True) - t) / len(x)
        dW2 = h.T @ dy
        dW1 = x.T @ (dy @ W2.T * h * (1 - h))
        W1 -= lr * dW1
        W2 -= lr * dW2
    return W1


def shuffle_dataset(x, t):
    permutation = np.random.permutation(x.shape[0])
    return x[permutation], t[permutation]


def split_validation(x, t, rate=0.2):
    n = int(x.shape[0] * rate)
    return x[n:], t[n:], x[:n], t[:n]


def sample_log_uniform(low, high):
    return 10 ** np.random.uniform(low, high)


def random_search(evaluate, ranges, n_trials):
    trials = []
    for _ in range(n_trials):
        params = {name: sample_log_uniform(low, high) for name, (low, high) in ranges.items()}
        trials.append((params, evaluate(params)))
    best = max(trials, key=lambda trial: trial[1]["val"])
    return best, trials


def random_crop(image, size):
    h, w = size
    top = np.random.randint(0, image.shape[0] - h + 1)
    left = np.random.randint(0, image.shape[1] - w + 1)
    return image[top : top + h, left : left + w, :]


def horizontal_flip(image):
    return image[:, ::-1, :]
