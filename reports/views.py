"""What the page shows, as plain data: every decision is taken in `page.py`, the template only lays it out.

Named tuples, because a page is made once a process: a dataclass takes seven times as long to define.
"""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup


class Badge(NamedTuple):
    """A state: a sign and a word, and the family of colours that repeats what both say."""

    sign: str
    word: str
    tone: str
    count: int = 0  # type: ignore[assignment]  # a tuple's own method, which no view needs


class Link(NamedTuple):
    """A jump to a card."""

    href: str
    title: str
    id: str
    badge: Badge


class First(NamedTuple):
    """The first thing to mend."""

    link: Link
    sentence: str
    source: str


class ChapterRow(NamedTuple):
    """One chapter of the summary."""

    title: str
    passed: str
    points: str
    links: tuple[Link, ...]


class EvidenceRow(NamedTuple):
    """One compared number."""

    index: str  # type: ignore[assignment]  # as above
    got: str
    expected: str
    verdict: Badge
    differs: bool


class EvidenceTable(NamedTuple):
    """An excerpt of a comparison."""

    caption: str
    rows: tuple[EvidenceRow, ...]
    indexed: bool


class LineRow(NamedTuple):
    """One of the learner's lines in a traceback."""

    place: str
    text: str


class Hint(NamedTuple):
    """One step of the ladder of hints."""

    title: str
    text: str


class CheckRow(NamedTuple):
    """One check."""

    badge: Badge
    title: str
    kind: str
    points: str
    message: str


class CheckTable(NamedTuple):
    """The checks of an exercise; open where something is to be mended."""

    title: str
    open: bool
    rows: tuple[CheckRow, ...]


class Step(NamedTuple):
    """One row of a picture's table."""

    number: int
    reference: str
    learner: str


class Picture(NamedTuple):
    """A picture, its text and its numbers; `svg` is empty when it could not be drawn."""

    title: str
    svg: Markup
    remarks: tuple[str, ...]
    table_title: str
    steps: tuple[Step, ...]


class Card(NamedTuple):
    """One exercise."""

    anchor: str
    id: str
    title: str
    badge: Badge
    points: str
    source: str
    sentence: str
    printed_in: str
    evidence: EvidenceTable | None
    lines: tuple[LineRow, ...]
    advice: tuple[str, ...]
    convention: str
    hints: tuple[Hint, ...]
    checks: CheckTable | None
    output: str
    pictures: tuple[Picture, ...]
    replay: str


class Section(NamedTuple):
    """The cards of one chapter."""

    anchor: str
    title: str
    cards: tuple[Card, ...]


class QuestionCard(NamedTuple):
    """One confirmation question."""

    anchor: str
    id: str
    prompt: str
    badge: Badge
    points: str
    answer: str
    sentence: str
    picture: str
    picture_text: str


class LayerRow(NamedTuple):
    """One layer of the wall."""

    title: str
    badge: Badge
    detail: str


class Fact(NamedTuple):
    """A name and a value of the page's foot."""

    name: str
    value: str


class Page(NamedTuple):
    """The whole page."""

    title: str
    read: str
    score: str
    share: tuple[tuple[str, float, float], ...]  # tone, where it starts, how wide, of 100
    passed: str
    states: tuple[Badge, ...]
    first: First | None
    praise: str
    grader_errors: str
    chapters: tuple[ChapterRow, ...]
    total: ChapterRow
    sections: tuple[Section, ...]
    questions: tuple[QuestionCard, ...]
    enforced: bool
    layers: tuple[LayerRow, ...]
    notes: tuple[str, ...]
    facts: tuple[Fact, ...]
