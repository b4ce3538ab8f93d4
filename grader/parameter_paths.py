"""Where a learner's network may keep a parameter: an attribute, then keys or attributes of what it holds."""

from __future__ import annotations

import re
from typing import Any

Path = list[Any]

HOLDERS = ("params", "parameters", "param", "network", "weights", "net", "theta", "P", "W", "model")
LISTS = {
    "W": ("W", "Ws", "weights", "w", "ws", "weight"),
    "b": ("b", "bs", "biases", "bias", "B"),
    "gamma": ("gamma", "gammas"),
    "beta": ("beta", "betas"),
}
LAYERS = {"W": ("affine", "Affine", "fc", "dense", "linear"), "b": ("affine", "Affine", "fc", "dense", "linear")}
PARTS: dict[str, tuple[Any, ...]] = {
    "W": ("W", "w", "weight", "weights", 0),
    "b": ("b", "bias", "biases", "B", 1),
    "gamma": ("gamma", "g"),
    "beta": ("beta",),
}


def parameter_paths(name: str | int, place: int) -> list[Path]:
    """The places to look at for one parameter, the book's first.

    Args:
        name: the parameter's name in the book, or its place in the list.
        place: its place among all parameters that are looked for.
    """
    if isinstance(name, int):
        return [[holder, name] for holder in HOLDERS]
    spelled = dict.fromkeys([name, name.lower(), name[:1].lower() + name[1:], name.replace("b", "B")])
    paths: list[Path] = [[holder, one] for one in spelled for holder in HOLDERS]
    paths += [[one] for one in spelled]
    numbered = re.fullmatch(r"([A-Za-z]+)(\d+)", name)
    if numbered:
        paths += _of_layer(numbered[1], int(numbered[2]))
    return [*paths, *([holder, place] for holder in HOLDERS)]


def _of_layer(letter: str, number: int) -> list[Path]:
    """In a list of its own kind, or in the layer of that number."""
    parts = PARTS.get(letter, (letter,))
    paths: list[Path] = [[name, number - 1] for name in LISTS.get(letter, ())]
    paths += [["params", number - 1, part] for part in parts]
    named = [f"{layer}{number}" for layer in LAYERS.get(letter, ())]
    named += [f"{layer}_{number}" for layer in LAYERS.get(letter, ())]
    paths += [[name, part] for name in named for part in parts]
    return paths + [["layers", name, part] for name in named for part in parts]
