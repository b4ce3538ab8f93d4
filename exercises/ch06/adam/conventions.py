import numpy as np

from ....reference.optimizers import Adam
from ...checking.idioms import EPSILONS, root


def _adam(eps: float, *, folded: bool, inside: bool) -> type[Adam]:
    class Variant(Adam):
        def update(self, params, grads):
            self.iter += 1
            first, second = 1 - self.beta1**self.iter, 1 - self.beta2**self.iter
            rate = self.lr * np.sqrt(second) / first if folded else self.lr
            for key, g in grads.items():
                self.m[key] = self.beta1 * self.m.get(key, 0.0) + (1 - self.beta1) * g
                self.v[key] = self.beta2 * self.v.get(key, 0.0) + (1 - self.beta2) * g**2
                m, v = (self.m[key], self.v[key]) if folded else (self.m[key] / first, self.v[key] / second)
                params[key] -= rate * m / root(v, eps, inside)

    return Variant


VARIANTS = {
    **{f"eps_outside__{eps:g}": _adam(eps, folded=False, inside=False) for eps in (*EPSILONS, 0)},
    **{f"eps_inside__{eps:g}": _adam(eps, folded=False, inside=True) for eps in EPSILONS},
    **{f"folded__{eps:g}": _adam(eps, folded=True, inside=False) for eps in EPSILONS if eps != 1e-7},
    **{f"folded_eps_inside__{eps:g}": _adam(eps, folded=True, inside=True) for eps in EPSILONS},
}
