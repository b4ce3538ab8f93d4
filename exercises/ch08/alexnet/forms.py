"""Reads the answer in whatever form it comes: a dictionary, pairs, dictionaries in a list, or bare shapes in order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np

KINDS = {
    "conv": r"conv|畳",
    "pool": r"pool|プーリング",
    "dropout": r"drop",
    "fc": r"fc|affine|dense|linear|full|classif|output|logits|全結合",
}
"""How a layer's kind is told by its name, tried in this order."""

WITHOUT_SIZE = r"relu|activation|norm|lrn|input|flatten|softmax|reshape|data"
"""Layers that change no size, which are named here and there, and the input."""

ORDER = ["conv", "pool", "conv", "pool", "conv", "conv", "conv", "pool", "fc", "dropout", "fc", "dropout", "fc"]
NAMELESS = {len(order): order for order in (ORDER, [kind for kind in ORDER if kind != "dropout"])}
LEARNING = [kind for kind in ORDER if kind in ("conv", "fc")]
TOTAL = r"total|sum|all|合計"


def shapes(answer: Any) -> dict[str, dict[str, Any]]:
    """Shapes by kind and by name within the kind: conv1 to conv5 and so on; sides of length 1 are left out."""
    pairs = [(name, _shape(value)) for name, value in _pairs(answer)]
    if all(not name for name, _ in pairs) and len(pairs) in NAMELESS:
        pairs = list(zip(NAMELESS[len(pairs)], (shape for _, shape in pairs), strict=True))
    pairs = _channels_first(pairs)
    return {kind: _numbered(kind, [(n, shape) for n, shape in pairs if _kind(n) == kind]) for kind in KINDS}


def _channels_first(pairs: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """(H, W, C) as (C, H, W), where every image has its two equal sides in front."""
    images = [shape for _, shape in pairs if isinstance(shape, tuple) and len(shape) == 3]
    if not all(h == w for h, w, _ in images) or all(w == c for _, w, c in images):
        return pairs
    return [(name, (shape[2], *shape[:2]) if shape in images else shape) for name, shape in pairs]


def counts(answer: Any) -> tuple[dict[str, Any], Any]:
    """Numbers of parameters by name, and the total that is told or that they add up to; no names for a bare total."""
    if _number(answer) is not None:
        return {}, _number(answer)
    pairs = [(name, _count(value)) for name, value in _pairs(answer)]
    told = [count for name, count in pairs if re.search(TOTAL, name.lower())]
    layers = [(name, count) for name, count in pairs if count != 0 and not re.search(TOTAL, name.lower())]
    if all(not name for name, _ in layers) and len(layers) == len(LEARNING):
        layers = list(zip(LEARNING, (count for _, count in layers), strict=True))
    named = {}
    for kind in KINDS:
        named.update(_numbered(kind, [(name, count) for name, count in layers if _kind(name) == kind]))
    total = told[0] if told else sum(count for count in named.values() if isinstance(count, int))
    return named, total


def _pairs(answer: Any) -> list[tuple[str, Any]]:
    """Names and values; the name is empty where there is none. A pair of layers and a total is both together."""
    if isinstance(answer, Mapping):
        return [(str(name), value) for name, value in answer.items()]
    items = list(answer) if isinstance(answer, list | tuple | np.ndarray) else []
    if len(items) == 2 and _is_group(items[0]) and _number(items[1]) is not None:
        return [*_pairs(items[0]), ("total", items[1])]
    return [_pair(item) for item in items]


def _is_group(value: Any) -> bool:
    return isinstance(value, Mapping) or (isinstance(value, list | tuple) and len(value) > 2)


def _pair(item: Any) -> tuple[str, Any]:
    if isinstance(item, Mapping):
        names = [value for value in item.values() if isinstance(value, str)]
        values = [value for value in item.values() if not isinstance(value, str)]
        return (names[0] if names else "", values[0] if len(values) == 1 else values)
    if isinstance(item, list | tuple) and item and isinstance(item[0], str):
        rest = [part for part in item[1:] if not isinstance(part, str)]
        return item[0], rest[0] if len(rest) == 1 else rest
    return "", item


def _kind(name: str) -> str:
    low = name.lower()
    if re.match(WITHOUT_SIZE, low):
        return ""
    return next((kind for kind, pattern in KINDS.items() if re.search(pattern, low)), "")


def _numbered(kind: str, found: list[tuple[str, Any]]) -> dict[str, Any]:
    """conv1, conv2, ... in the order of the numbers in the names, where all have one, else in their own.

    A number that comes back with the same value, as in conv1 and conv1_relu, is one layer.
    """
    numbers = [re.findall(r"\d+", name) for name, _ in found]
    values = [value for _, value in found]
    if all(numbers):
        by_number: dict[int, Any] = {}
        for number, value in zip(numbers, values, strict=True):
            by_number.setdefault(int(number[-1]), value)
        if all(by_number[int(n[-1])] == value for n, value in zip(numbers, values, strict=True)):
            values = [by_number[number] for number in sorted(by_number)]
    return {f"{kind}{place}": value for place, value in enumerate(values, 1)}


def _number(value: Any) -> int | float | None:
    """A single number; a whole one as an int."""
    if isinstance(value, str | bool | None) or np.size(value) != 1 or isinstance(value, Mapping):
        return None
    try:
        single = float(np.asarray(value).reshape(()))
    except (TypeError, ValueError):
        return None
    return int(single) if single.is_integer() else single


def _shape(value: Any) -> Any:
    """A tuple of ints, without a batch of 1 or None and without sides of length 1."""
    if _number(value) is not None:
        value = [value]
    if not isinstance(value, list | tuple | np.ndarray):
        return value
    sides = [_number(side) for side in value]
    return tuple(side for side in sides if side is not None and side != 1 and side != -1)


def _count(value: Any) -> Any:
    """A layer's number; weights and biases told apart are added."""
    if _number(value) is not None:
        return _number(value)
    parts = list(value.values()) if isinstance(value, Mapping) else value
    if not isinstance(parts, list | tuple | np.ndarray):
        return value
    numbers = [_number(part) for part in parts]
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else value
