from ....reference.optimizers import Nesterov


def _rule(step):
    """An optimizer from `step(lr, momentum, v, g) -> (change of the parameter, new v)`."""

    class Wrong(Nesterov):
        def update(self, params, grads):
            for key, g in grads.items():
                change, self.v[key] = step(self.lr, self.momentum, self.v.get(key, 0.0), g)
                params[key] += change

    return Wrong


def _with_momentum(value):
    """The optimizer with a momentum of its own, whatever it is given."""

    class Wrong(Nesterov):
        def __init__(self, lr=0.01, momentum=0.9):
            super().__init__(lr, value)

    return Wrong


def _velocity_updated_first(lr, momentum, v, g):
    v = momentum * v - lr * g
    return momentum * momentum * v - (1 + momentum) * lr * g, v


def _plain_momentum(lr, momentum, v, g):
    v = momentum * v - lr * g
    return v, v


def _momentum_not_squared(lr, momentum, v, g):
    return momentum * v - (1 + momentum) * lr * g, momentum * v - lr * g


def _gradient_once(lr, momentum, v, g):
    return momentum * momentum * v - lr * g, momentum * v - lr * g


def _gradient_not_ahead(lr, momentum, v, g):
    v = momentum * v - lr * g
    return momentum * v, v


def _velocity_whole(lr, momentum, v, g):
    v = momentum * v - lr * g
    return v - lr * g, v


def _rate_missing(lr, momentum, v, g):
    v = momentum * v - g
    return momentum * v - g, v


def _rate_missing_in_step(lr, momentum, v, g):
    v = momentum * v - lr * g
    return momentum * v - g, v


def _rate_missing_in_velocity(lr, momentum, v, g):
    v = momentum * v - g
    return momentum * v - lr * g, v


def _velocity_uphill(lr, momentum, v, g):
    v = momentum * v + lr * g
    return momentum * v - lr * g, v


def _rate_twice(lr, momentum, v, g):
    v = momentum * v + lr * g
    return -lr * (g + momentum * v), v


def _dampened(lr, momentum, v, g):
    v = momentum * v + (1 - momentum) * g
    return -lr * (g + momentum * v), v


def _velocity_sign(lr, momentum, v, g):
    v = -momentum * v - lr * g
    return momentum * v - lr * g, v


VARIANTS = {
    "velocity_updated_first": _rule(_velocity_updated_first),
    "plain_momentum": _rule(_plain_momentum),
    "momentum_not_squared": _rule(_momentum_not_squared),
    "gradient_once": _rule(_gradient_once),
    "gradient_not_ahead": _rule(_gradient_not_ahead),
    "velocity_whole": _rule(_velocity_whole),
    "rate_missing": _rule(_rate_missing),
    "rate_missing_once__W": _rule(_rate_missing_in_step),
    "rate_missing_once__v": _rule(_rate_missing_in_velocity),
    "velocity_uphill": _rule(_velocity_uphill),
    **{f"momentum_ignored__{value}": _with_momentum(value) for value in (0.9, 0.5, 0.99)},
    "rate_twice": _rule(_rate_twice),
    "dampened": _rule(_dampened),
    "velocity_sign": _rule(_velocity_sign),
}


class uphill(Nesterov):
    def update(self, params, grads):
        super().update(params, {key: -g for key, g in grads.items()})


class velocity_reset(Nesterov):
    def update(self, params, grads):
        self.v = {}
        super().update(params, grads)


class velocity_shared(Nesterov):
    def update(self, params, grads):
        for key, g in grads.items():
            self.v["all"] = self.momentum * self.v.get("all", 0.0) - self.lr * g
            params[key] += self.momentum * self.v["all"] - self.lr * g
