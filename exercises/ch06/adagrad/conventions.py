from ....reference.optimizers import AdaGrad
from ...checking.idioms import EPSILONS, root


def _adagrad(eps: float, *, inside: bool) -> type[AdaGrad]:
    class Variant(AdaGrad):
        def update(self, params, grads):
            for key, g in grads.items():
                self.h[key] = self.h.get(key, 0.0) + g**2
                params[key] -= self.lr * g / root(self.h[key], eps, inside)

    return Variant


VARIANTS = {
    **{f"eps_outside__{eps:g}": _adagrad(eps, inside=False) for eps in (*EPSILONS, 0) if eps != 1e-7},
    **{f"eps_inside__{eps:g}": _adagrad(eps, inside=True) for eps in EPSILONS},
}
