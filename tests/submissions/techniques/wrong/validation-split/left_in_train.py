# mistake: the validation rows stay in train
import numpy as np


def split_validation(x, t, rate=0.2):
    n_val = int(len(x) * rate)
    index = np.random.permutation(len(x))
    x, t = x[index], t[index]
    x_val, t_val = x[:n_val], t[:n_val]
    x_train, t_train = x, t
    return x_train, t_train, x_val, t_val
