"""The vocabulary of checks: what an exercise's checks.py, mistakes.py and conventions.py import."""

from .answers import Claim, Estimate, Gradient, gradient
from .case import Array, Case
from .check import Learner, check
from .tolerance import EXACT, Tolerance
from .variants import holds_alone, replaces, where_named

__all__ = [
    "EXACT",
    "Array",
    "Case",
    "Claim",
    "Estimate",
    "Gradient",
    "Learner",
    "Tolerance",
    "check",
    "gradient",
    "holds_alone",
    "replaces",
    "where_named",
]
