# coding: utf-8
import sys, os
sys.path.append(os.pardir)  # 親ディレクトリのファイルをインポートするための設定
import numpy as np
from dataset.mnist import load_mnist
from common.util import shuffle_dataset


def sample_log_uniform(low, high):
    return 10 ** np.random.uniform(low, high)


def random_search(evaluate, ranges, n_trials):
    trials = []
    best = None
    best_val = -1
    for _ in range(n_trials):
        params = {}
        for name in ranges:
            low, high = ranges[name]
            params[name] = sample_log_uniform(low, high)
        acc = evaluate(params)
        trials.append((params, acc))
        if acc["val"] > best_val:
            best_val = acc["val"]
            best = params
    return best, trials


(x_train, t_train), (x_test, t_test) = load_mnist(normalize=True)
x_train = x_train[:500]
