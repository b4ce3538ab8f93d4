import numpy as np

from ...checking import Array, Case, Claim, Gradient, Learner, check, gradient
from ...checking.nets import fill
from ...checking.outcome import LearnerError


def layer_gradient(learner: Learner, case: Case, *shape: int, out: int) -> Gradient:
    def forward(x, W, b):
        layer = learner.Affine(W, b)
        return layer, layer.forward(x)

    def backward(layer, dout):
        dx = layer.backward(dout)
        return {"x": dx, "W": layer.dW, "b": layer.db}

    inner = int(np.prod(shape[1:]))
    return gradient(case, forward, backward, x=case.normal(*shape), W=case.normal(inner, out), b=case.normal(out))


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    layer = learner.Affine(case.normal(3, 3), case.normal(3))
    out = layer.forward(case.normal(2, 3))
    return np.shape(out), _shapes(layer.backward(case.normal(2, 3)))


def _shapes(dx):
    """The shape of dx; those of all that is given where it is more than one array."""
    return [np.shape(part) for part in dx] if isinstance(dx, tuple) else np.shape(dx)


@check("forward", points=1)
def forward(learner: Learner, case: Case):
    sizes = [(3, 4, 5), (5, 4, 4), (1, 2, 3)]
    return [learner.Affine(case.normal(d, m), case.normal(m)).forward(case.normal(n, d)) for n, d, m in sizes]


@check("images_forward", points=1)
def images_forward(learner: Learner, case: Case):
    return learner.Affine(case.normal(12, 4), case.normal(4)).forward(case.normal(3, 2, 2, 3))


@check("backward", points=2, kind="gradient")
def backward(learner: Learner, case: Case):
    return layer_gradient(learner, case, 3, 4, out=4)


@check("images", points=1, kind="gradient")
def images(learner: Learner, case: Case):
    return layer_gradient(learner, case, 3, 2, 2, 3, out=4)


@check("again", points=1, kind="behaviour")
def again(learner: Learner, case: Case):
    """One layer twice, two layers at once, as a network has them, and one whose weights were updated between."""
    layer = learner.Affine(case.normal(3, 4), case.normal(4))
    results = []
    for n in (4, 2):
        out = layer.forward(case.normal(n, 3))
        results.append((out, layer.backward(case.normal(n, 4)), layer.dW, layer.db))
    layers = [learner.Affine(case.normal(2, 3), case.normal(3)) for _ in range(2)]
    for layer in layers:
        layer.forward(case.normal(4, 2))
    return results, [(layer.backward(case.normal(4, 3)), layer.dW) for layer in layers], _updated(learner, case)


def _updated(learner: Learner, case: Case) -> Claim:
    """Whether backward goes by the weights of now, when an optimizer has written into them.

    It is not where forward changes and dx stays the very same. Nothing is said of weights that cannot be reached.
    """
    layer = learner.Affine(case.normal(3, 4), case.normal(4))
    x, dout, weights = case.normal(2, 3), case.normal(2, 4), {"W": case.normal(3, 4), "b": case.normal(4)}

    def both_ways() -> list[Array]:
        return [np.array(layer.forward(x.copy())), np.array(layer.backward(dout.copy()))]

    before = both_ways()
    try:
        fill(layer, weights)
        after = both_ways()
    except LearnerError as error:
        if error.state not in ("error", "fail"):
            raise
        return Claim(True, "weights_of_before")
    changed = [not np.array_equal(*pair) for pair in zip(before, after, strict=True)]
    return Claim(changed != [True, False], "weights_of_before")


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    W, b, x, dout = case.normal(3, 4), case.normal(4), case.normal(2, 3), case.normal(2, 4)
    layer = learner.Affine(W, b)
    layer.forward(x)
    layer.backward(dout)
    return W, b, x, dout
