"""How far a run is: a line that is redrawn on a terminal, and a line now and then where nobody watches."""

from __future__ import annotations

import time
from collections import Counter
from typing import IO

from ...exercises.checking.text import Lang
from ...reports.terminal import rewrite
from .texts import say

FAILED = ("unreadable", "lost")
TENTHS = 10


class ProgressLine:
    """Counts what is settled; rate and remaining time are those of submissions that were graded in this run."""

    def __init__(self, lang: Lang, file: IO[str]) -> None:
        self.states: Counter[str] = Counter()
        self._lang, self._file = lang, file
        self._total, self._began = 0, 0.0
        self._live = file.isatty()
        self._waits = False

    def begin(self, total: int) -> None:
        """So many submissions there are."""
        self._total, self._began = total, time.monotonic()

    def done(self, state: str) -> None:
        """One more is settled."""
        self._waits = False
        before = self._tenth()
        self.states[state] += 1
        if self._live:
            rewrite(self._file, self._text())
        elif self._tenth() != before:
            self._file.write(self._text() + "\n")
            self._file.flush()

    def waiting(self) -> None:
        """Says once that no worker is left."""
        if not self._waits:
            self._waits = True
            self._say("waiting")

    def stopping(self, count: int) -> None:
        """Says at once that an interruption was heard, and what is waited for."""
        self._say("stopping", count=count)

    def _say(self, name: str, **words: object) -> None:
        self.end()
        self._file.write(say(name, self._lang, **words) + "\n")
        self._file.flush()

    def end(self) -> None:
        """Leaves the terminal's line empty."""
        if self._live:
            rewrite(self._file, "")

    def _tenth(self) -> int:
        return TENTHS * sum(self.states.values()) // max(self._total, 1)

    def _text(self) -> str:
        done = sum(self.states.values())
        failed = sum(self.states[state] for state in FAILED)
        if not self.states["graded"]:
            return say("kept_so_far", self._lang, done=done, total=self._total, failed=failed)
        worked = self.states["graded"] + failed
        took = max(time.monotonic() - self._began, 1e-9)
        left = (self._total - done) * took / worked
        return say(
            "progress",
            self._lang,
            done=done,
            total=self._total,
            rate=round(60 * worked / took),
            eta=f"{int(left) // 60}:{int(left) % 60:02}",
            failed=failed,
        )


class PagesLine:
    """Counts the pages that are written."""

    def __init__(self, total: int, lang: Lang, file: IO[str]) -> None:
        self._done, self._total, self._lang, self._file = 0, total, lang, file

    def step(self) -> None:
        """One more page."""
        self._done += 1
        if self._file.isatty():
            rewrite(self._file, say("pages", self._lang, done=self._done, total=self._total))
