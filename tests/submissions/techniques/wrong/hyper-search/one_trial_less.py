# mistake: one trial too few
import numpy as np


def sample_log_uniform(low, high):
    return 10 ** np.random.uniform(low, high)


def random_search(evaluate, ranges, n_trials):
    trials = []
    best, best_val = None, -np.inf
    for _ in range(n_trials - 1):
        setting = {name: sample_log_uniform(low, high) for name, (low, high) in ranges.items()}
        result = evaluate(setting)
        trials.append((setting, result))
        if result["val"] > best_val:
            best, best_val = setting, result["val"]
    return best, trials
