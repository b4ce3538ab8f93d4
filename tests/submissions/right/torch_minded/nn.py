import numpy as np
from functional import softmax, sigmoid


class Module:
    training = True

    def __call__(self, *args, **kwargs):
        return self.forward(*args, **kwargs)

    def train(self, mode=True):
        self.training = mode
        return self

    def eval(self):
        return self.train(False)


class Mul(Module):
    def forward(self, a, b):
        self.saved = a, b
        return a * b

    def backward(self, grad_output):
        a, b = self.saved
        return grad_output * b, grad_output * a


class Add(Module):
    def forward(self, a, b):
        return a + b

    def backward(self, grad_output):
        return grad_output, grad_output


class ReLU(Module):
    def forward(self, input):
        self.input = input
        return np.maximum(input, 0)

    def backward(self, grad_output):
        return np.where(self.input > 0, grad_output, 0)


class Sigmoid(Module):
    def forward(self, input):
        self.output = sigmoid(input)
        return self.output

    def backward(self, grad_output):
        return grad_output * self.output * (1 - self.output)


class Linear(Module):
    def __init__(self, weight, bias):
        self.weight = weight
        self.bias = bias
        self.grad_weight = None
        self.grad_bias = None

    def forward(self, input):
        self.shape = input.shape
        self.input = input.reshape(input.shape[0], -1)
        return self.input @ self.weight + self.bias

    def backward(self, grad_output):
        self.grad_weight = self.input.T @ grad_output
        self.grad_bias = grad_output.sum(0)
        return (grad_output @ self.weight.T).reshape(self.shape)


class SoftmaxCrossEntropy(Module):
    def forward(self, logits, target):
        if target.ndim == 1:
            target = np.eye(logits.shape[1])[target]
        self.target = target
        self.prob = softmax(logits)
        shifted = logits - logits.max(-1, keepdims=True)
        log_prob = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
        return -(target * log_prob).sum() / len(logits)

    def backward(self, grad_output=1):
        return grad_output * (self.prob - self.target) / len(self.prob)


class BatchNorm1d(Module):
    def __init__(self, weight, bias, momentum=0.1, eps=1e-5):
        self.weight, self.bias = weight, bias
        self.momentum, self.eps = momentum, eps
        self.running_mean = None
        self.running_var = None

    def forward(self, input, training=True):
        shape = input.shape
        x = input.reshape(len(input), -1)
        if self.running_mean is None:
            self.running_mean = np.zeros(x.shape[1])
            self.running_var = np.ones(x.shape[1])
        if training:
            mean, var = x.mean(0), x.var(0)
            n = len(x)
            unbiased = var * n / (n - 1) if n > 1 else var
            self.running_mean = (1 - self.momentum) * self.running_mean + self.momentum * mean
            self.running_var = (1 - self.momentum) * self.running_var + self.momentum * unbiased
        else:
            mean, var = self.running_mean, self.running_var
        self.inv_std = 1 / np.sqrt(var + self.eps)
        self.x_hat = (x - mean) * self.inv_std
        return (self.weight * self.x_hat + self.bias).reshape(shape)

    def backward(self, grad_output):
        shape = grad_output.shape
        g = grad_output.reshape(shape[0], -1)
        n = shape[0]
        self.grad_weight = (g * self.x_hat).sum(0)
        self.grad_bias = g.sum(0)
        g = g * self.weight
        grad_input = self.inv_std / n * (n * g - g.sum(0) - self.x_hat * (g * self.x_hat).sum(0))
        return grad_input.reshape(shape)


class Dropout(Module):
    def __init__(self, p=0.5):
        self.p = p

    def forward(self, input, training=True):
        if not training:
            return input
        self.mask = (np.random.random(input.shape) >= self.p) / (1 - self.p)
        return input * self.mask

    def backward(self, grad_output):
        return grad_output * self.mask


class Conv2d(Module):
    def __init__(self, weight, bias, stride=1, padding=0):
        self.weight, self.bias = weight, bias
        self.stride, self.padding = stride, padding

    def forward(self, input):
        p, s = self.padding, self.stride
        kh, kw = self.weight.shape[2:]
        self.padded = np.pad(input, ((0, 0), (0, 0), (p, p), (p, p)))
        windows = np.lib.stride_tricks.sliding_window_view(self.padded, (kh, kw), axis=(2, 3))[:, :, ::s, ::s]
        self.windows = windows
        return np.einsum('nchwij,ocij->nohw', windows, self.weight) + self.bias[None, :, None, None]

    def backward(self, grad_output):
        p, s = self.padding, self.stride
        kh, kw = self.weight.shape[2:]
        self.grad_weight = np.einsum('nohw,nchwij->ocij', grad_output, self.windows)
        self.grad_bias = grad_output.sum(axis=(0, 2, 3))
        grad = np.zeros_like(self.padded)
        oh, ow = grad_output.shape[2:]
        for i in range(kh):
            for j in range(kw):
                grad[:, :, i:i + s * oh:s, j:j + s * ow:s] += np.einsum('nohw,oc->nchw', grad_output, self.weight[:, :, i, j])
        h, w = grad.shape[2:]
        return grad[:, :, p:h - p, p:w - p]
