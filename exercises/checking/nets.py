"""What the exercises of whole networks do to a learner's code in the same way.

A network holds its parameters in a dictionary `params` (W1, b1, W2, ...), or in a list of that name as in volume 2. Its
layers hold the very same arrays, so a value is written into the array that is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from .case import Array
from .outcome import LearnerError
from .text import sentence

Parameters = Mapping[str, Array] | Sequence[Array]


def fill(net: Any, values: Parameters) -> None:
    """Sets a network's parameters in place.

    Args:
        net: the network; one of the learner's is searched for its parameters where it runs.
        values: arrays by the names of the parameters, or in the order of the list `params`.

    Raises:
        LearnerError: a parameter of that name, or at that place of the list, is not there.
    """
    if remote := getattr(type(net), "set_parameters", None):
        remote(net, values)
        return
    for name, value in entries(values):
        try:
            net.params[name][...] = value
        except (AttributeError, LookupError, TypeError) as error:
            raise no_parameter(name) from error


def params_of(net: Any, names: Iterable[str] | None = None) -> Any:
    """Copies of a network's parameters.

    Args:
        net: the network.
        names: which ones; without them all of `params`, a dictionary or a list.

    Raises:
        LearnerError: one of the names is not there.
    """
    if names is None:
        params = net.params
        return {k: np.array(v) for k, v in params.items()} if isinstance(params, Mapping) else [*map(np.array, params)]
    if remote := getattr(type(net), "get_parameters", None):
        return dict(remote(net, names))
    try:
        return {name: np.array(net.params[name]) for name in names}
    except (AttributeError, LookupError, TypeError) as error:
        raise no_parameter(str(error).strip("'")) from error


def entries(values: Parameters) -> list[tuple[Any, Array]]:
    """Name or place of each parameter, and its value."""
    return list(values.items() if isinstance(values, Mapping) else enumerate(values))


def no_parameter(name: str | int) -> LearnerError:
    """What is said of a network in which a parameter cannot be found."""
    where = f"params[{name!r}]"
    return LearnerError("fail", "no_parameter", where, sentence("no_parameter", where=where))
