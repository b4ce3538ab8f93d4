# mistake: validation is drawn at random without being taken out of training
import numpy as np


def split_validation(x, t, rate=0.2):
    n_val = int(len(x) * rate)
    index = np.random.permutation(len(x))
    x, t = x[index], t[index]
    x_val, t_val = x[:n_val], t[:n_val]
    rest = np.random.choice(len(x), len(x) - n_val, replace=False)
    x_train, t_train = x[rest], t[rest]
    return x_train, t_train, x_val, t_val
