"""The network that is trained is one of ours, which notes the rows it is given: row number i of the training data holds
i + 1 and so does its target; the test data begin at 1001. Its gradients are constant, so the path of its parameters
tells the optimizer.

Line of the capstone: as in two-layer-net; see tests/exercises/checking/test_digits.py.
"""

import numpy as np

from ...checking import Case, Claim, Learner, Tolerance, check
from ...checking.digits import digits
from ...checking.idioms import or_refused
from ...checking.nets import params_of

EPSILON = Tolerance(relative=1e-4)
"""AdaGrad and Adam divide by √h + ε or √(h + ε) with ε up to 1e-6 and gradients of 0.5 or more."""

ROWS, TESTS, BATCH, EPOCHS = 12, 8, 4, 5
STEPS = EPOCHS * ROWS // BATCH
EXACT = ("SGD", "Momentum", "AdaGrad", "Adam")
DECAYS = (0.99, 0.9, 0.95, 0.999)
MANY = 60
LINE = 0.8
RATE = 0.05
RATES = ("lr", "learning_rate", "eta", "alpha", "rate")
"""What optimizers call their rate."""


def data(n: int, first: int):
    numbers = np.arange(first, first + n, dtype=float)
    return np.stack([numbers, numbers], axis=1), np.stack([numbers, -numbers], axis=1)


def recorder(learner: Learner, case: Case):
    return learner.Recorder(*first_values(case))


def first_values(case: Case):
    """First W1 and b1, and their gradients, which are not near 0."""
    return (
        case.normal(3, 2),
        case.normal(2),
        case.away_from_zero(3, 2, gap=0.5),
        case.away_from_zero(2, gap=0.5),
    )


def trained(learner: Learner, network, epochs=EPOCHS, rows=ROWS, **options):
    """A trainer after its training on the numbered rows."""
    given = (network, *data(rows, 1), *data(TESTS, 1001))
    trainer = learner.Trainer(*given, epochs=epochs, mini_batch_size=BATCH, **{"verbose": False, **options})
    trainer.train()
    return trainer


def with_rate(train, rate: float):
    """What `train` gives for a rate handed over by the name that the learner's optimizer has for it."""
    for name in RATES:
        try:
            return train({name: rate})
        except Exception as error:
            if "TypeError" not in (type(error).__name__, getattr(error, "type", "")) or name == RATES[-1]:
                raise
    raise AssertionError


def by_name(learner: Learner, values, name: str):
    """Parameters after training by an optimizer of this name."""

    def train(param):
        network = learner.Recorder(*(value.copy() for value in values))
        trained(learner, network, optimizer=name, optimizer_param=param)
        return params_of(network, ("W1", "b1"))

    return with_rate(train, RATE)


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    network = recorder(learner, case)
    trained(learner, network)
    return Claim(len(network.rows) > 0, "nothing_trained")


@check("steps", points=2, kind="behaviour")
def steps(learner: Learner, case: Case):
    network = recorder(learner, case)
    trained(learner, network)
    return {"steps": [len(network.rows)], "batch": sorted({len(rows) for rows in network.rows})}


@check("batches", points=2, kind="behaviour")
def batches(learner: Learner, case: Case):
    """60 epochs of three batches of four from twelve rows: that a row is never drawn has a chance below
    12 · (11/12)^720 = 1e-26, that two batches in a row or two epochs are alike throughout one below 1e-100."""
    network = recorder(learner, case)
    trained(learner, network, epochs=MANY)
    rows = [np.ravel(batch) for batch in network.rows]
    targets = [np.ravel(batch) for batch in network.targets]
    number = ROWS // BATCH
    epochs = [tuple(np.concatenate(rows[i : i + number])) for i in range(0, len(rows), number)]
    one_batch = len({tuple(batch) for batch in rows}) == 1
    drawn = set(np.concatenate(rows).tolist())
    pairs = all(np.array_equal(a, b) for a, b in zip(rows, targets, strict=True))
    return [
        Claim(pairs, "pairs_apart"),
        Claim(not one_batch, "always_one_batch", {}, sorted(rows[0]) if one_batch else None),
        Claim(len(set(epochs)) > 1, "not_random", {}, [epochs[0], len(set(epochs))] if len(set(epochs)) == 1 else None),
        Claim(not drawn - set(range(1, ROWS + 1)), "test_rows"),
        Claim(drawn >= set(range(1, ROWS + 1)), "rows_left_out", {}, sorted(drawn)),
    ]


@check("updates", points=2, kind="behaviour", tolerance=EPSILON)
def updates(learner: Learner, case: Case):
    return {name: by_name(learner, first_values(case), name) for name in EXACT}


@check("default", points=1, kind="behaviour")
def default(learner: Learner, case: Case):
    """SGD with a rate of 0.01."""
    network = recorder(learner, case)
    trained(learner, network)
    return params_of(network, ("W1", "b1"))


@check("rmsprop", points=1, kind="behaviour")
def rmsprop(learner: Learner, case: Case):
    """The decay rate is the optimizer's own."""
    values = first_values(case)
    got = or_refused(by_name, learner, values, "RMSprop")
    if got is None:
        misspelt = or_refused(by_name, learner, values, "rmsprpo") is not None
        return Claim(False, "rmsprpo" if misspelt else "no_rmsprop")
    W, _, dW, _ = values
    near = any(np.allclose(got["W1"], W - far(dW, decay), atol=1e-3) for decay in DECAYS)
    return Claim(near, "not_rmsprop", {}, got)


def far(g, decay: float):
    """What RMSprop takes away in all steps of constant gradient g: h after k steps is (1 - ρ^k) g²."""
    return RATE * sum(np.sign(g) / np.sqrt(1 - decay**k) for k in range(1, STEPS + 1))


@check("nesterov", points=1, kind="behaviour")
def nesterov(learner: Learner, case: Case):
    """Which form of Nesterov's momentum it is, is judged in the exercise of that name.

    Every form, where gradients do not change, goes further in a step than plain momentum with the same factor.
    """
    values = first_values(case)
    got = or_refused(by_name, learner, values, "Nesterov")
    if got is None:
        return Claim(False, "no_nesterov")
    plain = or_refused(by_name, learner, values, "Momentum")
    if plain is not None and np.allclose(got["W1"], plain["W1"], rtol=1e-9):
        return Claim(False, "nesterov_is_momentum")
    W, _, dW, _ = values
    return Claim(bool((np.abs(got["W1"] - W) > 1.5 * RATE * STEPS * np.abs(dW)).all()), "not_nesterov")


@check("accuracies", points=2, kind="behaviour")
def accuracies(learner: Learner, case: Case):
    """One accuracy an epoch; one more at the beginning or at the end is right too."""
    network = recorder(learner, case)
    trainer = trained(learner, network)
    train, test = ([float(a) for a in found] for found in (trainer.train_acc_list, trainer.test_acc_list))
    right = [(1 + ROWS) / 2 / 2000, (1001 + 1000 + TESTS) / 2 / 2000]
    fields = {"got": len(train), "epochs": EPOCHS}
    return [
        Claim(
            len(train) in (EPOCHS, EPOCHS + 1) and len(test) == len(train),
            "accuracies",
            fields,
            [len(train), len(test)],
        ),
        Claim(all(abs(a - right[0]) < 1e-9 for a in train), "train_accuracy", {}, train[:1]),
        Claim(all(abs(a - right[1]) < 1e-9 for a in test), "test_accuracy", {}, test[:1]),
    ]


@check("evaluated", points=1, kind="behaviour")
def evaluated(learner: Learner, case: Case):
    network = recorder(learner, case)
    trained(learner, network, evaluate_sample_num_per_epoch=5)
    return Claim(
        set(network.seen[:EPOCHS]) == {5} and 5 in network.tested, "not_evaluated_on_samples", {}, network.seen[:1]
    )


@check("losses", points=1, kind="behaviour")
def losses(learner: Learner, case: Case):
    """One a step, as in the book, or one an epoch."""
    trainer = trained(learner, recorder(learner, case))
    found = [float(loss) for loss in trainer.train_loss_list]
    return Claim(len(found) in (STEPS, EPOCHS), "losses", {"got": len(found), "steps": STEPS}, len(found))


@check(
    "learns", points=2, kind="behaviour", needs=("steps", "batches", "updates", "accuracies"), alone=True, extra="data"
)
def learns(learner: Learner, case: Case):
    """Softmax regression on the digits, ours to be trained by the learner's trainer: five epochs of Adam."""
    x, labels = digits()
    order, t = case.rng.permutation(len(x)), np.eye(10)[labels]
    test, train = np.split(order, [len(x) // 5])

    def train_with(param):
        network = learner.Linear(64, 10)
        given = (network, x[train], t[train], x[test], t[test])
        options = {"optimizer": "Adam", "optimizer_param": param, "verbose": False}
        learner.Trainer(*given, epochs=5, mini_batch_size=100, **options).train()
        return params_of(network, ("W1", "b1"))

    params = with_rate(train_with, 0.02)
    accuracy = float(np.mean((x[test] @ params["W1"] + params["b1"]).argmax(axis=1) == labels[test]))
    return Claim(accuracy >= LINE, "not_learned", {"accuracy": f"{accuracy:.3f}", "line": f"{LINE:g}"})
