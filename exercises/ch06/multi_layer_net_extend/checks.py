"""Batch normalization and dropout each have an exercise of their own: here it is judged that they stand in the network
and that the train flag reaches them. How the running statistics are gathered is not looked at, only that they are used.
"""

from functools import partial

import numpy as np

from ...checking import Case, Claim, Gradient, Learner, Tolerance, check
from ...checking.digits import Course, trains
from ...checking.gradcheck import directional_error
from ...checking.idioms import or_refused
from ...checking.net_draws import draw, he_params
from ...checking.nets import LOG, fill, filled, grads_of, heeds_parameters, net_gradient, params_of
from ...checking.statistics import share

EPSILON = Tolerance(relative=5e-3, absolute=1e-3)
"""ε under the root goes from 1e-8 to 1e-5 among right programs, the variance of a unit is 0.1 or more: each layer moves
by ½ · 1e-5 / 0.1 = 5e-5 of its size. Two layers with weights and slopes of size 1 to 2, whose small variances magnify
what comes in by 1 / √0.1, take it to a hundred times that at most."""

SIZES = ((6, 4, 5, 3), (5, 3, 4, 3, 4))
"""Rows, numbers in, units of each hidden layer, classes."""
DECAY = 0.25
"""A power of two: λW is exact where the weights are kept in float32."""
COURSE = Course(hidden=(30, 20), steps=200, lr=0.01, batch=100, line=0.85)
UNITS = 2000
RATIO = 0.3


def drawn(case: Case, n: int, *sizes: int, normalised: bool = True):
    params, x = draw(case, n, sizes, normalised)
    return params, x, case.one_hot(n, sizes[-1])


def net(learner: Learner, sizes, **options):
    return learner.MultiLayerNetExtend(sizes[0], list(sizes[1:-1]), sizes[-1], **options)


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    params, x, t = drawn(case, 4, 3, 4, 3, 2, normalised=False)
    one = filled(net(learner, (3, 4, 3, 2)), params)
    return np.shape(one.predict(x)), np.size(one.loss(x, t))


@check("heeds", kind="smoke")
def heeds(learner: Learner, case: Case):
    params, x, _ = drawn(case, 4, 3, 4, 3, 2, normalised=False)
    return heeds_parameters(net(learner, (3, 4, 3, 2)), params, x)


@check("plain", points=1, tolerance=LOG)
def plain(learner: Learner, case: Case):
    """Without batch normalization and dropout; the mode does not matter then."""
    results = []
    for n, *sizes in ((4, 3, 4, 2), (3, 4, 3, 5, 3)):
        params, x, t = drawn(case, n, *sizes, normalised=False)
        one = filled(net(learner, sizes, weight_decay_lambda=DECAY), params)
        results.append([one.loss(x, t), one.loss(x, t, train_flg=True)])
    return results


def plain_gradients(learner: Learner, case: Case, *shapes):
    found = []
    for n, *sizes in shapes:
        params, x, t = drawn(case, n, *sizes, normalised=False)
        make = partial(net, learner, sizes, weight_decay_lambda=DECAY)
        found.append(net_gradient(case, make, params, x, t))
    return found


@check("sigmoid", points=1)
def sigmoid(learner: Learner, case: Case):
    """The other activation, chosen by its name."""
    params, x, _ = drawn(case, 4, 3, 4, 2, normalised=False)
    return filled(net(learner, (3, 4, 2), activation="sigmoid"), params).predict(x)


@check("plain_gradient", points=1, kind="gradient")
def plain_gradient(learner: Learner, case: Case):
    return plain_gradients(learner, case, (4, 3, 4, 2), (3, 4, 3, 5, 3))


@check("square", points=1, kind="gradient")
def square(learner: Learner, case: Case):
    """All layers of one size, where no shape tells which is which."""
    return plain_gradients(learner, case, (4, 3, 3, 3, 3))


@check("again", points=1, kind="behaviour")
def again(learner: Learner, case: Case):
    params, x, t = drawn(case, 4, 3, 4, 3, normalised=False)
    one = filled(net(learner, (3, 4, 3), weight_decay_lambda=DECAY), params)
    return [grads_of(one, x[rows], t[rows], params) for rows in (slice(0, 2), slice(2, 4), slice(3, 4))]


@check("initial_scale", points=1, kind="behaviour")
def initial_scale(learner: Learner, case: Case):
    """Scale 1 and shift 0 for each hidden layer, none for the last."""
    one = net(learner, (3, 4, 5, 2), use_batchnorm=True)
    return params_of(one, ("gamma1", "beta1", "gamma2", "beta2"))


@check("flag", points=1, kind="behaviour")
def flag(learner: Learner, case: Case):
    """In training, scores and loss hang on the rows beside: those of pairs of rows differ from those of all six.

    No row is alone, as the unbiased variance that some keep for test time divides by n - 1. Two losses that differ by
    0.1 or so are as near as 1e-12 with a chance of 1e-11, and 18 scores with less.
    """
    params, x, t = drawn(case, 6, 4, 5, 3)
    one = filled(net(learner, (4, 5, 3), use_batchnorm=True), params)
    pairs = [slice(i, i + 2) for i in range(0, len(x), 2)]
    whole = np.asarray(one.predict(x.copy(), train_flg=True))
    apart = np.concatenate([np.asarray(one.predict(x[pair].copy(), train_flg=True)) for pair in pairs])
    lost = bool(np.allclose(whole, apart))
    loss = float(one.loss(x.copy(), t.copy(), train_flg=True))
    losses = float(np.mean([one.loss(x[pair].copy(), t[pair].copy(), train_flg=True) for pair in pairs]))
    alike = abs(loss - losses) <= 1e-12 * abs(loss)
    return [
        Claim(not lost, "flag_not_passed_on", {}, whole if lost else None),
        Claim(not alike, "flag_lost_in_loss", {}, loss if alike else None),
    ]


@check("normalised", points=2, tolerance=EPSILON)
def normalised(learner: Learner, case: Case):
    results = []
    for n, *sizes in SIZES:
        params, x, t = drawn(case, n, *sizes)
        one = filled(net(learner, sizes, use_batchnorm=True), params)
        results.append([one.predict(x, train_flg=True), one.loss(x, t, train_flg=True)])
    return results


@check("normalised_gradient", points=3, kind="gradient", tolerance=EPSILON)
def normalised_gradient(learner: Learner, case: Case):
    """The gradient is that of training mode, gamma1, beta1, ... included, after training on another batch."""
    found = []
    for n, *sizes in SIZES:
        params, x, t = drawn(case, n, *sizes)
        one = filled(net(learner, sizes, use_batchnorm=True), params)
        one.loss(x[::-1] + case.uniform(n, sizes[0]), t.copy(), train_flg=True)
        found.append(Gradient(grads_of(one, x, t, params), None, own_error(learner, params, sizes, x, t, case)))
    return found


@check("normalised_decay", points=1, kind="behaviour", needs=("normalised_gradient",), tolerance=EPSILON)
def normalised_decay(learner: Learner, case: Case):
    """What the weight decay adds to each gradient: nothing to those of the scales, shifts and biases."""
    n, *sizes = SIZES[0]
    params, x, t = drawn(case, n, *sizes)
    without, decayed = (
        grads_of(filled(net(learner, sizes, use_batchnorm=True, weight_decay_lambda=rate), params), x, t, params)
        for rate in (0, DECAY)
    )
    return {f"d{name}": decayed[name] - without[name] for name in params}


def own_error(learner: Learner, params, sizes, x, t, case: Case):
    """Against the network's own training loss."""
    rng = np.random.default_rng([case.seed, 7])

    def loss(**at):
        return filled(net(learner, sizes, use_batchnorm=True), at).loss(x.copy(), t.copy(), train_flg=True)

    def error():
        one = filled(net(learner, sizes, use_batchnorm=True), params)
        return directional_error(loss, params, grads_of(one, x, t, params), np.array(1.0), rng, shows=True)

    return error


@check("test_mode", points=2, kind="behaviour")
def test_mode(learner: Learner, case: Case):
    """At test time a row's scores do not hang on the rows beside it; in training they do.

    The last bias is set so that no class is ahead on the whole: then not all rows have the same class.
    """
    params, x, t = drawn(case, 6, 4, 5, 3)
    one = filled(net(learner, (4, 5, 3), use_batchnorm=True), params)
    for _ in range(3):
        one.loss(x.copy(), t.copy(), train_flg=True)
    whole = np.asarray(one.predict(x))
    apart = np.concatenate([np.asarray(one.predict(row[None])) for row in x])
    fill(one, {"b2": params["b2"] - scores(whole).mean(axis=0)})
    best = np.asarray(one.predict(x)).argmax(axis=1)
    right = [float(one.accuracy(x[[i]], np.eye(3)[best[[i]]])) for i in range(6)]
    return [
        Claim(bool(np.ptp(scores(whole), axis=0).max() > 0), "one_answer_for_all"),
        Claim(bool(np.allclose(whole, apart, rtol=1e-9, atol=1e-9)), "batch_at_test"),
        Claim(min(right) > 0.5, "batch_at_test_accuracy"),
    ]


def scores(given):
    """Scores of each row up to a constant, from scores or from probabilities."""
    probabilities = bool((given > 0).all() and np.allclose(given.sum(axis=1), 1))
    return np.log(given) if probabilities else given


@check("dropped", points=2, kind="behaviour")
def dropped(learner: Learner, case: Case):
    """One row through 2,000 units that are all on: a unit is dropped where the gradient of its weights out is 0.

    Where it is not, that gradient is z · scale · db2: the scale in training has to fit that of test time. The share has
    Hoeffding's margin of 0.073 at a false-alarm rate of 1e-9; the same units drop out of W1 and of W2.
    """
    x, t = np.abs(case.uniform(1, 3, low=0.5, high=1.0)), np.eye(2)[:1]
    params = {
        "W1": case.uniform(3, UNITS, low=0.1, high=0.2),
        "b1": case.uniform(UNITS, low=0.1, high=0.2),
        "W2": case.normal(UNITS, 2, scale=0.01),
        "b2": np.zeros(2),
    }
    one = filled(net(learner, (3, UNITS, 2), use_dropout=True, dropout_ration=RATIO), params)
    one.loss(x.copy(), t.copy(), train_flg=True)
    first, second = (grads_of(one, x, t, params) for _ in range(2))
    out, inside = (np.asarray(first[name]) for name in ("W2", "W1"))
    gone, gone_inside = ~np.any(out, axis=1), ~np.any(inside, axis=0)
    fresh = not np.array_equal(gone, ~np.any(np.asarray(second["W2"]), axis=1))
    return [
        {"dropped": share(gone, RATIO)},
        {"scale": scale_in_training(params, x, first)},
        Claim(bool(np.array_equal(gone, gone_inside)), "mask_differs", {}, bool(gone_inside.any())),
        Claim(fresh, "mask_kept"),
    ]


def scale_in_training(params, x, grads) -> float:
    """The factor of the units that stay, those of W2 and b2 telling: the middle one of all."""
    z = x[0] @ params["W1"] + params["b1"]
    found = np.asarray(grads["W2"])[:, 0] / (z * np.asarray(grads["b2"])[0])
    return float(np.median(found[found != 0]).round(3)) if found.any() else 0.0


@check("test_without_dropping", points=1, kind="behaviour")
def test_without_dropping(learner: Learner, case: Case):
    """predict and loss in test mode do not draw; the scores are those of all units, scaled or not."""
    params, x, _ = drawn(case, 4, 3, 5, 3, normalised=False)
    one = filled(net(learner, (3, 5, 3), use_dropout=True, dropout_ration=RATIO), params)
    first, second = np.array(one.predict(x)), np.array(one.predict(x))
    return first, Claim(bool(np.array_equal(first, second)), "drops_at_test")


@check("flags_by_place", advice=True)
def flags_by_place(learner: Learner, case: Case):
    """The flag as a third argument of loss."""
    params, x, t = drawn(case, 5, 3, 4, 2)
    one = filled(net(learner, (3, 4, 2), use_batchnorm=True), params)
    return Claim(or_refused(one.loss, x, t, True) is not None, "flag_by_place")


@check(
    "learns",
    points=3,
    kind="behaviour",
    needs=("plain", "plain_gradient", "square", "again", "normalised", "normalised_gradient", "test_mode", "dropped"),
    alone=True,
    extra="data",
)
def learns(learner: Learner, case: Case):
    """With batch normalization; predict is asked in test mode."""
    sizes = COURSE.sizes()
    params = he_params(case, sizes)
    for layer, units in enumerate(COURSE.hidden, 1):
        params[f"gamma{layer}"], params[f"beta{layer}"] = np.ones(units), np.zeros(units)
    return trains(case, net(learner, sizes, use_batchnorm=True), COURSE, params)
