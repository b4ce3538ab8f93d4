"""What is handed over and comes back: arguments in the learner's order, changes written into ours."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from .forms import Binding, Parameter
from .worker.frames import FrameError, Reader


@cache
def parameter_names(function: Callable[..., Any]) -> list[str]:
    """The parameters of a function or constructor of the reference."""
    return list(inspect.signature(function).parameters)


def arranged(
    args: Sequence[Any], book: Sequence[str], binding: Binding, parameters: Sequence[Parameter]
) -> tuple[list[Any], dict[str, Any]]:
    """The book's positional arguments in the learner's order, and by name those that the learner takes by name only."""
    only = {p.name for p in parameters if p.kind == "KEYWORD_ONLY"}
    named = {i: binding.names[name] for i, name in enumerate(book[: len(args)]) if binding.names.get(name) in only}
    order = [i for i in binding.order if i < len(args)]
    placed = [i for i in range(len(args)) if i not in named]
    places = order if sorted(order) == placed else placed
    return [args[i] for i in places], {theirs: args[i] for i, theirs in named.items()}


def under_other_names(prefix: str, args: Sequence[Any], call: Callable[[Sequence[Any]], Any]) -> Any:
    """Calls with dictionaries whose keys begin with a prefix, which neither we nor the caller see afterwards."""

    def plain(tree: Mapping[Any, Any]) -> dict[Any, Any]:
        return {key.removeprefix(prefix) if isinstance(key, str) else key: item for key, item in tree.items()}

    handed = [{f"{prefix}{key}": item for key, item in arg.items()} if isinstance(arg, dict) else arg for arg in args]
    result = call(handed)
    for ours, changed in zip(args, handed, strict=True):
        if isinstance(ours, dict):
            _assign(ours, plain(changed))
    return plain(result) if isinstance(result, dict) else result


def write_back(handed: Sequence[Any], changed: Any, reader: Reader) -> None:
    """Gives our arguments the changes that the learner's code made to its copies."""
    if not isinstance(changed, list):
        raise FrameError("changes that are none")
    for entry in changed:
        match entry:
            case [int(index), new] if 0 <= index < len(handed):
                _assign(handed[index], reader.value(new))
            case _:
                raise FrameError("a change of an argument that is none")


def _assign(ours: Any, new: Any) -> None:
    if isinstance(ours, np.ndarray) and isinstance(new, np.ndarray) and ours.shape == new.shape:
        np.copyto(ours, new, casting="unsafe")
    elif isinstance(ours, dict) and isinstance(new, dict):
        ours.clear()
        ours.update(new)
    elif isinstance(ours, list) and isinstance(new, list):
        ours[:] = new
