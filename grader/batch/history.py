"""What `dlgrade history` shows: all scores of one learner and what the instructor said, in order of time."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from ...reports.safe import logged
from ..status import PASSED
from .commands import known_learner, opened
from .store import Word
from .texts import say


def history(out: Path, learner: str, lang: str) -> int:
    """All scores of one learner, and what the instructor said."""
    with opened(out) as publisher:
        store, known = publisher.store, known_learner(publisher, learner, lang)
        scores, words = store.scores(known), store.words(known)
    if not scores:
        click.echo(say("no_history", lang, learner=learner))
    lines = [(score.at, f"{score.points:g} / {score.max_points:g}  {score.why}") for score in scores]
    # what was said in the second of a score stands before the score that it changed
    lines[1:1] = [(word.at, _spoken(word, lang)) for word in words]
    for at, text in sorted(lines, key=lambda line: line[0]):
        click.echo(logged(f"{datetime.fromisoformat(at).astimezone().isoformat(' ')}  {text}"))
    return PASSED


def _spoken(word: Word, lang: str) -> str:
    kind, points = say(f"word_{word.kind}", lang), "" if word.points is None else f"{word.points:g}"
    return " ".join(part for part in (kind, word.item, points, word.until, word.note) if part)
