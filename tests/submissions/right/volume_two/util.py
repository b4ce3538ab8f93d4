# coding: utf-8
from np import *


def numerical_diff(f, x):
    h = 1e-3
    return (f(x + h) - f(x - h)) / (2 * h)

def numerical_gradient(f, x):
    h = 1e-4
    grad = np.zeros_like(x)
    it = np.nditer(x, flags=['multi_index'], op_flags=['readwrite'])
    while not it.finished:
        idx = it.multi_index
        old = x[idx]
        x[idx] = old + h
        a = f(x)
        x[idx] = old - h
        b = f(x)
        grad[idx] = (a - b) / (2 * h)
        x[idx] = old
        it.iternext()
    return grad

def gradient_descent(f, init_x, lr=0.01, step_num=100):
    x = init_x.copy()
    for _ in range(step_num):
        x -= lr * numerical_gradient(f, x)
    return x

def conv_output_size(input_size, filter_size, stride=1, pad=0):
    return (input_size + 2 * pad - filter_size) // stride + 1

def l1_penalty(W, lam):
    return lam * np.abs(W).sum()

def l1_gradient(W, lam):
    return lam * np.sign(W)

def l2_penalty(W, lam):
    return lam / 2 * (W ** 2).sum()

def l2_gradient(W, lam):
    return lam * W
