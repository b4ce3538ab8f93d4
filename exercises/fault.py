"""Failures that are nobody's answer."""

from __future__ import annotations


class Fault(Exception):
    """Something of ours or of the machine failed: the learner is not to be judged by it."""
