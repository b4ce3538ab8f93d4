import numpy as np

from ...checking import Array, Case, Claim, Gradient, Learner, Tolerance, check, gradient

LOG = Tolerance(absolute=3.2e-5)
"""An ε inside the logarithm moves -log y by ε / y. Scores in [-1, 1] keep y ≥ e^-1 / (e^-1 + 4e) > 0.032 for five
classes, so the book's 1e-7 moves the loss by 3.1e-6, and 1e-6, the largest in use, by 3.1e-5."""


def scores(case: Case, n: int, classes: int) -> Array:
    return case.uniform(n, classes, low=-1.0, high=1.0)


def back(layer, dout):
    """dx; a backward that takes no upstream gradient is called without one."""
    try:
        return layer.backward(dout)
    except Exception as error:
        if "TypeError" not in (type(error).__name__, getattr(error, "type", "")):
            raise
        return layer.backward()


def loss_gradient(learner: Learner, case: Case, x: Array, t: Array) -> Gradient:
    def forward(x):
        layer = learner.SoftmaxWithLoss()
        return layer, layer.forward(x, t.copy())

    return gradient(case, forward, lambda layer, dout: {"x": back(layer, dout)}, x=x)


def loss_and_dx(layer, x: Array, t: Array):
    return layer.forward(x, t), back(layer, 1.0)


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    loss, dx = loss_and_dx(learner.SoftmaxWithLoss(), scores(case, 2, 3), case.one_hot(2, 3))
    return np.size(loss), np.shape(dx)


@check("loss", points=1, tolerance=LOG)
def loss(learner: Learner, case: Case):
    sizes = [(3, 5), (4, 4), (1, 3)]
    return [learner.SoftmaxWithLoss().forward(scores(case, n, c), case.one_hot(n, c)) for n, c in sizes]


@check("loss_labels", points=1, tolerance=LOG)
def loss_labels(learner: Learner, case: Case):
    sizes = [(3, 5), (5, 3), (1, 4)]
    return [learner.SoftmaxWithLoss().forward(scores(case, n, c), case.labels(n, c)) for n, c in sizes]


@check("backward", points=2, kind="gradient")
def backward(learner: Learner, case: Case):
    sizes = [(3, 5), (4, 4)]
    return [loss_gradient(learner, case, scores(case, n, c), case.one_hot(n, c)) for n, c in sizes]


@check("backward_labels", points=1, kind="gradient")
def backward_labels(learner: Learner, case: Case):
    return loss_gradient(learner, case, scores(case, 3, 5), case.labels(3, 5))


@check("square", points=1, tolerance=LOG)
def square(learner: Learner, case: Case):
    """As many labels as classes: taken for one-hot rows they raise nothing."""
    return loss_and_dx(learner.SoftmaxWithLoss(), scores(case, 4, 4), case.labels(4, 4))


@check("large", points=1, kind="behaviour", tolerance=LOG)
def large(learner: Learner, case: Case):
    """800 added to every score changes nothing on paper; exp(800) alone is infinite."""
    return loss_and_dx(learner.SoftmaxWithLoss(), scores(case, 3, 4) + 800.0, case.one_hot(3, 4))


@check("again", points=1, kind="behaviour")
def again(learner: Learner, case: Case):
    """One layer several times, and two layers at once."""
    layer, *others = (learner.SoftmaxWithLoss() for _ in range(3))
    results = [loss_and_dx(layer, scores(case, n, 3), case.one_hot(n, 3))[1] for n in (5, 5, 2)]
    for other in others:
        other.forward(scores(case, 4, 3), case.one_hot(4, 3))
    return results, [back(other, 1.0) for other in others]


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    x, t = scores(case, 3, 4), case.one_hot(3, 4)
    loss_and_dx(learner.SoftmaxWithLoss(), x, t)
    return x, t


@check("twice", kind="purity", advice=True)
def twice(learner: Learner, case: Case):
    layer = learner.SoftmaxWithLoss()
    layer.forward(scores(case, 3, 4), case.labels(3, 4))
    first, second = (np.array(back(layer, 1.0)) for _ in range(2))
    return Claim(np.array_equal(first, second), "changes_when_repeated")
