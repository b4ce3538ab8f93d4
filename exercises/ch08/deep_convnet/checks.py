"""Images are 28 × 28, as in the book, whose number of values behind the last pooling holds there alone.

Which units are dropped is each implementation's own affair. So values are judged at test time, and the gradient with
the masks that it shows itself; how often units are dropped is judged by Hoeffding's bound at 1e-9.
"""

import numpy as np

from ...checking import Case, Claim, Learner, check
from ...checking.nets import LOG, filled, grads_of, heeds_parameters, params_of
from ...checking.statistics import centre, share, spread
from .masks import NAMES, dropped, loss_at, sorts

SHAPES = {
    **{
        f"W{k}": (n, c, 3, 3) for k, (n, c) in enumerate([(16, 1), (16, 16), (32, 16), (32, 32), (64, 32), (64, 64)], 1)
    },
    "W7": (1024, 50),
    "W8": (50, 10),
}
SIDE = 28
TRIES = 4


def seen(shape) -> int:
    """How many values a filter or a unit sees."""
    return int(np.prod(shape[1:])) if len(shape) == 4 else shape[0]


def drawn(case: Case, rows: int):
    """Parameters of He's size with biases that are not 0, images and one-hot targets; all are values of float32 too."""
    params = {}
    for name, shape in SHAPES.items():
        units = shape[0] if len(shape) == 4 else shape[1]
        params[name] = case.normal(*shape, scale=float(np.sqrt(2.0 / seen(shape))))
        params[f"b{name[1]}"] = case.normal(units, scale=0.3)
    single = {name: value.astype(np.float32).astype(float) for name, value in params.items()}
    x = case.normal(rows, 1, SIDE, SIDE).astype(np.float32).astype(float)
    return single, x, case.one_hot(rows, 10)


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    net = learner.DeepConvNet()
    params = params_of(net, NAMES)
    shapes = {name: np.shape(value) if name[0] == "W" else np.size(value) for name, value in params.items()}
    return shapes, np.shape(net.predict(case.normal(2, 1, SIDE, SIDE)))


@check("heeds", kind="smoke")
def heeds(learner: Learner, case: Case):
    params, x, _ = drawn(case, 2)
    return heeds_parameters(learner.DeepConvNet(), params, x)


@check("initial", points=2, kind="behaviour")
def initial(learner: Learner, case: Case):
    """Two estimates for each of eight weights, at 1e-10 each (see `statistics.Z`)."""
    found = params_of(learner.DeepConvNet(), SHAPES)
    he = {name: float(np.sqrt(2.0 / seen(shape))) for name, shape in SHAPES.items()}
    spreads = {name: spread(found[name], std) for name, std in he.items()}
    return {"std": spreads, "mean": {name: centre(found[name], std) for name, std in he.items()}}


@check("predict", points=3)
def predict(learner: Learner, case: Case):
    """At test time, the first network for several batches."""
    results = []
    for batches in ((3, 1), (1,)):
        net = learner.DeepConvNet()
        for rows in batches:
            params, x, _ = drawn(case, rows)
            results.append(filled(net, params).predict(x))
    return results


@check("flag", points=1, kind="behaviour")
def flag(learner: Learner, case: Case):
    """Four predictions in training that drop the same 20 scores: a chance of 2^-60."""
    params, x, _ = drawn(case, 2)
    net = filled(learner.DeepConvNet(), params)
    test = [np.array(net.predict(x.copy())) for _ in range(2)]
    train = [np.array(net.predict(x.copy(), True)) for _ in range(4)]
    return [
        Claim(np.array_equal(test[0], test[1]), "random_at_test"),
        Claim(not all(np.array_equal(train[0], other) for other in train[1:]), "fixed_in_training"),
    ]


@check("dropped", points=2, kind="behaviour", needs=("flag",))
def dropped_share(learner: Learner, case: Case):
    """Which scores and which hidden units stay, read off 600 scores.

    Every hidden unit gives 100, goes to one score, and 10 is added there: a score is 0 where it was dropped, 10 or 20
    where its hidden unit was, and more than 100 else. No score of a row of 50 is dropped with a chance of 2^-50. The
    largest score tells the factors; both its parts stay in none of 600 with a chance of (3/4)^600.
    """
    params, x, _ = drawn(case, 12)
    params |= {"W7": np.zeros((1024, 50)), "b7": np.full(50, 100.0), "W8": np.eye(50), "b8": np.full(50, 10.0)}
    net = filled(learner.DeepConvNet(output_size=50), params)
    scores = logits(np.asarray(net.predict(x, True), dtype=float))
    above = scores - scores.min(axis=1, keepdims=True)
    return {"scores": share(above > 5, 0.5), "hidden": share(above > 60, 0.25), "largest": float(above.max().round(3))}


def logits(y):
    """Scores but for a constant in each row, whether predict gives scores or probabilities."""
    if (y >= 0).all() and np.allclose(y.sum(axis=1), 1.0, rtol=1e-6):
        return np.log(np.maximum(y, 1e-320))
    return y


@check("loss", points=1, tolerance=LOG)
def loss(learner: Learner, case: Case):
    """With W8 and b8 at 0 every score is 0, dropped or not, and every class has 1/10."""
    net = learner.DeepConvNet()
    return [loss_without_scores(net, case, rows) for rows in (3, 1)]


def loss_without_scores(net, case: Case, rows: int):
    params, x, t = drawn(case, rows)
    params |= {"W8": np.zeros((50, 10)), "b8": np.zeros(10)}
    return filled(net, params).loss(x, t)


@check("gradient", points=4, kind="behaviour", needs=("runs",))
def gradient(learner: Learner, case: Case):
    """Two single rows. All scores and some 20 hidden units of each stay with a chance of 2^-60; all scores of a row are
    dropped in four tries with one of 2^-40."""
    net = learner.DeepConvNet()
    found = [gradient_at(net, *drawn(case, 1)) for _ in range(2)]
    hidden, scores = (all(mask.all() for mask in masks) for masks in zip(*(masks for _, masks in found), strict=True))
    kept = hidden and scores
    scales = sorted({scale for (_, scale), _ in found})
    wrong = {name: sort for (sorted_, _), _ in found for name, sort in sorted_.items() if sort != "right"}
    names = ", ".join(name for name in NAMES if name in wrong)
    seen_as = [f"{name} {sort}" for name, sort in sorted(wrong.items())], hidden, scores
    return {
        "W": Claim(not wrong, "wrong_gradients", {"names": names}, seen_as),
        "dropout": Claim(not kept or bool(wrong), "nothing_dropped"),
        "scale": [1.0] if wrong else scales,
    }


def shown(net, params, x, t):
    """The gradients at one row; again where every score was dropped and nothing can be seen."""
    for _ in range(TRIES):
        grads = grads_of(filled(net, params), x, t, params)
        if isinstance(grads["b8"], np.ndarray) and grads["b8"].any():
            break
    return grads


def gradient_at(net, params, x, t):
    """Sorts of the gradients at one row with their scale, and the masks."""
    grads = shown(net, params, x, t)
    there = {name: isinstance(grads[name], np.ndarray) for name in NAMES}
    if not (there["W8"] and there["b8"] and grads["b8"].any()):
        sort = {name: "zero" if there[name] else "missing" for name in NAMES}
        return (sort, 1.0), (np.ones(1), np.ones(1))
    masks = dropped(grads)
    active = grads["b7"] != 0 if there["b7"] else np.ones(50, dtype=bool)
    return sorts(grads, params, x, t), (masks[0][active], masks[1])


@check("averaged", points=1, kind="behaviour", needs=("gradient",))
def averaged(learner: Learner, case: Case):
    """With W8 and b8 at 0 each of 50 classes has 1/50: no entry of a mean's gradient of b8 is above 1/50, or 1/25 where
    dropout is scaled. A sum over 4 rows stays below only if no score is kept in three: (11/16)^49 = 1e-8."""
    params, x, _ = drawn(case, 4)
    params |= {"W8": np.zeros((50, 50)), "b8": np.zeros(50)}
    t = np.eye(50)[np.zeros(4, dtype=int)]
    net = filled(learner.DeepConvNet(output_size=50), params)
    grad = np.asarray(grads_of(net, x, t, params)["b8"], dtype=float)
    return Claim(bool((np.abs(grad[1:]) <= 0.04 + 1e-9).all()), "not_averaged")


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    params, x, t = drawn(case, 2)
    filled(learner.DeepConvNet(), params).gradient(x, t)
    return x, t


@check("step", points=1, kind="behaviour", needs=("gradient",))
def step(learner: Learner, case: Case):
    """The step is ours and takes 5 % off the loss to first order; before and after, the same units are dropped."""
    params, x, t = drawn(case, 1)
    grads = shown(learner.DeepConvNet(), params, x, t)
    masks, (_, scale) = dropped(grads), sorts(grads, params, x, t)
    before = loss_at(params, x, t, masks, scale)
    rate = 0.05 * before / sum(float((np.asarray(grads[name]) ** 2).sum()) for name in NAMES)
    moved = {name: value - rate * np.asarray(grads[name]) for name, value in params.items()}
    after = loss_at(moved, x, t, masks, scale)
    return Claim(after < before, "not_lowered", {"before": f"{before:.4f}", "after": f"{after:.4f}"})


@check("sizes", kind="shape", advice=True)
def sizes(learner: Learner, case: Case):
    """The book's own version takes 28 × 28 alone."""
    try:
        shape = np.shape(learner.DeepConvNet(input_dim=(1, 8, 8)).predict(case.normal(2, 1, 8, 8)))
    except Exception as error:
        if getattr(error, "state", "error") != "error":
            raise
        shape = ()
    return Claim(shape == (2, 10), "one_size")
