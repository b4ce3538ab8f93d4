import numpy as np

from ....reference.sequences import clip_grads


def _scaled(grads, rate):
    for grad in grads:
        grad *= rate


def _norm(grads):
    return np.sqrt(sum((grad**2).sum() for grad in grads))


def _with_norm(norm):
    """Clips by something else than the norm."""

    def clip(grads, max_norm):
        rate = max_norm / (norm(grads) + 1e-6)
        if rate < 1:
            _scaled(grads, rate)

    return clip


def per_tensor(grads, max_norm):
    for grad in grads:
        clip_grads([grad], max_norm)


def clips_up(grads, max_norm):
    _scaled(grads, max_norm / (_norm(grads) + 1e-6))


def by_value(grads, max_norm):
    for grad in grads:
        np.clip(grad, -max_norm, max_norm, out=grad)


def nothing_changed(grads, max_norm):
    pass


def rate_inverted(grads, max_norm):
    rate = _norm(grads) / max_norm
    if rate > 1:
        _scaled(grads, rate)


def comparison_reversed(grads, max_norm):
    rate = max_norm / (_norm(grads) + 1e-6)
    if rate > 1:
        _scaled(grads, rate)


def first_array_only(grads, max_norm):
    rate = max_norm / (_norm(grads) + 1e-6)
    if rate < 1:
        grads[0] *= rate


def to_norm_one(grads, max_norm):
    norm = _norm(grads)
    if norm > max_norm:
        _scaled(grads, 1 / norm)


VARIANTS = {
    "absolute_values_added": _with_norm(lambda grads: sum(np.abs(grad).sum() for grad in grads)),
    "root_missing": _with_norm(lambda grads: _norm(grads) ** 2),
    "mean_squares": _with_norm(lambda grads: np.sqrt(sum((grad**2).mean() for grad in grads))),
    "norms_added": _with_norm(lambda grads: sum(np.linalg.norm(grad) for grad in grads)),
    "last_array_only": _with_norm(lambda grads: np.linalg.norm(grads[-1])),
    "largest_element": _with_norm(lambda grads: max(np.abs(grad).max() for grad in grads)),
}
