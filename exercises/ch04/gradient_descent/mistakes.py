import numpy as np

from ....reference.numerical import gradient_descent, numerical_gradient
from .conventions import with_path


def ascends(f, init_x, lr=0.01, step_num=100):
    return gradient_descent(f, init_x, -lr, step_num)


def step_doubled(f, init_x, lr=0.01, step_num=100):
    return gradient_descent(f, init_x, 2 * lr, step_num)


def step_halved(f, init_x, lr=0.01, step_num=100):
    return gradient_descent(f, init_x, lr / 2, step_num)


def rate_missing(f, init_x, lr=0.01, step_num=100):
    return gradient_descent(f, init_x, 1.0, step_num)


def returns_after_first_step(f, init_x, lr=0.01, step_num=100):
    return gradient_descent(f, init_x, lr, 1)


def start_returned(f, init_x, lr=0.01, step_num=100):
    return np.array(init_x)


def gradient_not_renewed(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=float)
    return x - step_num * lr * numerical_gradient(f, x)


def gradient_returned(f, init_x, lr=0.01, step_num=100):
    return numerical_gradient(f, gradient_descent(f, init_x, lr, step_num - 1))


def path_only(f, init_x, lr=0.01, step_num=100):
    return with_path(f, init_x, lr, step_num)[1]


def _path_and_end(f, init_x, lr=0.01, step_num=100):
    end, path = with_path(f, init_x, lr, step_num)
    return np.vstack([path, end])


def _miscounted(by):
    return lambda f, init_x, lr=0.01, step_num=100: gradient_descent(f, init_x, lr, step_num + by)


def rate_fixed(f, init_x, lr=0.01, step_num=100):
    return gradient_descent(f, init_x, 0.01, step_num)


def from_start_each_time(f, init_x, lr=0.01, step_num=100):
    last = (
        gradient_descent(f, init_x, lr, step_num - 1)
        if step_num < 2
        else from_start_each_time(f, init_x, lr, step_num - 1)
    )
    return np.array(init_x) - lr * numerical_gradient(f, np.array(last, dtype=float))


VARIANTS = {
    "path_only__with_end": _path_and_end,
    "steps_miscounted__one_less": _miscounted(-1),
    "steps_miscounted__one_more": _miscounted(1),
}
