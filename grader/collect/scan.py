"""A light scan of Python text, without parsing: where brackets and strings stand open, and how deep it nests."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from . import limits

_TOKEN = re.compile(
    r"""(?P<comment>\#.*)
    |(?P<triple>'''|\"\"\")
    |(?P<string>'(?:[^'\\\n]|\\.)*'?|"(?:[^"\\\n]|\\.)*"?)
    |(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<part>[,;])
    |(?P<chain>[-+*/%@&|^~<>.]|\b(?:not|lambda|if|else|await|and|or)\b)
    """,
    re.VERBOSE,
)

_CHAINING = (*"-+*/%@&|^~<>.([{", "not", "lambda", "if", "else", "await", "and", "or")


@dataclass
class Scan:
    """The state between two lines; `chain` holds, for each open bracket, the operators since the last comma."""

    triple: str = ""
    chain: list[int] = field(default_factory=lambda: [0])
    backslash: bool = False

    @property
    def inside(self) -> bool:
        """Whether the next line continues a statement: a bracket, a long string or a backslash is open."""
        return bool(self.triple) or len(self.chain) > 1 or self.backslash

    @property
    def too_deep(self) -> bool:
        """Whether a parser that recurses would have to go deeper than any honest code goes."""
        return len(self.chain) > limits.BRACKET_DEPTH or self.chain[-1] > limits.CHAIN_LENGTH

    def line(self, text: str) -> bool:
        """Take in one line; returns whether it went too deep anywhere."""
        position = self._close_triple(text)
        deep = False
        while match := _TOKEN.search(text, position):
            position = match.end()
            self._take(match)
            if match["triple"]:
                position = self._close_triple(text, position)
            deep = deep or self.too_deep
            if deep:
                break
        self.backslash = not self.triple and text.endswith("\\")
        if not self.inside:
            self.chain[-1] = 0
        return deep

    def _close_triple(self, text: str, start: int = 0) -> int:
        """Where code goes on: past the closing quotes, or at the end of the line where they are not on it."""
        if not self.triple:
            return start
        end = re.compile(rf"(?:[^\\]|\\.)*?{self.triple}").match(text, start)
        if end is None:
            return len(text)
        self.triple = ""
        return end.end()

    def _take(self, match: re.Match[str]) -> None:
        if match["triple"]:
            self.triple = match["triple"]
        elif match["open"]:
            self.chain[-1] += 1
            self.chain.append(0)
        elif match["close"] and len(self.chain) > 1:
            self.chain.pop()
        elif match["part"]:
            self.chain[-1] = 0
        elif match["chain"]:
            self.chain[-1] += 1


def too_deep(text: str) -> bool:
    """Whether the text nests so deeply that parsing it is not tried."""
    # Counting is fifty times as fast as scanning, and nearly every file has too few operators to chain.
    if sum(map(text.count, _CHAINING)) < limits.CHAIN_LENGTH:
        return False
    scan = Scan()
    return any(scan.line(line) for line in text.split("\n"))
