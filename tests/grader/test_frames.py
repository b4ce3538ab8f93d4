"""The channel carries plain values and arrays unharmed, and nothing else."""

from __future__ import annotations

import contextlib
import io
import struct
import time
import tracemalloc
from typing import Any

import msgpack
import numpy as np
import pytest
from dlgrade.grader.worker import frames
from dlgrade.grader.worker.frames import Callback, Closed, FrameError, Handle, Reader, Unsendable, Writer, receive
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

MANY = settings(max_examples=1_000, deadline=None, database=None)
SOME = settings(max_examples=300, deadline=None, database=None)
DTYPES = st.sampled_from(sorted(frames.DTYPES)).map(np.dtype)
ARRAYS = hnp.arrays(DTYPES, hnp.array_shapes(min_dims=0, max_dims=5, min_side=0, max_side=5))
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=["Cs"]))
KEYS = st.none() | st.booleans() | st.integers(-(1 << 63), (1 << 63) - 1) | st.floats() | st.text(max_size=5)
VALUES = st.recursive(
    SCALARS | ARRAYS,
    lambda inner: st.lists(inner, max_size=4) | st.tuples(inner, inner) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


def refused(value: Any) -> Any:
    raise Unsendable(type(value).__name__)


def there_and_back(value: Any) -> Any:
    writer = Writer(refused)
    header, body = receive(io.BytesIO(writer.frame({"v": writer.value(value)})).read)
    return Reader(body, refused).value(header["v"])


def same(a: Any, b: Any) -> bool:
    if isinstance(a, np.ndarray | np.generic):
        a = np.asarray(a)
        return isinstance(b, np.ndarray) and (a.dtype, a.shape) == (b.dtype, b.shape) and a.tobytes() == b.tobytes()
    if type(a) is not type(b):
        return False
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return all(map(same, a, b)) and all(map(same, a.values(), b.values())) and len(a) == len(b)
    return bool(a == b or (a != a and b != b))


@MANY
@given(VALUES)
@example({True: 1, 0: 2, None: 3, 1.5: 4, "": 5})
@example([1 << 100, -(1 << 100), 1 << 63, -(1 << 63), (1 << 63) - 1])
@example([float("nan"), float("inf"), -0.0, np.float32(1.5), np.bool_(True), np.int8(-1), np.complex64(1j)])
@example([np.zeros((0, 3)), np.zeros(()), np.zeros((2, 0, 2), bool)])
def test_every_value_comes_back_as_it_was(value: Any) -> None:
    with np.errstate(all="ignore"):
        assert same(value, there_and_back(value))


@SOME
@given(ARRAYS, st.sampled_from(["C", "F", "step", "reverse", "transposed", "broadcast"]))
def test_every_layout_comes_back_with_its_values_and_can_be_written_to(array: Any, layout: str) -> None:
    shown = {
        "C": lambda: array,
        "F": lambda: np.asfortranarray(array),
        "step": lambda: array[..., ::2] if array.ndim else array,
        "reverse": lambda: array[::-1] if array.ndim else array,
        "transposed": lambda: array.T,
        "broadcast": lambda: np.broadcast_to(array, (2, *array.shape)),
    }[layout]()

    back = there_and_back(shown)

    assert same(np.ascontiguousarray(shown).reshape(shown.shape), back)
    assert back.flags.writeable
    assert back.flags.owndata or back.base.flags.owndata


@pytest.mark.parametrize(
    ("array", "flags"),
    [(np.ones((2, 3)), "C"), (np.ones((2, 3), order="F"), "F"), (np.ones((4, 6))[::2, ::2], "")],
    ids=["C", "F", "steps"],
)
def test_an_array_lies_in_memory_as_it_lay(array: Any, flags: str) -> None:
    back = there_and_back(array)
    assert (back.flags.c_contiguous, back.flags.f_contiguous) == (flags == "C", flags == "F")


def test_big_endian_and_long_doubles_come_as_this_machine_has_them() -> None:
    assert same(np.array([1.0, 2.0]), there_and_back(np.array([1, 2], ">f8")))
    assert same(np.array([1.0, 2.0]), there_and_back(np.array([1, 2], np.longdouble)))


def test_keys_that_are_numbers_of_numpy_come_as_numbers() -> None:
    assert there_and_back({np.int64(1): 2, np.str_("a"): 3}) == {1: 2, "a": 3}


def nested(depth: int) -> Any:
    value: Any = 0
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value",
    [
        object(),
        {1},
        b"bytes",
        range(3),
        np.array([object()]),
        np.array(["text"]),
        np.array(["2020-01-01"], "M8[D]"),
        np.zeros(2, [("a", "f8")]),
        np.zeros((0, 1 << 40)),
        10**20_000,
        "\ud800",
        {"\ud800": 1},
        {(1, 2): 3},
        {1 << 64: 3},
        nested(20),
        list(range(frames.MAX_NODES)),
        {n: n for n in range(frames.MAX_NODES)},
    ],
    ids=lambda value: f"{type(value).__name__}",
)
def test_what_may_not_cross_is_said_where_it_is_sent(value: Any) -> None:
    with pytest.raises(Unsendable):
        there_and_back(value)


def test_a_value_larger_than_a_frame_is_said_where_it_is_sent() -> None:
    with pytest.raises(Unsendable, match="MiB"):
        there_and_back(np.zeros(frames.MAX_BODY // 8 + 1))
    with pytest.raises(Unsendable, match="MiB"):
        there_and_back("x" * (frames.MAX_HEADER + 1))


def test_handles_and_callbacks_come_back_as_what_they_stand_for() -> None:
    for kept in (Handle(7, "Layer"), Callback(3)):
        writer = Writer(lambda value, kept=kept: kept)
        assert Reader(memoryview(b""), lambda found: found).value(writer.value(object())) == kept


class Everything(type):
    """Classes that are equal to every other."""

    def __eq__(cls, other: object) -> bool:
        return True

    __hash__ = type.__hash__


def test_an_object_of_a_class_that_is_equal_to_every_other_is_no_plain_value() -> None:
    writer = Writer(lambda value: Handle(7, "Layer"))
    assert writer.value(Everything("Layer", (), {})()) == ["o", 7, "Layer"]
    with pytest.raises(Unsendable, match="a key of type Layer"):
        writer.value({Everything("Layer", (), {})(): 1})


def read(data: bytes) -> Any:
    """What the judge makes of these bytes."""
    header, body = receive(io.BytesIO(data).read)
    return Reader(body, refused_reference).value(header.get("v"))


def refused_reference(value: Any) -> Any:
    raise FrameError("a reference")


@MANY
@given(st.binary(max_size=200))
def test_random_bytes_are_no_frame(data: bytes) -> None:
    with pytest.raises(FrameError):
        read(data)


@MANY
@given(st.binary(max_size=100), st.binary(max_size=50))
def test_random_headers_give_a_value_or_are_refused(header: bytes, body: bytes) -> None:
    with contextlib.suppress(FrameError):
        read(struct.pack("<II", len(header), len(body)) + header + body)


TAGS = st.sampled_from(["l", "t", "d", "i", "a", "o", "f", "x", "", "C", "F", "S", "?", "d", "O", "e", "U"])
PLAIN = st.none() | st.booleans() | st.integers(-(1 << 63), (1 << 64) - 1) | st.floats() | st.text(max_size=3) | TAGS
TREES = st.recursive(
    PLAIN,
    lambda inner: (
        st.builds(lambda tag, rest: [tag, *rest], TAGS, st.lists(inner, max_size=4))
        | st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=2), inner, max_size=2)
        | st.binary(max_size=4)
    ),
    max_leaves=15,
)
SHAPES = st.lists(st.integers(-2, 4) | st.sampled_from([1 << 31, 1 << 62, (1 << 64) - 1]), max_size=40)
FORGED_ARRAYS = st.tuples(st.just("a"), TAGS, SHAPES, TAGS).map(list)


@MANY
@given(TREES | FORGED_ARRAYS, st.binary(max_size=64))
@example(["a", "d", [0, 1 << 62, 1 << 62], "C"], b"")
@example(["a", "d", [], "S"], b"12345678")
@example(["a", "?", [3], "C"], b"\x02\xff\x00")
@example(["d", [["l"], 1]], b"")
def test_headers_of_our_own_making_give_a_value_or_are_refused(tree: Any, body: bytes) -> None:
    header = msgpack.packb({"v": tree})
    with contextlib.suppress(FrameError):
        read(struct.pack("<II", len(header), len(body)) + header + body)


@SOME
@given(VALUES, st.data())
def test_a_frame_that_ends_anywhere_is_closed(value: Any, data: Any) -> None:
    writer = Writer(refused)
    frame = writer.frame({"v": writer.value(value)})
    with pytest.raises(Closed):
        receive(io.BytesIO(frame[: data.draw(st.integers(0, len(frame) - 1))]).read)


@SOME
@given(VALUES, st.data())
def test_a_frame_may_come_in_any_pieces(value: Any, data: Any) -> None:
    writer = Writer(refused)
    source = io.BytesIO(writer.frame({"v": writer.value(value)}))
    step = data.draw(st.integers(1, 9))
    header, body = receive(lambda size: source.read(min(size, step)))
    assert same(value, Reader(body, refused).value(header["v"]))


BOMBS = {
    "a length that never comes": struct.pack("<II", frames.MAX_HEADER, frames.MAX_BODY),
    "lists that claim to be long": b"\xdd\x00\x0f\xff\xff" * 200_000,
    "maps that claim to be long": b"\xdf\x00\x0f\xff\xff" * 200_000,
    "lists in lists": b"\x91" * frames.MAX_HEADER,
    "keys that fall into one place": msgpack.packb(
        {"v": ["d", *([["i", str(n * ((1 << 61) - 1))], 0] for n in range(30_000))]}
    ),
    "keys of 64 bits that do": msgpack.packb({"v": ["d", *([n * ((1 << 61) - 1), 0] for n in range(-4, 4))]}),
    "many parts": msgpack.packb({"v": ["l", *([["l"]] * 300_000)]}),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_costs_little_time_and_little_memory(name: str) -> None:
    data = BOMBS[name]
    data = data if name.startswith("a length") else struct.pack("<II", len(data), 0) + data
    tracemalloc.start()
    began = time.process_time()
    with contextlib.suppress(FrameError):
        read(data)
    took = time.process_time() - began
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert took < 5  # a tenth of it, but for the tracing and a busy machine
    assert peak < 600 << 20
