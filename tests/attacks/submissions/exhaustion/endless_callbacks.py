# numerical-gradient: timeout | the function handed in is called without end
import numpy as np


def attack(f, x):
    print("attack ran", flush=True)
    while True:
        f(x)


def numerical_gradient(f, x):
    return attack(f, x)


# the honest twin
import numpy as np


def numerical_gradient(f, x):
    grad, h = np.zeros_like(x), 1e-4
    for place in np.ndindex(x.shape):
        kept = x[place]
        x[place] = kept + h
        above = f(x)
        x[place] = kept - h
        below = f(x)
        grad[place] = (above - below) / (2 * h)
        x[place] = kept
    return grad
