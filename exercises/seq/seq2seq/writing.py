"""Whether a decoder writes greedily: each word is the one to which its own scores give most."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...checking import Array, Claim
from ...checking.compare import numeric

CLOSE = 1e-3
"""Scores this near, beside their spread, are a tie. Float32 leaves an error of some 1e-7 in a step, which may double at
each of eight steps; a word at a time is not rounded as the whole sequence is."""


def greedy(written: Any, decoder: Any, h: Array, start: int, size: int) -> Claim:
    """Whether what was written is the best word at every step, after the words before it.

    Args:
        written: what generate gave.
        decoder: the same code's decoder with the same parameters.
        h: its first state (1, H).
        start: the word it is given first.
        size: how many words were asked for.
    """
    ids = numeric(written)
    if ids is None or ids.dtype.kind not in "iuf" or ids.ndim == 0:
        return Claim(False, "no_words")
    ids = ids.reshape(-1).astype(int)
    if len(ids) != size:
        return Claim(False, "other_length", {"got": len(ids), "size": size}, ids.tolist())
    scores = np.asarray(decoder.forward(np.array([[start, *ids[:-1]]]), h.copy()), dtype=float)[0]
    chosen = np.array([row[word] if 0 <= word < len(row) else -np.inf for row, word in zip(scores, ids, strict=True)])
    wrong = chosen < scores.max(axis=1) - CLOSE * np.ptp(scores, axis=1)
    if not np.ptp(scores):
        return Claim(False, "scores_alike")
    return Claim(not wrong.any(), "not_greedy", {"step": int(wrong.argmax()) + 1}, ids.tolist())
