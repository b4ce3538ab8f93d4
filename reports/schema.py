"""The JSON Schema of the record, derived from the annotations in `record.py`."""

from __future__ import annotations

import inspect
from dataclasses import is_dataclass
from types import UnionType
from typing import Any, Literal, get_args, get_origin

from .annotations import Field, fields_of
from .record import SCHEMA, Record

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCALARS = {str: "string", int: "integer", float: "number", bool: "boolean"}

Schema = dict[str, Any]


def json_schema() -> Schema:
    """The schema that every text of `to_json` satisfies; each property carries its documentation."""
    definitions: dict[str, Schema] = {}
    _define(Record, definitions)
    top = definitions.pop(Record.__name__)
    top["properties"]["schema"]["const"] = SCHEMA
    return {"$schema": DIALECT, "title": "dlgrade record", **top, "$defs": dict(sorted(definitions.items()))}


def _define(owner: type, definitions: dict[str, Schema]) -> Schema:
    if owner.__name__ not in definitions:
        definitions[owner.__name__] = {}  # taken before its fields are visited, so that a cycle would end
        definitions[owner.__name__] = _object(owner, definitions)
    return {"$ref": f"#/$defs/{owner.__name__}"}


def _object(owner: type, definitions: dict[str, Schema]) -> Schema:
    items = fields_of(owner)
    return {
        "description": inspect.getdoc(owner),
        "type": "object",
        "additionalProperties": False,
        "required": [item.name for item in items if item.required],
        "properties": {item.name: _property(item, definitions) for item in items},
    }


def _property(item: Field, definitions: dict[str, Schema]) -> Schema:
    return {"description": item.text, **_of(item.kind, definitions)}


def _of(kind: Any, definitions: dict[str, Schema]) -> Schema:
    if is_dataclass(kind):
        return _define(kind, definitions)  # type: ignore[arg-type]  # a class here, never an instance
    origin = get_origin(kind)
    if origin is Literal:
        return {"type": "string", "enum": list(get_args(kind))}
    if origin is tuple:
        return _array(get_args(kind), definitions)
    if origin is UnionType:
        return {"anyOf": [_of(one, definitions) for one in get_args(kind)]}
    return {"type": "null" if kind is type(None) else SCALARS[kind]}


def _array(kinds: tuple[Any, ...], definitions: dict[str, Schema]) -> Schema:
    if kinds[-1] is Ellipsis:
        return {"type": "array", "items": _of(kinds[0], definitions)}
    places = [_of(kind, definitions) for kind in kinds]
    return {
        "type": "array",
        "prefixItems": places,
        "items": False,
        "minItems": len(places),
        "maxItems": len(places),
    }
