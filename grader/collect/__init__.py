"""Collecting a submission: it is read as text, indexed, and turned into plans of what to load; nothing is executed."""

from __future__ import annotations

from .collecting import Bundle, bundle, bundle_of, collect, understood
from .earlier import without
from .finding import find
from .locating import lines, place, stands, where
from .model import (
    Alias,
    Choice,
    CollectError,
    Declared,
    Definition,
    Kind,
    LoadModule,
    LoadPlan,
    Note,
    Place,
    Settings,
    SourceFile,
    Submission,
)
from .near import Near, near
from .planning import plan

__all__ = [
    "Alias",
    "Bundle",
    "Choice",
    "CollectError",
    "Declared",
    "Definition",
    "Kind",
    "LoadModule",
    "LoadPlan",
    "Near",
    "Note",
    "Place",
    "Settings",
    "SourceFile",
    "Submission",
    "bundle",
    "bundle_of",
    "collect",
    "find",
    "lines",
    "near",
    "place",
    "plan",
    "stands",
    "understood",
    "where",
    "without",
]
