"""What the page shows, as plain data: every decision is taken in `page.py`, the template only lays it out."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True)
class Badge:
    """A state: a sign and a word, and the family of colours that repeats what both say."""

    sign: str
    word: str
    tone: str
    count: int = 0


@dataclass(frozen=True)
class Link:
    """A jump to a card."""

    href: str
    title: str
    id: str
    badge: Badge


@dataclass(frozen=True)
class First:
    """The first thing to mend."""

    link: Link
    sentence: str
    source: str


@dataclass(frozen=True)
class ChapterRow:
    """One chapter of the summary."""

    title: str
    passed: str
    points: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class EvidenceRow:
    """One compared number."""

    index: str
    got: str
    expected: str
    verdict: Badge
    differs: bool


@dataclass(frozen=True)
class EvidenceTable:
    """An excerpt of a comparison."""

    caption: str
    rows: tuple[EvidenceRow, ...]
    indexed: bool


@dataclass(frozen=True)
class LineRow:
    """One of the learner's lines in a traceback."""

    place: str
    text: str


@dataclass(frozen=True)
class Hint:
    """One step of the ladder of hints."""

    title: str
    text: str


@dataclass(frozen=True)
class CheckRow:
    """One check."""

    badge: Badge
    title: str
    kind: str
    points: str
    message: str


@dataclass(frozen=True)
class CheckTable:
    """The checks of an exercise; open where something is to be mended."""

    title: str
    open: bool
    rows: tuple[CheckRow, ...]


@dataclass(frozen=True)
class Step:
    """One row of a picture's table."""

    number: int
    reference: str
    learner: str


@dataclass(frozen=True)
class Picture:
    """A picture, its text and its numbers; `svg` is empty when it could not be drawn."""

    title: str
    svg: Markup
    remarks: tuple[str, ...]
    table_title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Card:
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


@dataclass(frozen=True)
class Section:
    """The cards of one chapter."""

    anchor: str
    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class QuestionCard:
    """One confirmation question."""

    anchor: str
    id: str
    prompt: str
    badge: Badge
    points: str
    answer: str
    sentence: str


@dataclass(frozen=True)
class LayerRow:
    """One layer of the wall."""

    title: str
    badge: Badge
    detail: str


@dataclass(frozen=True)
class Fact:
    """A name and a value of the page's foot."""

    name: str
    value: str


@dataclass(frozen=True)
class Page:
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
