"""The class as one JSON object, `{"head": …, "learners": [ … ]}`, the fields as `classroom.py` documents them.

dlgrade's own format, one learner a line, written as the learners come: who reads it line by line needs no more
memory than who wrote it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from ..classroom import Head, Learner
from .text import encodable


def class_json(head: Head, learners: Iterable[Learner]) -> Iterator[str]:
    """The pieces of the JSON text."""
    yield f'{{"head": {_compact(head)},\n"learners": ['
    comma = ""
    for one in learners:
        yield f"{comma}\n{_compact(one)}"
        comma = ","
    yield "\n]}\n"


def _compact(value: Any) -> str:
    return encodable(json.dumps(value, ensure_ascii=False, allow_nan=False, default=vars))
