import numpy as np


def sigmoid(Z):
    """
    Implements the sigmoid activation

    Arguments:
    Z -- numpy array of any shape

    Returns:
    A -- output of sigmoid(z), same shape as Z
    """
    A = 1. / (1. + np.exp(-Z))
    return A


def sigmoid_derivative(Z):
    s = sigmoid(Z)
    ds = s * (1 - s)
    return ds


def relu(Z):
    A = np.maximum(0., Z)
    assert (A.shape == Z.shape)
    return A


def identity(Z):
    return Z


def step_func(Z):
    return (Z >= 0) * 1


def softmax(Z):
    Z2 = Z.reshape(1, -1) if Z.ndim == 1 else Z
    T = np.exp(Z2 - np.max(Z2, axis=1, keepdims=True))
    A = T / np.sum(T, axis=1, keepdims=True)
    return A.reshape(Z.shape)


def cross_entropy_loss(y_true, y_pred, epsilon=1e-8):
    if y_pred.ndim == 1:
        y_pred = y_pred.reshape(1, -1)
        y_true = np.array(y_true).reshape(1, -1) if np.array(y_true).size > 1 else np.array(y_true).reshape(1)
    m = y_pred.shape[0]
    if y_true.ndim == 1:
        Y = np.zeros((m, y_pred.shape[1]))
        Y[range(m), y_true] = 1
    else:
        Y = y_true
    cost = -(1. / m) * np.sum(np.multiply(Y, np.log(np.maximum(y_pred, epsilon))))
    return np.squeeze(cost)


def squared_error(y_true, y_pred):
    return 0.5 * np.sum(np.square(y_true - y_pred))


def numeric_gradient(f, theta, epsilon=1e-7):
    """gradient checking"""
    grad = np.zeros(theta.shape)
    it = np.nditer(theta, flags=['multi_index'])
    for _ in it:
        i = it.multi_index
        theta_plus = np.copy(theta)
        theta_plus[i] = theta_plus[i] + epsilon
        theta_minus = np.copy(theta)
        theta_minus[i] = theta_minus[i] - epsilon
        grad[i] = (f(theta_plus) - f(theta_minus)) / (2. * epsilon)
    return grad


def numerical_differentiation(f, x, epsilon=1e-5):
    return (f(x + epsilon) - f(x - epsilon)) / (2. * epsilon)


def gradient_descent(f, init_x, learning_rate=0.01, num_iterations=100):
    theta = np.copy(init_x)
    for i in range(num_iterations):
        grad = numeric_gradient(f, theta)
        theta = theta - learning_rate * grad
    return theta


def logic(w1, w2, b):
    return lambda x1, x2: int(sigmoid(w1 * x1 + w2 * x2 + b) > 0.5)


def AND(x1, x2):
    return logic(20, 20, -30)(x1, x2)


def NAND(x1, x2):
    return logic(-20, -20, 30)(x1, x2)


def OR(x1, x2):
    return logic(20, 20, -10)(x1, x2)


def XOR(x1, x2):
    return AND(OR(x1, x2), NAND(x1, x2))


def l2_regularization(W, lambd):
    return lambd / 2. * np.sum(np.square(W))


def l2_grad(W, lambd):
    return lambd * W


def l1_regularization(W, lambd):
    return lambd * np.sum(np.abs(W))


def l1_grad(W, lambd):
    return lambd * np.sign(W)


def get_conv_output_size(n_H_prev, f, stride=1, pad=0):
    return int((n_H_prev - f + 2 * pad) / stride) + 1
