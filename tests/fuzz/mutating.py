"""Mutations that know the format: one part of a tree becomes another, a line of a text goes or comes."""

from __future__ import annotations

import contextlib
import json
import random
from collections.abc import Callable
from typing import Any

import msgpack

STRANGE = (
    *(
        None,
        True,
        False,
        0,
        -1,
        1,
        1 << 31,
        (1 << 63) - 1,
        1.5,
        1e308,
        -0.0,
        "",
        "x",
        "a.py",
        "a\n",
        "\x1b[31m",
        "\u202e",
    ),
    *([], {}, [[]], {"x": 1}, ["x"] * 50, "x" * 2000, ["a", "d", [5], "C"], ["o", 0, "A"], ["l", 1], ["d", ["a", 1]]),
)


def mutated(target: str, data: bytes, largest: int, seed: int, plainly: Callable[[bytes, int], bytes]) -> bytes:
    """The input changed by what its format is made of, or by bytes where it is not of that format.

    Args:
        target: name of the reader.
        data: the input.
        largest: most bytes of the answer.
        seed: seed of what is drawn.
        plainly: changes bytes without knowing what they mean.
    """
    rng, change = random.Random(seed), BY_FORMAT.get(target)
    if change and rng.random() < 0.7:
        with contextlib.suppress(Exception):  # not of that format
            return change(data, rng)[:largest]
    return plainly(data, largest)


def _json(data: bytes, rng: random.Random) -> bytes:
    return json.dumps(_changed(json.loads(data), rng)).encode()


def _msgpack(data: bytes, rng: random.Random) -> bytes:
    unpacker = msgpack.Unpacker(strict_map_key=False)
    unpacker.feed(data[:-1])
    return b"".join(map(msgpack.packb, _changed(list(unpacker), rng))) + data[-1:]


def _lines(data: bytes, rng: random.Random) -> bytes:
    lines = data.split(b"\n")
    at, other = rng.randrange(len(lines)), rng.choice(lines)
    lines[at : at + rng.randrange(3)] = rng.choice([[other], [other, b"    " + other], []])
    return b"\n".join(lines)


def _changed(tree: Any, rng: random.Random) -> Any:
    """The tree with something else in one place: strange, or from elsewhere in it, twice, or gone."""
    places = list(_places(tree, 0))
    if not places:
        return rng.choice(STRANGE)
    holder, key = rng.choice(places)
    way = rng.randrange(4)
    if way == 0 and isinstance(holder, list):
        holder.insert(key, holder[key])
    elif way == 1:
        del holder[key]
    elif way == 2:
        other, there = rng.choice(places)
        holder[key] = json.loads(json.dumps(other[there]))
    else:
        holder[key] = rng.choice(STRANGE)
    return tree


def _places(tree: Any, depth: int) -> Any:
    if isinstance(tree, dict | list) and depth < 30:
        for key in list(tree) if isinstance(tree, dict) else range(len(tree)):
            yield tree, key
            yield from _places(tree[key], depth + 1)


BY_FORMAT: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "record": _json,
    "notebook": _json,
    "reply": _msgpack,
    "settings": _lines,
    "answers": _lines,
    "source": _lines,
}
