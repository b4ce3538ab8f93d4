"""Advice that the source text alone gives."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import numpy as np

from ..exercises.checking.text import Text
from .collect import LoadPlan
from .worker.renamed import OLD

ALIASES = frozenset({"np", "numpy"})
MENTIONED = re.compile(r"\b(?:np|numpy)\s*\.\s*(\w+)")


def old_names(load: LoadPlan) -> list[Text]:
    """One remark for each NumPy name that newer versions no longer have."""
    return [
        _remark(name) for name in sorted({name for name in _attributes(load) if name in OLD and name not in vars(np)})
    ]


def _attributes(load: LoadPlan) -> Iterator[str]:
    """Attributes of NumPy that the statements to be run mention."""
    for module in load.modules:
        if not OLD.keys() & set(MENTIONED.findall(module.source)):
            continue  # most code has none, and is not taken apart for it
        body = ast.parse(module.source).body
        for node in body if module.keep is None else [body[i] for i in module.keep]:
            for part in ast.walk(node):
                if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name) and part.value.id in ALIASES:
                    yield part.attr


def _remark(name: str) -> Text:
    now = OLD[name]
    new = f"np.{now}" if isinstance(now, str) else now.__name__
    return Text(
        ja=f"`np.{name}` は新しい NumPy にはありません。`{new}` と書いてください(減点しません)。",
        en=f"Newer NumPy has no `np.{name}`; write `{new}` (nothing is deducted).",
    )
