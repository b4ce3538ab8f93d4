"""Inputs built from what each format is made of, right and wrong, give a value or are refused as declared."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from pathlib import Path
from typing import Any

import msgpack
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .targets import TARGETS, Refused

CORPUS = Path(__file__).with_name("corpus")
KEPT = {name: [path.read_bytes() for path in sorted((CORPUS / name).iterdir())] for name in TARGETS}
SLOW = frozenset({"reply", "notebook"})
QUICK = settings(
    max_examples=100, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
FEW = settings(QUICK, max_examples=30)


def read(target: str, data: bytes) -> bool:
    """Whether it gave a value."""
    try:
        TARGETS[target].run(data)
    except Refused:
        return False
    return True


def changed(data: bytes, places: list[tuple[float, int, bytes]]) -> bytes:
    """The bytes with pieces of them replaced: (where, as a share of the length; how many go; what comes)."""
    for share, gone, new in places:
        at = int(share * len(data))
        data = data[:at] + new + data[at + gone :]
    return data


def pieces(target: str) -> st.SearchStrategy[bytes]:
    return st.sampled_from(TARGETS[target].tokens) | st.binary(max_size=4)


@pytest.mark.parametrize("target", TARGETS)
def test_kept_inputs_with_pieces_replaced(target: str) -> None:
    places = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), pieces(target)), min_size=1, max_size=4)

    @(FEW if target in SLOW else QUICK)
    @given(st.sampled_from(KEPT[target]), places)
    def holds(data: bytes, where: list[tuple[float, int, bytes]]) -> None:
        read(target, changed(data, where))

    holds()


@pytest.mark.parametrize("target", TARGETS)
def test_any_bytes(target: str) -> None:
    @FEW
    @given(st.binary(max_size=60))
    def holds(data: bytes) -> None:
        read(target, data)

    holds()


TEXTS = st.text(max_size=6) | st.sampled_from(
    ["a.py:f", "ifgo", "last", "list", "\x1b[31m", "\n", "\u202e", "../a.py", "t"]
)
NUMBERS = st.integers() | st.floats() | st.sampled_from([1 << 64, -1, 10**400, -0.0])
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


def replaced(tree: Any, path: list[int], new: Any) -> Any:
    """The tree with another value where the path leads: at each list or table, the n-th part of it."""
    if not path or not isinstance(tree, list | dict) or not tree:
        return new
    keys = list(tree) if isinstance(tree, dict) else list(range(len(tree)))
    key = keys[path[0] % len(keys)]
    copy: Any = dict(tree) if isinstance(tree, dict) else list(tree)
    copy[key] = replaced(tree[key], path[1:], new)
    return copy


@pytest.mark.parametrize("target", ["record", "notebook"])
def test_json_with_one_part_of_it_another(target: str) -> None:
    trees = []
    for data in KEPT[target]:
        try:
            trees.append(json.loads(data))
        except (ValueError, RecursionError):
            continue
    paths = st.lists(st.integers(0, 40), max_size=8)

    @(FEW if target in SLOW else QUICK)
    @given(st.sampled_from(trees), paths, JSON)
    def holds(tree: Any, path: list[int], new: Any) -> None:
        read(target, json.dumps(replaced(tree, path, new)).encode())

    assert trees
    holds()


def toml(value: Any) -> str:
    """A value as TOML, in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(key)} = {toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, bool | None):
        return "true" if value else "false"
    return quoted(value) if isinstance(value, str) else repr(value)


def quoted(text: str) -> str:
    return json.dumps(text.encode("utf-8", "replace").decode()).replace("\\ud", "x").replace("\x7f", "")


SYMBOLS = st.sampled_from(["sigmoid", "Adam", "LSTM", "Convolution", "Affine", "sum_squared_error", "nothing", "\x1b"])
FORM = st.fixed_dictionaries(
    {},
    optional={
        "place": st.just("a.py:f") | JSON,
        "arguments": st.lists(st.sampled_from(["W", "b", "x", "t", "y", "Wx"]), max_size=3) | JSON,
        "gates": st.permutations("ifgo").map("".join) | JSON,
        "channels": st.sampled_from(["first", "last"]) | JSON,
        "params": st.sampled_from(["dict", "list", "array"]) | JSON,
        "other": JSON,
    },
)
SETTINGS = st.fixed_dictionaries(
    {},
    optional={
        "symbols": st.dictionaries(SYMBOLS, st.just("a.py:f") | JSON, max_size=3) | JSON,
        "forms": st.dictionaries(SYMBOLS, FORM | JSON, max_size=3) | JSON,
        "more": JSON,
    },
)


@QUICK
@given(SETTINGS)
def test_settings_of_right_and_wrong_tables(tables: dict[str, Any]) -> None:
    read("settings", "\n".join(f"{quoted(key)} = {toml(value)}" for key, value in tables.items()).encode())


IDS = st.sampled_from(["q-conv-size", "q_conv_size", "q-x", "a b", ""])


@FEW
@given(st.dictionaries(IDS, JSON, max_size=4))
def test_answers_of_any_kind(tables: dict[str, Any]) -> None:
    read("answers", "\n".join(f"{quoted(key)} = {toml(value)}" for key, value in tables.items()).encode())


PARTS = st.sampled_from(
    [
        "def f(x):\n    return x",
        "class Adam:\n    pass",
        "import numpy as np",
        "from . import a",
        "from a import *",
        "x",
        "f = lambda: 1",
        "(a, b) = (f, 1)",
        "if x:\n    f = 1",
        "try:\n    pass\nfinally:\n    g = f",
        "global f",
        "'''",
        "(",
        "%time f()",
        "!ls",
        "f?",
        "%%bash",
        "    f",
        "@f",
        "\ud800",
        "é = 1",
        "del f",
        "async def g():\n    await f",
    ]
)


@FEW
@given(st.lists(st.lists(PARTS, max_size=4), max_size=4))
def test_notebooks_of_right_and_wrong_cells(cells: list[list[str]]) -> None:
    plain = [{"cell_type": "code", "source": "\n".join(cell), "metadata": {}, "outputs": []} for cell in cells]
    data = {"cells": plain, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}

    read("notebook", json.dumps(data).encode())
    read("source", "\n".join(map("\n".join, cells)).encode("utf-8", "surrogatepass"))


NAMES = st.sampled_from(
    ["a.py", "t/a.py", "t/__init__.py", "a.ipynb", "dlgrade.toml", "../a.py", "é.py", "a\nb.py", "numpy.py"]
)
METHODS = st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])


@QUICK
@given(st.dictionaries(NAMES, PARTS, max_size=4), METHODS, st.floats(0, 1), st.binary(max_size=3))
def test_archives_with_a_few_bytes_changed(files: dict[str, str], method: int, share: float, new: bytes) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, text in files.items():
            archive.writestr(name, text.encode("utf-8", "replace"))

    read("archive", changed(stream.getvalue(), [(share, len(new), new)]))


TAGGED = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(1 << 63), (1 << 64) - 1)
    | st.floats()
    | st.text(st.characters(codec="utf-8"), max_size=3),
    lambda inner: (
        st.tuples(st.sampled_from(["l", "t", "d", "i", "a", "o", "f", "x"]), st.lists(inner, max_size=3)).map(
            lambda pair: [pair[0], *pair[1]]
        )
        | st.builds(lambda key, value: ["d", [key, value]], inner, inner)
        | st.builds(
            lambda code, shape, layout: ["a", code, shape, layout],
            st.sampled_from([*"?bhdfFDeOUMx"]),
            st.lists(st.integers(-1, 4) | st.sampled_from([1 << 40, True, 1.0]), max_size=4),
            st.sampled_from([*"CFSx"]),
        )
    ),
    max_leaves=6,
)
BODIES = st.binary(max_size=80)


@QUICK
@given(TAGGED, BODIES)
def test_frames_of_right_and_wrong_tags(value: Any, body: bytes) -> None:
    header = msgpack.packb({"v": value})

    read("frame", struct.pack("<II", len(header), len(body)) + header + body)


REPLY = st.fixed_dictionaries(
    {},
    optional={
        "result": TAGGED,
        "changed": st.lists(st.tuples(st.integers(-1, 3), TAGGED).map(list), max_size=2) | TAGGED,
        "error": st.tuples(
            st.text(st.characters(codec="utf-8"), max_size=4), st.just("m"), st.lists(TAGGED, max_size=2)
        ).map(list)
        | TAGGED,
        "unusable": TAGGED,
        "callback": TAGGED,
        "args": st.just([]) | TAGGED,
        "kwargs": st.just({}) | TAGGED,
        "taken": TAGGED,
        "n": st.integers(0, 3),
    },
)


@FEW
@given(st.lists(st.tuples(REPLY, BODIES).map(list), max_size=16), st.integers(0, 255))
def test_replies_judged_to_the_end(replies: list[Any], exercise: int) -> None:
    assert read("reply", b"".join(map(msgpack.packb, replies)) + bytes([exercise]))
