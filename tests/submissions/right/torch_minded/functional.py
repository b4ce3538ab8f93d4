import numpy as np


def step(x):
    return (x > 0).astype(np.float32)


def sigmoid(x):
    return np.where(x >= 0, 1 / (1 + np.exp(-np.abs(x))), np.exp(-np.abs(x)) / (1 + np.exp(-np.abs(x))))


def sigmoid_derivative(x):
    s = sigmoid(x)
    return s * (1 - s)


def relu(input):
    return np.clip(input, 0, None)


def identity(input):
    return input


def softmax(input, dim=-1):
    e = np.exp(input - input.max(axis=dim, keepdims=True))
    return e / e.sum(axis=dim, keepdims=True)


def cross_entropy(input, target):
    """input: probabilities, target: class index or one-hot"""
    if input.ndim == 1:
        input = input[None]
        target = np.asarray(target)[None]
    if target.ndim == input.ndim:
        target = target.argmax(-1)
    picked = input[np.arange(len(input)), target]
    return -np.log(np.clip(picked, 1e-12, None)).mean()


def sum_squared_error(input, target):
    return ((input - target) ** 2).sum() / 2


def and_gate(a, b):
    return int(a + b - 1.5 > 0)


def nand_gate(a, b):
    return int(1.5 - a - b > 0)


def or_gate(a, b):
    return int(a + b - 0.5 > 0)


def xor_gate(a, b):
    return and_gate(nand_gate(a, b), or_gate(a, b))


def l1_loss(weight, lam):
    return lam * np.abs(weight).sum()


def l1_grad(weight, lam):
    return lam * np.sign(weight)


def l2_loss(weight, lam):
    # as weight_decay in torch: no 1/2, gradient 2 * lam * w
    return lam * (weight ** 2).sum()


def l2_grad(weight, lam):
    return 2 * lam * weight


def conv_output_size(in_size, kernel_size, stride=1, padding=0, dilation=1):
    return (in_size + 2 * padding - dilation * (kernel_size - 1) - 1) // stride + 1
