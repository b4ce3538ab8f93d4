"""The record itself as JSON: dlgrade's own format, whose JSON Schema `reports.schema.json_schema` gives."""

from __future__ import annotations

from ..record import Record
from ..serial import to_json


def record_json(record: Record) -> str:
    """The text that `serial.from_json` reads back."""
    return to_json(record)
