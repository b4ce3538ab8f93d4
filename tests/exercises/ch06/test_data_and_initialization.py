"""Chapter 6, second part: right answers in other styles pass, wrong ones beyond the listed mistakes do not."""

import random

import numpy as np
import pytest
from dlgrade.exercises.catalogue import exercises
from dlgrade.exercises.checking.diagnose import diagnose
from dlgrade.exercises.checking.judge import judge
from dlgrade.exercises.checking.subject import Local
from dlgrade.exercises.checking.verify import verify

SEEDS = range(3)
IDS = [
    "nesterov",
    "shuffle",
    "validation-split",
    "augment",
    "init-xavier",
    "init-he",
    "hyper-search",
    "zero-init",
    "activation-hist",
]


def judged(id, *implementations, seed=0):
    exercise = exercises()[id]
    return judge(exercise, Local(dict(zip(exercise.symbols, implementations, strict=True))), seed)


def failed(verdict):
    return [v.check.id for v in verdict.failing]


def named(verdict):
    cause = diagnose(verdict)
    return cause.label if cause and cause.kind == "mistake" else None


@pytest.mark.parametrize("id", IDS)
def test_the_exercise_verifies(id):
    assert verify(exercises()[id], SEEDS).breaches == {}


class NesterovRule:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum, self.v = lr, momentum, None

    def update(self, params, grads):
        if self.v is None:
            self.v = {key: np.zeros_like(value) for key, value in params.items()}
        for key in params:
            self.step(params, key, grads[key])


class BeforeItsUpdate(NesterovRule):
    def step(self, params, key, g):
        params[key] += self.momentum**2 * self.v[key] - (1 + self.momentum) * self.lr * g
        self.v[key] = self.momentum * self.v[key] - self.lr * g


class RateOutside(NesterovRule):
    def step(self, params, key, g):
        self.v[key] = self.momentum * self.v[key] + g
        params[key] = params[key] - self.lr * (g + self.momentum * self.v[key])


class OldAndNewVelocity(NesterovRule):
    def step(self, params, key, g):
        old = self.v[key].copy()
        self.v[key] *= self.momentum
        self.v[key] -= self.lr * g
        params[key] += -self.momentum * old + (1 + self.momentum) * self.v[key]


class BetweenTwoPlaces(NesterovRule):
    """Steps back from the place ahead, moves, looks ahead again."""

    def step(self, params, key, g):
        here = params[key] - self.momentum * self.v[key]
        self.v[key] = self.momentum * self.v[key] - self.lr * g
        params[key] = here + self.v[key] + self.momentum * self.v[key]


@pytest.mark.parametrize("nesterov", [BeforeItsUpdate, RateOutside, OldAndNewVelocity, BetweenTwoPlaces])
def test_every_published_form_of_nesterov_takes_the_same_path_and_passes(nesterov):
    assert all(judged("nesterov", nesterov, seed=seed).state == "pass" for seed in SEEDS)


class NeverAhead(NesterovRule):
    def step(self, params, key, g):
        params[key] += self.momentum**3 * self.v[key] - (1 + self.momentum) * self.lr * g
        self.v[key] = self.momentum * self.v[key] - self.lr * g


class VolumeTwo:
    """Lists in place of dictionaries in the printed code; here with dictionaries."""

    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum, self.v = lr, momentum, None

    def update(self, params, grads):
        if self.v is None:
            self.v = {key: np.zeros_like(value) for key, value in params.items()}
        for key in params:
            self.v[key] *= self.momentum
            self.v[key] -= self.lr * grads[key]
            params[key] += self.momentum * self.momentum * self.v[key]
            params[key] -= (1 + self.momentum) * self.lr * grads[key]


def test_another_power_of_the_momentum_is_refused_without_a_name_that_is_not_its_own():
    verdict = judged("nesterov", NeverAhead)
    assert (verdict.state, named(verdict)) == ("fail", None)


def test_the_code_printed_in_volume_two_is_refused_and_told_where_it_stands_in_print():
    cause = diagnose(judged("nesterov", VolumeTwo))
    assert cause.label == "velocity_updated_first"
    assert "volume 2" in cause.printed_in.en


def in_place(x, t):
    order = np.arange(x.shape[0])
    np.random.shuffle(order)
    x[:], t[:] = x[order], t[order]
    return x, t


def by_pairs(x, t):
    pairs = list(zip(x, t, strict=True))
    np.random.default_rng().shuffle(pairs)
    return np.array([x for x, _ in pairs]), np.array([t for _, t in pairs])


def by_the_same_state(x, t):
    x, t, state = x.copy(), t.copy(), np.random.get_state()
    np.random.shuffle(x)
    np.random.set_state(state)
    np.random.shuffle(t)
    return x, t


@pytest.mark.parametrize("shuffle", [in_place, by_pairs, by_the_same_state, lambda x, t: [*by_pairs(x, t)]])
def test_a_shuffle_in_another_style_passes(shuffle):
    assert all(judged("shuffle", shuffle, seed=seed).state == "pass" for seed in SEEDS)


def halves_exchanged(x, t):
    order = np.random.permutation(len(x) // 2)
    order = np.concatenate([order + len(x) // 2, np.setdiff1d(np.arange(len(x)), order + len(x) // 2)])
    return x[order], t[order]


def by_swapping_once(x, t):
    order = np.arange(len(x))
    i, j = np.random.choice(len(x), 2, replace=False)
    order[[i, j]] = order[[j, i]]
    return x[order], t[order]


@pytest.mark.parametrize("shuffle", [halves_exchanged, by_swapping_once])
def test_an_order_that_is_not_evenly_random_is_refused(shuffle):
    assert failed(judged("shuffle", shuffle)) == ["evenly"]


def from_the_end(x, t, rate=0.2):
    cut = len(x) - int(len(x) * rate)
    return x[:cut], t[:cut], x[cut:], t[cut:]


def by_mask(x, t, rate=0.2):
    chosen = np.zeros(len(x), bool)
    chosen[np.random.choice(len(x), int(np.floor(len(x) * rate)), replace=False)] = True
    return x[~chosen], t[~chosen], x[chosen], t[chosen]


def as_in_the_book(x_train, t_train, validation_rate=0.20):
    order = np.random.permutation(x_train.shape[0])
    x_train, t_train = x_train[order], t_train[order]
    validation_num = int(x_train.shape[0] * validation_rate)
    x_val, t_val = x_train[:validation_num], t_train[:validation_num]
    return x_train[validation_num:], t_train[validation_num:], x_val, t_val


def by_split(x, t, rate=0.2):
    n = int(len(x) * rate)
    (x_val, x_train), (t_val, t_train) = np.split(x, [n]), np.split(t, [n])
    return [x_train, t_train, x_val, t_val]


@pytest.mark.parametrize("split", [from_the_end, by_mask, as_in_the_book, by_split])
def test_a_split_in_another_style_passes(split):
    verdicts = [judged("validation-split", split, seed=seed) for seed in SEEDS]
    assert {(v.state, v.convention) for v in verdicts} == {("pass", "")}


def split_with_a_minus(x, t, rate=0.2):
    n = int(len(x) * rate)
    x_val - x[:n]  # noqa: F821 the printed line
    t_val = t[:n]
    return x[n:], t[n:], x_val, t_val  # noqa: F821


def split_with_numpy_missing(x, t, rate=0.2):
    return numpy.split(x, 2)  # noqa: F821


def test_the_printed_minus_is_named_by_the_name_that_is_not_there():
    cause = diagnose(judged("validation-split", split_with_a_minus))
    assert (cause.label, cause.printed_in.en) == ("minus_for_equals", "the blog article on chapter 6")
    assert "`x_val = …`" in cause.text.en


def test_another_name_that_is_not_there_is_told_as_the_exception_it_is():
    cause = diagnose(judged("validation-split", split_with_numpy_missing))
    assert (cause.kind, cause.label) == ("exception", "NameError")


def validation_of_zeros(x, t, rate=0.2):
    n = int(len(x) * rate)
    return x[n:], t[n:], np.zeros_like(x[:n]), np.zeros_like(t[:n])


def every_fifth_twice(x, t, rate=0.2):
    return x, t, x[::5], t[::5]


def in_the_order_of_other_libraries(x, t, rate=0.2):
    order, n = np.random.permutation(len(x)), int(len(x) * rate)
    return x[order[n:]], x[order[:n]], t[order[n:]], t[order[:n]]


def test_a_split_in_the_order_of_other_libraries_is_named_though_it_shuffles():
    assert named(judged("validation-split", in_the_order_of_other_libraries)) == "order_of_four"


@pytest.mark.parametrize("split", [validation_of_zeros, every_fifth_twice])
def test_a_split_that_loses_or_doubles_examples_is_refused(split):
    assert "apart" in failed(judged("validation-split", split))


def crop_by_loops(image, size):
    h, w, channels = image.shape
    top, left = np.random.choice(h - size[0] + 1), np.random.choice(w - size[1] + 1)
    out = np.empty((*size, channels))
    for i, j, c in np.ndindex(out.shape):
        out[i, j, c] = image[top + i, left + j, c]
    return out


def crop_from_the_list_of_places(image, crop_size):
    places = np.lib.stride_tricks.sliding_window_view(image, crop_size, axis=(0, 1))
    place = np.random.default_rng().integers(places.shape[0] * places.shape[1])
    return np.moveaxis(places.reshape(-1, *places.shape[2:])[place], 0, -1)


def flip_by_loops(image):
    return np.stack([image[:, j] for j in reversed(range(image.shape[1]))], axis=1)


@pytest.mark.parametrize(("crop", "flip"), [(crop_by_loops, flip_by_loops), (crop_from_the_list_of_places, np.fliplr)])
def test_augmentation_in_another_style_passes(crop, flip):
    flip_here = lambda image: flip(image)  # noqa: E731 a function with a signature
    assert all(judged("augment", crop, flip_here, seed=seed).state == "pass" for seed in SEEDS)


def crop_mostly_at_the_top(image, size):
    top = min(np.random.randint(0, image.shape[0] - size[0] + 1, size=3))
    left = np.random.randint(0, image.shape[1] - size[1] + 1)
    return image[top : top + size[0], left : left + size[1]]


def crop_with_a_stretched_row(image, size):
    out = crop_by_loops(image, size)
    out[-1] = out[0]
    return out


@pytest.mark.parametrize(("crop", "check"), [(crop_mostly_at_the_top, "places"), (crop_with_a_stretched_row, "window")])
def test_a_crop_that_is_no_window_or_not_even_is_refused(crop, check):
    assert check in failed(judged("augment", crop, flip_by_loops))


def crop_by_two_starts(starts):
    def crop(image, size):
        top, left = (start(image.shape[axis] - size[axis]) for axis, start in enumerate(starts))
        return image[top : top + size[0], left : left + size[1]]

    return crop


def drawn_to(last):
    return np.random.randint(0, last + 1)


def rounded_to(last):
    return int(np.random.rand() * last + 0.5)


def short_of(last):
    return np.random.randint(0, last)


@pytest.mark.parametrize(
    ("starts", "label"),
    [
        ((short_of, drawn_to), "last_start_never_drawn"),
        ((drawn_to, short_of), "last_start_never_drawn"),
        ((lambda last: last // 2, drawn_to), None),
        ((rounded_to, rounded_to), "ends_half_as_often"),
        ((drawn_to, rounded_to), "ends_half_as_often"),
    ],
)
def test_a_place_that_is_not_drawn_evenly_is_named_by_no_other_mistake(starts, label):
    """What crops of turned axes give is near to these."""
    assert named(judged("augment", crop_by_two_starts(starts), flip_by_loops)) == label


def uniform(variance):
    def init(n_in, n_out):
        limit = np.sqrt(3 * variance(n_in, n_out))
        return np.random.uniform(-limit, limit, (n_in, n_out))

    return init


def unit_by_unit(variance):
    def init(n_in, n_out):
        return np.array([np.random.normal(0, variance(n_in, n_out) ** 0.5, n_in) for _ in range(n_out)]).T

    return init


def truncated(variance):
    def init(n_in, n_out):
        draws = np.random.default_rng().standard_normal((n_in, 2 * n_out))
        kept = np.array([row[np.abs(row) < 2][:n_out] for row in draws])
        return kept / 0.8796 * np.sqrt(variance(n_in, n_out))  # deviation of a normal draw cut off at ±2

    return init


@pytest.mark.parametrize("style", [uniform, unit_by_unit, truncated])
@pytest.mark.parametrize(
    ("id", "variance", "convention"),
    [
        ("init-xavier", lambda n_in, n_out: 1 / n_in, ""),
        ("init-xavier", lambda n_in, n_out: 2 / (n_in + n_out), "both_sizes"),
        ("init-he", lambda n_in, n_out: 2 / n_in, ""),
    ],
)
def test_initial_weights_of_any_usual_distribution_pass(id, variance, convention, style):
    for seed in SEEDS:
        verdict = judged(id, style(variance), seed=seed)
        assert (verdict.state, verdict.convention) == ("pass", convention)


@pytest.mark.parametrize("id", ["init-xavier", "init-he"])
def test_weights_of_which_a_column_is_not_drawn_are_refused(id):
    def init(n_in, n_out):
        weights = np.random.randn(n_in, n_out) * np.sqrt((1 + (id == "init-he")) / n_in)
        weights[:, 0] = 0
        return weights

    assert "random" in failed(judged(id, init))


def test_two_over_the_root_is_named_in_another_distribution_too_and_told_where_it_stands_in_print():
    cause = diagnose(judged("init-he", uniform(lambda n_in, n_out: 4 / n_in)))
    assert (cause.label, cause.printed_in.en) == ("two_over_root", "the blog article on chapter 6")


@pytest.mark.parametrize("variance", [lambda n_in, n_out: 1.1 / n_in, lambda n_in, n_out: 3 / (n_in + n_out)])
def test_a_variance_of_no_rule_is_refused_without_a_name(variance):
    verdict = judged("init-xavier", unit_by_unit(variance))
    assert (failed(verdict), named(verdict)) == (["deviation"], None)


def log_uniform_by_random(low, high):
    return 10 ** random.uniform(low, high)


def log_uniform_as_array(low, high):
    return np.power(10.0, low + (high - low) * np.random.rand(1))


def search_with_running_best(evaluate, ranges, n_trials):
    best, highest, trials = None, -np.inf, []
    for _ in range(n_trials):
        params = {name: log_uniform_as_array(*pair).item() for name, pair in ranges.items()}
        accuracy = evaluate(params)["val"]
        trials.append({"params": params, "val": accuracy})
        if accuracy > highest:
            best, highest = params, accuracy
    return best, trials


def search_sorted_by_accuracy(evaluate, ranges, n_trials):
    settings = [{name: log_uniform_by_random(*pair) for name, pair in ranges.items()} for _ in range(n_trials)]
    trials = sorted(((params, evaluate(params)) for params in settings), key=lambda trial: -trial[1]["val"])
    return trials[0], trials


@pytest.mark.parametrize("sample", [log_uniform_by_random, log_uniform_as_array])
@pytest.mark.parametrize("search", [search_with_running_best, search_sorted_by_accuracy])
def test_a_random_search_in_another_style_passes(sample, search):
    random.seed(0)
    assert all(judged("hyper-search", sample, search, seed=seed).state == "pass" for seed in SEEDS)


def log_uniform_of_the_lower_half(low, high):
    return 10 ** np.random.uniform(low, (low + high) / 2)


def search_that_averages(evaluate, ranges, n_trials):
    _, trials = search_sorted_by_accuracy(evaluate, ranges, n_trials)
    return max(trials, key=lambda trial: trial[1]["train"] + trial[1]["test"])[0], trials


def test_another_range_and_another_choice_are_refused():
    assert failed(judged("hyper-search", log_uniform_of_the_lower_half, search_with_running_best)) == ["log_uniform"]
    assert "best" in failed(judged("hyper-search", log_uniform_as_array, search_that_averages))


def logistic(z):
    return 0.5 * (1 + np.tanh(0.5 * z))


def trained_by_examples(W1, W2, x, t, lr, steps):
    """Gradients added up example by example, by einsum and outer products; the arguments are changed in place."""
    for _ in range(steps):
        dW1, dW2 = np.zeros(W1.shape), np.zeros(W2.shape)
        for row, target in zip(x, t, strict=True):
            a = logistic(np.einsum("d,dh->h", row, W1))
            raised = np.exp(a @ W2)
            delta = raised / raised.sum() - target
            dW1 += np.outer(row, (W2 @ delta) * a * (1 - a))
            dW2 += np.outer(a, delta)
        W1 -= lr / len(x) * dW1
        W2 -= lr / len(x) * dW2
    return W1


def trained_by_central_differences(W1, W2, x, t, lr, steps):
    def loss():
        scores = logistic(x @ W1) @ W2
        return float((np.log(np.exp(scores).sum(axis=1)) - (scores * t).sum(axis=1)).mean())

    def slope(W):
        grad = np.zeros_like(W)
        for index in np.ndindex(W.shape):
            kept = W[index]
            W[index] = kept + 1e-4
            above = loss()
            W[index] = kept - 1e-4
            grad[index] = (above - loss()) / 2e-4
            W[index] = kept
        return grad

    for _ in range(steps):
        dW1, dW2 = slope(W1), slope(W2)
        W1 -= lr * dW1
        W2 -= lr * dW2
    return W1


@pytest.mark.parametrize("train", [trained_by_examples, trained_by_central_differences])
def test_a_symmetry_demo_in_another_style_passes(train):
    assert all(judged("zero-init", train, seed=seed).state == "pass" for seed in range(2))


def trained_with_a_bias(W1, W2, x, t, lr, steps):
    ones = np.ones((len(x), 1))
    W1 = np.vstack([W1, np.zeros((1, W1.shape[1]))])
    return trained_by_examples(W1, W2, np.hstack([x, ones]), t, lr, steps)[:-1]


def test_a_hidden_bias_is_refused_where_it_starts_to_matter():
    assert "steps" in failed(judged("zero-init", trained_with_a_bias))


def stats_by_recursion(x, weights, activation):
    if not len(weights):
        return []
    a = activation(np.einsum("nd,dh->nh", x, weights[0]))
    centred = a - a.mean()
    return [[a.mean(), np.sqrt((centred * centred).mean())], *stats_by_recursion(a, weights[1:], activation)]


def stats_as_array(x, weights, activation):
    kept = {}
    for i, W in enumerate(weights):
        x = kept[i] = activation(np.dot(x, W))
    return np.array([(a.mean(), a.std()) for a in kept.values()])


@pytest.mark.parametrize("stats", [stats_by_recursion, stats_as_array])
def test_activation_statistics_in_another_style_pass(stats):
    assert all(judged("activation-hist", stats, seed=seed).state == "pass" for seed in SEEDS)


def stats_of_absolute_values(x, weights, activation):
    return stats_as_array(x, weights, lambda z: np.abs(activation(z)))


def test_statistics_of_absolute_values_are_refused_without_a_name():
    verdict = judged("activation-hist", stats_of_absolute_values)
    assert (verdict.state, named(verdict)) == ("partial", None)
