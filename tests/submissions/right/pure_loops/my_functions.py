import math
import numpy as np

# I do not trust broadcasting yet, so everything is a loop


def AND(x1, x2):
    if 0.5 * x1 + 0.5 * x2 >= 0.8:
        return 1
    return 0


def NAND(x1, x2):
    if AND(x1, x2) == 1:
        return 0
    return 1


def OR(x1, x2):
    if x1 + x2 > 0.5:
        return 1
    return 0


def XOR(x1, x2):
    return AND(OR(x1, x2), NAND(x1, x2))


def apply_all(f, x):
    flat = x.reshape(-1)
    out = []
    for v in flat:
        out.append(f(float(v)))
    return np.array(out, dtype=float).reshape(x.shape)


def one_step(v):
    if v > 0:
        return 1
    else:
        return 0


def one_sigmoid(v):
    if v >= 0:
        return 1.0 / (1.0 + math.exp(-v))
    e = math.exp(v)
    return e / (1.0 + e)


def one_relu(v):
    if v > 0:
        return v
    return 0.0


def step_function(x):
    return apply_all(one_step, x)


def sigmoid(x):
    return apply_all(one_sigmoid, x)


def sigmoid_grad(x):
    return apply_all(lambda v: one_sigmoid(v) * (1 - one_sigmoid(v)), x)


def relu(x):
    return apply_all(one_relu, x)


def identity_function(x):
    y = np.zeros(x.shape)
    y[...] = x
    return y


def softmax_row(row):
    biggest = row[0]
    for v in row:
        if v > biggest:
            biggest = v
    exps = []
    total = 0.0
    for v in row:
        e = math.exp(float(v) - float(biggest))
        exps.append(e)
        total += e
    return [e / total for e in exps]


def softmax(x):
    if x.ndim == 1:
        return np.array(softmax_row(x))
    rows = []
    for i in range(x.shape[0]):
        rows.append(softmax_row(x[i]))
    return np.array(rows)


def sum_squared_error(y, t):
    total = 0.0
    y = y.reshape(-1)
    t = t.reshape(-1)
    for i in range(len(y)):
        total += (float(y[i]) - float(t[i])) ** 2
    return total / 2


def cross_entropy_error(y, t):
    if y.ndim == 1:
        if np.ndim(t) == 0:
            return -math.log(float(y[int(t)]) + 1e-7)
        total = 0.0
        for k in range(len(y)):
            if t[k] == 1:
                total -= math.log(float(y[k]) + 1e-7)
        return total
    total = 0.0
    for i in range(len(y)):
        total += cross_entropy_error(y[i], t[i])
    return total / len(y)


def numerical_diff(f, x):
    h = 0.0001
    return (f(x + h) - f(x - h)) / (h + h)


def numerical_gradient(f, x):
    h = 0.0001
    grad = np.zeros(x.shape)
    for idx in np.ndindex(x.shape):
        keep = x[idx]
        x[idx] = keep + h
        up = f(x)
        x[idx] = keep - h
        down = f(x)
        x[idx] = keep
        grad[idx] = (up - down) / (2 * h)
    return grad


def gradient_descent(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=float)
    i = 0
    while i < step_num:
        grad = numerical_gradient(f, x)
        for idx in np.ndindex(x.shape):
            x[idx] = x[idx] - lr * grad[idx]
        i = i + 1
    return x


def l1_penalty(W, lam):
    s = 0.0
    for w in W.reshape(-1):
        if w < 0:
            s += -w
        else:
            s += w
    return lam * s


def l1_gradient(W, lam):
    def g(w):
        if w > 0:
            return lam
        elif w < 0:
            return -lam
        return 0.0
    return apply_all(g, W)


def l2_penalty(W, lam):
    s = 0.0
    for w in W.reshape(-1):
        s += w * w
    return 0.5 * lam * s


def l2_gradient(W, lam):
    return apply_all(lambda w: lam * w, W)


def conv_output_size(input_size, filter_size, stride=1, pad=0):
    # walk over the input and count
    n = 0
    start = -pad
    while start + filter_size <= input_size + pad:
        n += 1
        start += stride
    return n
