"""The record as JSON text and back.

The same record gives the same bytes. Reading is strict: what the annotations in `record.py` do not allow is
refused with one sentence that names the field.
"""

from __future__ import annotations

import json
import math
import reprlib
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, NoReturn, TypeVar, get_args, get_origin

from .annotations import Field, fields_of
from .record import SCHEMA, Record
from .safe import escaped

if TYPE_CHECKING:
    from .experiment_record import Experiment

Part = TypeVar("Part")

TIME_FIELD = "seconds"
EXACT_INTEGER = 2**53  # beyond it a float no longer tells neighbouring whole numbers apart
NAMES = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}


class RecordError(ValueError):
    """A record cannot be read or written; the message is one sentence that names the field."""


def to_json(record: Record | Experiment, *, times: bool = True) -> str:
    """`record` as JSON text that ends in a newline; `times=False` leaves out every `seconds`.

    Raises RecordError when a value is not of the annotated type or a number is not finite.
    """
    plain = _plain(record, times)
    _check_schema(plain)
    _object(plain, type(record), "")
    text = json.dumps(plain, ensure_ascii=False, indent=2, allow_nan=False)
    return escaped(text) + "\n"


def from_json(text: str) -> Record:
    """The record that `to_json` wrote; raises RecordError on anything else."""
    value = _parsed(text, "record")
    _check_schema(value)
    record: Record = _object(value, Record, "")
    return record


def part_to_json(part: Any) -> str:
    """A part of a record, such as one exercise, on one line; raises RecordError as `to_json` does."""
    plain = _plain(part, True)
    _object(plain, type(part), "")
    return escaped(json.dumps(plain, ensure_ascii=False, separators=(",", ":"), allow_nan=False))


def part_from_json(kind: type[Part], text: str) -> Part:
    """The part that `part_to_json` wrote; raises RecordError on anything else."""
    part: Part = _object(_parsed(text, kind.__name__), kind, "")
    return part


def _parsed(text: str, what: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except RecordError:
        raise
    except (ValueError, RecursionError) as error:  # not JSON, a number of thousands of digits, or nested too deep
        raise RecordError(f"The {what} is not JSON: {error}.") from error


def _plain(value: Any, times: bool) -> Any:
    if is_dataclass(value):
        names = (item.name for item in fields(value))
        return {name: _plain(getattr(value, name), times) for name in names if times or name != TIME_FIELD}
    if isinstance(value, tuple):
        return [_plain(item, times) for item in value]
    # 3.0 and 3 are the same number of points, so they must be the same bytes.
    if isinstance(value, float) and value.is_integer() and abs(value) < EXACT_INTEGER:
        return int(value)
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) < len(pairs):
        raise RecordError(f"The record has a key twice among {_short([key for key, _ in pairs])}.")
    return result


def _no_constant(name: str) -> NoReturn:
    raise RecordError(f"The record holds {name}, which is not a JSON number.")


def _check_schema(value: Any) -> None:
    # First of all: a record of another version may differ anywhere, and this is the sentence that helps.
    if not isinstance(value, dict):
        raise RecordError(f"The record must be an object; it is {_short(value)}.")
    found = value.get("schema", "missing")
    if found != SCHEMA or type(found) is not int:
        raise RecordError(f"schema must be {SCHEMA}; it is {_short(found)}, so another version of dlgrade wrote this.")


def _decode(value: Any, kind: Any, path: str) -> Any:
    if is_dataclass(kind):
        return _object(value, kind, path)
    origin = get_origin(kind)
    if origin is UnionType:
        return _optional(value, kind, path)
    if origin is tuple:
        return _tuple(value, get_args(kind), path)
    if origin is Literal:
        return _literal(value, get_args(kind), path)
    return _scalar(value, kind, path)


def _object(value: Any, owner: Any, path: str) -> Any:
    if not isinstance(value, dict):
        raise RecordError(f"{path} must be an object; it is {_short(value)}.")
    known = fields_of(owner)
    unknown = value.keys() - {item.name for item in known}
    if unknown:
        raise RecordError(f"{_join(path, _short(min(unknown))[1:-1])} is not a field of a {owner.__name__}.")
    return owner(**{item.name: _field(value, item, path) for item in known if item.required or item.name in value})


def _field(value: dict[str, Any], item: Field, path: str) -> Any:
    where = _join(path, item.name)
    if item.name not in value:
        raise RecordError(f"{where} is missing.")
    return _decode(value[item.name], item.kind, where)


def _optional(value: Any, kind: Any, path: str) -> Any:
    if value is None:
        return None
    (inner,) = (one for one in get_args(kind) if one is not type(None))
    return _decode(value, inner, path)


def _tuple(value: Any, kinds: tuple[Any, ...], path: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise RecordError(f"{path} must be a list; it is {_short(value)}.")
    if kinds[-1] is Ellipsis:
        kinds = kinds[:1] * len(value)
    if len(value) != len(kinds):
        raise RecordError(f"{path} must have {len(kinds)} entries; it has {len(value)}.")
    return tuple(_decode(item, kind, f"{path}[{i}]") for i, (item, kind) in enumerate(zip(value, kinds, strict=True)))


def _literal(value: Any, allowed: tuple[str, ...], path: str) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise RecordError(f"{path} must be one of {', '.join(allowed)}; it is {_short(value)}.")
    return value


def _scalar(value: Any, kind: type, path: str) -> Any:
    accepted = (int, float) if kind is float else (kind,)
    # To Python, true is a whole number too.
    if not isinstance(value, accepted) or (isinstance(value, bool) and kind is not bool):
        raise RecordError(f"{path} must be {NAMES[kind]}; it is {_short(value)}.")
    return _number(value, path) if kind is float else value


def _number(value: Any, path: str) -> float:
    try:
        result = float(value)
    except OverflowError:  # a whole number with hundreds of digits
        result = math.inf
    if not math.isfinite(result):
        raise RecordError(f"{path} must be a finite number; it is {_short(value)}.")
    return result


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _short(value: Any) -> str:
    text = _SHORT.repr(value)
    return text if len(text) <= 40 else f"{text[:37]}..."


class _Short(reprlib.Repr):
    """In ASCII on one line, and without going into what nests a thousand deep."""

    def repr_str(self, x: str, level: int) -> str:
        return ascii(x[:40])


_SHORT = _Short()
