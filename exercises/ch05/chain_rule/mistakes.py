def only_x(x, y):
    return 2 * x


def only_y(x, y):
    return 2 * y


def two_forgotten(x, y):
    return x + y


def z_returned(x, y):
    return (x + y) ** 2


def bracket_missing(x, y):
    return 2 * x + y


def inner_wrong(x, y):
    return 2 * (x + y) * x


def product_for_sum(x, y):
    return 2 * x * y


def product_all_through(x, y):
    return 2 * x * y * y


def both_derivatives(x, y):
    return 4 * (x + y)


def derivatives_added(x, y):
    return 2 * (x + y) + 1


def in_place(x, y):
    x += y
    return 2 * x


def _name(x, y):
    return 2 * t  # noqa: F821


def _constant(x, y):
    return 2 * 3.0


VARIANTS = {"t_unknown__name": _name, "t_unknown__constant": _constant}
