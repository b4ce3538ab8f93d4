from ....reference.optimizers import RMSprop
from ...checking.idioms import EPSILONS, root


def _rmsprop(eps: float, *, inside: bool, default: float) -> type[RMSprop]:
    class Variant(RMSprop):
        def __init__(self, lr=0.01, decay_rate=default):
            super().__init__(lr, decay_rate)

        def update(self, params, grads):
            for key, g in grads.items():
                self.h[key] = self.decay_rate * self.h.get(key, 0.0) + (1 - self.decay_rate) * g**2
                params[key] -= self.lr * g / root(self.h[key], eps, inside)

    return Variant


PLACES = [("eps_outside", eps, False) for eps in (*EPSILONS, 0)] + [("eps_inside", eps, True) for eps in EPSILONS]
DEFAULTS = [("", 0.99), ("+decay__0.9", 0.9)]
VARIANTS = {
    f"{place}__{eps:g}{decay}": _rmsprop(eps, inside=inside, default=default)
    for decay, default in DEFAULTS
    for place, eps, inside in PLACES
    if (eps, inside, default) != (1e-7, False, 0.99)
}
