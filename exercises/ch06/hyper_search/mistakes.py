import numpy as np

from ....reference.search import random_search, sample_log_uniform
from ...checking import replaces


def uniform_in_value(low, high):
    return float(np.random.uniform(10.0**low, 10.0**high))


def base_e(low, high):
    return float(np.exp(np.random.uniform(low, high)))


def exponent_returned(low, high):
    return float(np.random.uniform(low, high))


def whole_exponents(low, high):
    return float(10.0 ** np.random.randint(low, high + 1))


def normal_exponents(low, high):
    return float(10.0 ** np.random.normal((low + high) / 2, (high - low) / 4))


def always_the_middle(low, high):
    return 10.0 ** ((low + high) / 2)


def _picked(pick):
    """A search that picks its best by another rule."""

    @replaces("random_search")
    def search(evaluate, ranges, n_trials):
        _, trials = random_search(evaluate, ranges, n_trials)
        return pick(trials), trials

    return search


def _tried(values):
    """A search whose values are made another way from the ranges."""

    @replaces("random_search")
    def search(evaluate, ranges, n_trials):
        trials = []
        for _ in range(n_trials):
            params = values(ranges)
            trials.append((params, evaluate(params)))
        return max(trials, key=lambda trial: trial[1]["val"])[0], trials

    return search


def _one_value(ranges):
    value = sample_log_uniform(*next(iter(ranges.values())))
    return dict.fromkeys(ranges, value)


def _one_draw(ranges):
    share = np.random.rand()
    return {name: 10.0 ** (low + share * (high - low)) for name, (low, high) in ranges.items()}


@replaces("random_search")
def drawn_once(evaluate, ranges, n_trials):
    params = {name: sample_log_uniform(low, high) for name, (low, high) in ranges.items()}
    trials = [(params, evaluate(params)) for _ in range(n_trials)]
    return params, trials


@replaces("random_search")
def one_dictionary(evaluate, ranges, n_trials):
    params, trials, best = {}, [], (None, -np.inf)
    for _ in range(n_trials):
        params.update({name: sample_log_uniform(low, high) for name, (low, high) in ranges.items()})
        accuracy = evaluate(params)["val"]
        trials.append((params, {"val": accuracy}))
        best = max(best, (params, accuracy), key=lambda found: found[1])
    return best[0], trials


@replaces("random_search")
def drawn_again(evaluate, ranges, n_trials):
    _, trials = random_search(evaluate, ranges, n_trials)
    again = [{name: sample_log_uniform(low, high) for name, (low, high) in ranges.items()} for _ in trials]
    others = [(params, scores) for params, (_, scores) in zip(again, trials, strict=True)]
    return max(others, key=lambda trial: trial[1]["val"])[0], others


@replaces("random_search")
def one_trial_less(evaluate, ranges, n_trials):
    return random_search(evaluate, ranges, n_trials - 1)


@replaces("random_search")
def only_the_better_kept(evaluate, ranges, n_trials):
    _, trials = random_search(evaluate, ranges, n_trials)
    kept = [trials[0]]
    for trial in trials[1:]:
        if trial[1]["val"] > kept[-1][1]["val"]:
            kept.append(trial)
    return kept[-1][0], kept


VARIANTS = {
    "chosen_by_test": _picked(lambda trials: max(trials, key=lambda trial: trial[1]["test"])[0]),
    "chosen_by_train": _picked(lambda trials: max(trials, key=lambda trial: trial[1]["train"])[0]),
    "lowest_chosen": _picked(lambda trials: min(trials, key=lambda trial: trial[1]["val"])[0]),
    "last_chosen": _picked(lambda trials: trials[-1][0]),
    "first_chosen": _picked(lambda trials: trials[0][0]),
    "search_uniform_in_value": _tried(lambda ranges: {k: uniform_in_value(*ends) for k, ends in ranges.items()}),
    "exponents_tried": _tried(lambda ranges: {k: exponent_returned(*ends) for k, ends in ranges.items()}),
    "one_draw_for_all": _tried(_one_draw),
    "one_value_for_all": _tried(_one_value),
    "accuracy_for_setting": _picked(lambda trials: max(scores["val"] for _, scores in trials)),
}
