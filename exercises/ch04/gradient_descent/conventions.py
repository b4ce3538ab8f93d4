import numpy as np

from ....reference.numerical import numerical_gradient


def with_path(f, init_x, lr=0.01, step_num=100):
    x, path = np.array(init_x, dtype=float), []
    for _ in range(step_num):
        path.append(x.copy())
        x -= lr * numerical_gradient(f, x)
    return x, np.array(path)
