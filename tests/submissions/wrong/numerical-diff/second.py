# mistake: the formula of the second derivative
import numpy as np


def numerical_diff(f, x):
    h = 1e-4
    return (f(x + h) - 2 * f(x) + f(x - h)) / h ** 2
