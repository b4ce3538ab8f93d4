"""A method that a class has not, while a function of its name stands outside: the code was indented too little."""

from __future__ import annotations

import ast
import re

from ..exercises.checking.diagnose import Cause
from ..exercises.checking.text import Text, sentence
from .collect import Submission, where

HAS_NOT = re.compile(r"'(\w+)' object has no attribute '(\w+)'")


def outside(cause: Cause | None, submission: Submission) -> list[Text]:
    """What is said of a function that was to be a method: it takes `self`, and stands in the file of the class."""
    found = HAS_NOT.match(cause.failure.message) if cause and cause.failure else None
    if found is None:
        return []
    owner, method = found.groups()
    for file in submission.files:
        if any(isinstance(node, ast.ClassDef) and node.name == owner for node in file.tree.body):
            for node in file.tree.body:
                if isinstance(node, ast.FunctionDef) and node.name == method and _takes_self(node):
                    at = where(file, node.lineno)
                    return [sentence("outside_class", method=method, place=at, owner=owner)]
    return []


def _takes_self(node: ast.FunctionDef) -> bool:
    return [argument.arg for argument in node.args.args[:1]] == ["self"]
