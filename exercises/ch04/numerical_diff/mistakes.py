STEPS = ("1e-4", "1e-3", "1e-5", "1e-6", "1e-7", "1e-8")


def _forward(h):
    return lambda f, x: (f(x + h) - f(x)) / h


def _backward(h):
    return lambda f, x: (f(x) - f(x - h)) / h


def _forward_over_2h(h):
    return lambda f, x: (f(x + h) - f(x)) / (2 * h)


def _precedence(h):
    return lambda f, x: (f(x + h) - f(x - h)) / 2 * h


def _not_divided(h):
    return lambda f, x: f(x + h) - f(x - h)


def h_too_small(f, x):
    h = 1e-50
    return (f(x + h) - f(x - h)) / (2 * h)


def divided_by_h(f, x):
    h = 1e-4
    return (f(x + h) - f(x - h)) / h


VARIANTS = {
    **{f"forward_difference__{h}": _forward(float(h)) for h in STEPS},
    **{f"backward_difference__{h}": _backward(float(h)) for h in STEPS},
    **{f"forward_over_2h__{h}": _forward_over_2h(float(h)) for h in STEPS},
    **{f"bracket_missing__{h}": _precedence(float(h)) for h in STEPS[:3]},
    **{f"not_divided__{h}": _not_divided(float(h)) for h in STEPS[:3]},
}
