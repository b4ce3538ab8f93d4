"""Compiled templates are kept as Python keeps its modules: compiling them takes most of the time of a first page."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from pathlib import Path

from jinja2.bccache import Bucket, BytecodeCache

FOLDER = Path(__file__).parent / "__pycache__"


class Compiled(BytecodeCache):
    """Reads and writes `__pycache__/NAME.KEY.jinja`; where that folder cannot be written, nothing is kept."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Takes the kept code, which Jinja drops when the template's source is another one."""
        with contextlib.suppress(OSError), _file(bucket).open("rb") as file:
            bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps the code: whole or not at all."""
        with contextlib.suppress(OSError):
            FOLDER.mkdir(exist_ok=True)
            handle, name = tempfile.mkstemp(dir=FOLDER)
            with os.fdopen(handle, "wb") as file:
                bucket.write_bytecode(file)
            Path(name).replace(_file(bucket))


def _file(bucket: Bucket) -> Path:
    return FOLDER / f"{bucket.key}.{sys.implementation.cache_tag}.jinja"
