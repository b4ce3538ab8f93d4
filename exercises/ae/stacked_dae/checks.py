import numpy as np

from ....reference.denoising_autoencoder import DenoisingAutoencoder
from ....reference.functions import sigmoid
from ...checking import Array, Case, Learner, check
from ...checking import fine_tuning as network
from ...checking.pretraining import LOG, Params, by_name, copied, falls, mask, pixels, pretrained, shapes, stack
from ...checking.tolerance import SINGLE


def maker(learner: Learner):
    return lambda params: learner.StackedDenoisingAutoencoder(copied(params))


def masks(case: Case, n: int, inputs: tuple[int, ...], steps: tuple[int, ...]) -> list[Array]:
    """For each hidden layer one mask a step (steps, N, in)."""
    return [np.stack([mask(case, n, d) for _ in range(many)]) for d, many in zip(inputs, steps, strict=True)]


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    params = stack(case, (4, 3, 2, 2), "c")
    model, x, t = maker(learner)(params), pixels(case, 2, 4), case.one_hot(2, 2)
    sizes = np.size(model.loss(x, t)), np.shape(model.predict(x))
    grads = by_name(model, model.gradient(x, t), network.tuned(params))
    after = pretrained(model, model.pretrain(x, masks(case, 2, (4, 3), (1, 1)), 0.1), list(params))
    return sizes, shapes(grads), shapes(after)


@check("predict", points=1, tolerance=SINGLE)
def predict(learner: Learner, case: Case):
    return network.predictions(maker(learner), case, "c")


@check("loss", points=1, tolerance=LOG)
def loss(learner: Learner, case: Case):
    return network.losses(maker(learner), case, "c")


@check("gradient", points=2, kind="gradient", tolerance=LOG)
def gradient(learner: Learner, case: Case):
    return network.gradients(maker(learner), case, "c")


@check("pretrain", points=3, tolerance=LOG)
def pretrain(learner: Learner, case: Case):
    """As many steps in each layer as in no other, three layers, one layer, and layers that are all alike."""
    results = []
    for n, sizes, steps in ((4, (6, 5, 4, 3), (3, 2)), (5, (4, 5, 3, 4, 2), (2, 3, 4)), (3, (5, 3, 2), (4,))):
        draws = (n, sizes[:-2], steps)
        results.append(
            network.pretraining(maker(learner), case, sizes, "c", n, lambda draws=draws: (masks(case, *draws),))
        )
    return results


@check("square", points=1, tolerance=LOG)
def square(learner: Learner, case: Case):
    """Layers of the same size: what goes to the wrong one goes unnoticed by the shapes."""
    return network.pretraining(maker(learner), case, (4, 4, 4, 4), "c", 4, lambda: (masks(case, 4, (4, 4), (3, 3)),))


@check("types", points=1, tolerance=LOG)
def types(learner: Learner, case: Case):
    return network.of_other_types(maker(learner), case, "c")


@check("reconstructs", points=1, kind="behaviour", tolerance=LOG)
def reconstructs(learner: Learner, case: Case):
    """After the training each layer reconstructs its input better than it did before."""
    before, x = stack(case, (6, 5, 4, 3), "c"), pixels(case, 4, 6)
    drawn = masks(case, 4, (6, 5), (20, 20))
    model = maker(learner)(before)
    after = pretrained(model, model.pretrain(x, drawn, 0.1), list(before))
    inputs, claims = x, []
    for layer, layer_masks in enumerate(drawn, 1):
        claims.append(falls(*(_error(params, layer, inputs, layer_masks) for params in (before, after))))
        inputs = sigmoid(inputs @ after[f"W{layer}"] + after[f"b{layer}"])
    return claims, after


def _error(params: Params, layer: int, x: Array, layer_masks: Array) -> float:
    autoencoder = DenoisingAutoencoder(*(params[f"{name}{layer}"] for name in "Wbc"))
    return float(np.mean([autoencoder.loss(x, one) for one in layer_masks]))


@check("tunes", points=1, kind="behaviour")
def tunes(learner: Learner, case: Case):
    return network.tuning(maker(learner), case, "c")


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    x, t, drawn = pixels(case, 3, 5), case.one_hot(3, 2), masks(case, 3, (5,), (2,))
    model = maker(learner)(stack(case, (5, 4, 2), "c"))
    model.pretrain(x, drawn, 0.1)
    model.predict(x)
    model.loss(x, t)
    model.gradient(x, t)
    return x, t, drawn
