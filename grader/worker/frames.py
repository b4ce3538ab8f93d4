"""Frames between judge and worker: a length, a msgpack header of plain types, and the raw bytes of the arrays.

Both sides read with the same limits. Nothing is ever unpickled, and no object dtype crosses. A value crosses as
itself where msgpack has it (None, bool, int of 64 bits, float, str) and else as a list that begins with a tag:

    ["l", …] list   ["t", …] tuple   ["d", [key, value], …] dict   ["i", digits] long int
    ["a", dtype, shape, layout] array
    ["o", number, type] object kept by the worker   ["f", number] function kept by the judge

A key of a dictionary is a str, a bool, a float, None or an int of 64 bits: long ints could be chosen so that all of
them fall into one place of the judge's hash table, and reading them would take the square of their number.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import msgpack
import numpy as np

HEAD = struct.Struct("<II")
MAX_HEADER = 1 << 20
MAX_BODY = 1 << 26
MAX_DEPTH = 16
MAX_NODES = 50_000
MAX_OBJECTS = 1_000
MAX_KIND = 100
MAX_DIMENSIONS = 32
PIECE = 1 << 18
AHEAD = 4096
MAX_DIGITS = 4_000
DTYPES = frozenset("?bhilqBHILQefdFD")
LAYOUTS = frozenset("CFS")

Message = dict[str, Any]


class FrameError(Exception):
    """What came over the socket is not a frame of ours."""


class Closed(FrameError):
    """The other side is gone."""


class Unsendable(Exception):
    """A value that may not cross: says what it is."""


@dataclass(frozen=True)
class Handle:
    """An object that stays in the worker, and the name of its type."""

    number: int
    kind: str = "object"


@dataclass(frozen=True)
class Callback:
    """A function that stays in the judge."""

    number: int


@dataclass
class Writer:
    """Encodes values; arrays go to the body in the order they are met.

    Attributes:
        refer: makes a Handle or Callback of an object that is no plain value, or raises Unsendable.
    """

    refer: Callable[[Any], Handle | Callback]
    body: list[bytes] = field(default_factory=list)
    nodes: int = 0
    objects: int = 0

    def value(self, value: Any, depth: int = 0) -> Any:
        """The value as plain msgpack types."""
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise Unsendable("a value that is nested too deep or has too many parts")
        if value is None or type(value) is bool or type(value) is float:
            return value
        if type(value) is str:
            return _encodable(value)
        if type(value) is int:
            return value if -(1 << 63) <= value < 1 << 63 else ["i", _digits(value)]
        if isinstance(value, np.ndarray | np.generic):
            return self._array(np.asarray(value))
        if isinstance(value, list | tuple) and not _has_methods(value):
            return ["t" if isinstance(value, tuple) else "l", *(self.value(item, depth + 1) for item in value)]
        if isinstance(value, dict):
            return ["d", *([self._key(k), self.value(v, depth + 1)] for k, v in value.items())]
        return self._reference(value)

    def _key(self, key: Any) -> Any:
        self.nodes += 1
        key = key.item() if isinstance(key, np.generic) else key
        if key is None or type(key) is bool or type(key) is float:
            return key
        if type(key) is str:
            return _encodable(key)
        if type(key) is int and -(1 << 63) <= key < 1 << 63:
            return key
        raise Unsendable(f"a dictionary with a key of type {type(key).__name__}")

    def _reference(self, value: Any) -> Any:
        self.objects += 1
        if self.objects > MAX_OBJECTS:
            raise Unsendable(f"more than {MAX_OBJECTS} objects at once")
        kept = self.refer(value)
        return ["o", kept.number, kept.kind] if isinstance(kept, Handle) else ["f", kept.number]

    def _array(self, array: np.ndarray[Any, Any]) -> Any:
        if array.dtype.kind == "f" and array.dtype.itemsize > 8:
            array = array.astype(np.float64)
        if array.dtype.char not in DTYPES:
            raise Unsendable(f"an array of dtype {array.dtype}")
        if array.ndim > MAX_DIMENSIONS or _span(array.shape) > MAX_BODY:
            raise Unsendable(f"an array of shape {array.shape}")
        if array.dtype.byteorder == ">":
            array = array.astype(array.dtype.newbyteorder("="))
        self.body.append(array.tobytes("C"))
        return ["a", array.dtype.char, list(array.shape), _layout(array)]

    def frame(self, message: Message) -> bytes:
        """A whole frame of an already encoded message."""
        header = msgpack.packb(message)
        size = sum(map(len, self.body))
        if len(header) > MAX_HEADER or size > MAX_BODY:
            raise Unsendable(f"a value of {(len(header) + size) >> 20} MiB")
        return b"".join([HEAD.pack(len(header), size), header, *self.body])


def _encodable(text: str) -> str:
    """Half a surrogate pair is a str in Python and is no text anywhere else."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Unsendable("a text with half a surrogate pair") from None
    return text


def _digits(value: int) -> str:
    if value.bit_length() > 3 * MAX_DIGITS:
        raise Unsendable(f"a whole number of {value.bit_length()} bits")
    return str(value)


def _span(shape: Iterable[int]) -> int:
    """Number of elements, an axis of no length counted as one."""
    return math.prod(n or 1 for n in shape)


def _layout(array: np.ndarray[Any, Any]) -> str:
    """How the array lay in memory, so that the other side gets it alike: C, Fortran, or with steps."""
    if array.flags.c_contiguous:
        return "C"
    return "F" if array.flags.f_contiguous else "S"


@dataclass
class Reader:
    """Decodes values of one frame, within limits.

    Attributes:
        body: the raw bytes of the arrays.
        resolve: gives the object for a Handle or Callback.
    """

    body: memoryview
    resolve: Callable[[Handle | Callback], Any]
    at: int = 0
    nodes: int = 0
    objects: int = 0

    def value(self, value: Any, depth: int = 0) -> Any:
        """The value behind plain msgpack types.

        Raises:
            FrameError: it breaks the rules.
        """
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise FrameError("nested too deep or too many parts")
        if _is_plain(value):
            return value
        if type(value) is not list or not value or type(value[0]) is not str:
            raise FrameError("a value of a kind that does not cross")
        return self._tagged(value[0], value[1:], depth)

    def _tagged(self, tag: str, rest: list[Any], depth: int) -> Any:
        if tag in ("l", "t"):
            items = [self.value(item, depth + 1) for item in rest]
            return items if tag == "l" else tuple(items)
        if tag == "d":
            return dict(self._pair(pair, depth) for pair in rest)
        if tag == "a":
            return self._array(*_fields(rest, str, list, str))
        return self._small(tag, rest)

    def _small(self, tag: str, rest: list[Any]) -> Any:
        if tag == "i":
            return _long(*_fields(rest, str))
        if tag == "o":
            return self._referred(Handle(*_fields(rest, int, str)))
        if tag == "f":
            return self._referred(Callback(*_fields(rest, int)))
        raise FrameError(f"unknown tag {tag[:8]!r}")

    def _referred(self, reference: Handle | Callback) -> Any:
        self.objects += 1
        if self.objects > MAX_OBJECTS or not 0 <= reference.number < 1 << 31:
            raise FrameError("too many objects, or one without a number")
        if isinstance(reference, Handle) and len(reference.kind) > MAX_KIND:
            raise FrameError("an object whose type has no name")
        return self.resolve(reference)

    def _pair(self, pair: Any, depth: int) -> tuple[Any, Any]:
        if type(pair) is not list or len(pair) != 2:
            raise FrameError("a dictionary entry that is no pair")
        self.nodes += 1
        if not _is_plain(pair[0]):
            raise FrameError("a dictionary key that is no plain value")
        return pair[0], self.value(pair[1], depth + 1)

    def _array(self, code: str, shape: list[Any], layout: str) -> np.ndarray[Any, Any]:
        if code not in DTYPES or layout not in LAYOUTS or len(shape) > MAX_DIMENSIONS:
            raise FrameError("an array of a kind that does not cross")
        # an axis of no length must not hide others whose product no array can have
        if not all(type(n) is int and n >= 0 for n in shape) or _span(shape) > MAX_BODY:
            raise FrameError("an array of impossible shape")
        dtype = np.dtype(code)
        size = math.prod(shape) * dtype.itemsize
        if size > len(self.body) - self.at:
            raise FrameError("an array larger than its frame")
        raw = self.body[self.at : self.at + size]
        self.at += size
        # a byte of 2 as a bool would be True here and something else there
        flat = np.frombuffer(raw, np.uint8) != 0 if code == "?" else np.frombuffer(raw, dtype)
        return _lay(flat.reshape(shape), layout)


def _is_plain(value: Any) -> bool:
    """Whether a value crosses as itself; msgpack has whole numbers of 64 bits without a sign, too."""
    if type(value) is int:
        return -(1 << 63) <= value < 1 << 63
    return value is None or type(value) in (bool, float, str)


def _has_methods(value: Any) -> bool:
    """Whether this is a named tuple of functions, which stands for an object."""
    named = isinstance(value, tuple) and hasattr(type(value), "_fields")
    return named and any(map(callable, tuple.__iter__(value)))


def _fields(rest: list[Any], *types: type) -> list[Any]:
    if len(rest) != len(types) or any(type(item) is not wanted for item, wanted in zip(rest, types, strict=True)):
        raise FrameError("a tag with the wrong fields")
    return rest


def _long(digits: str) -> int:
    if len(digits) > MAX_DIGITS or not digits.removeprefix("-").isdecimal() or not digits.isascii():
        raise FrameError("a whole number that is none")
    return int(digits)


def _lay(array: np.ndarray[Any, Any], layout: str) -> np.ndarray[Any, Any]:
    """A writable array of its own, laid out in memory as it was on the other side."""
    if layout == "C" or array.ndim == 0:
        return array.copy()
    if layout == "F":
        return np.array(array, order="F")
    wide = np.zeros((*array.shape[:-1], 2 * array.shape[-1]), array.dtype)
    wide[..., ::2] = array
    return wide[..., ::2]


class Buffered:
    """Reads ahead, so that a small frame takes one call of the system and not three.

    Args:
        read: gives at most so many bytes, nothing when the other side is gone.
    """

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._read = read
        self._held = b""

    def __call__(self, size: int) -> bytes:
        """At most so many bytes, those that were read ahead first."""
        held = self._held or self._read(max(size, AHEAD))
        self._held = held[size:]
        return held[:size]


def receive(read: Callable[[int], bytes]) -> tuple[Message, memoryview]:
    """Reads one frame.

    Args:
        read: gives at most so many bytes, nothing when the other side is gone; it may wait, and raise when it waits
            too long.

    Raises:
        Closed: the other side is gone.
        FrameError: the lengths are beyond the limits, or the header is not msgpack of plain types.
    """
    header_size, body_size = HEAD.unpack(_exactly(read, HEAD.size))
    if header_size > MAX_HEADER or body_size > MAX_BODY:
        raise FrameError("a frame beyond the limit of size")
    header = _exactly(read, header_size)
    body = _exactly(read, body_size)
    return _header(bytes(header)), memoryview(body)


def _exactly(read: Callable[[int], bytes], size: int) -> bytearray:
    """Grows with what comes and not with what is announced."""
    data = bytearray()
    while len(data) < size:
        piece = read(min(size - len(data), PIECE))
        if not piece:
            raise Closed("the connection was closed")
        data += piece
    return data


def _header(data: bytes) -> Message:
    try:
        # a list is made as long as it claims to be before its items are read
        header = msgpack.unpackb(
            data, ext_hook=_no_extension, max_ext_len=0, max_bin_len=0, max_array_len=MAX_NODES, max_map_len=MAX_NODES
        )
    except Exception as error:
        raise FrameError("a header that is not msgpack") from error
    if type(header) is not dict:
        raise FrameError("a header that is no dictionary")
    return header


def _no_extension(code: int, data: bytes) -> Any:
    raise FrameError("an extension type")
