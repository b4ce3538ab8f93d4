"""The page: one self-contained HTML file, the same bytes for the same record."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from itertools import accumulate
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from .cards import anchor, badge, card, points
from .compiled import Compiled
from .record import Question, Record, Wall
from .safe import shown
from .tally import Item, chapters_of, first_of, items_of, judged, number, sentence, states_of, tone
from .views import Badge, ChapterRow, Fact, First, LayerRow, Link, Page, QuestionCard, Section
from .words import Words, words

TEMPLATES = Path(__file__).with_name("templates")


def render(record: Record) -> str:
    """The page of `record`: needs no network and no script, and everything of the learner's in it is escaped."""
    w = words(record.lang)
    pages = environment()
    style = pages.get_template("page.css").render().strip()
    template = pages.get_template("page.html")
    return template.render(page=page_of(shown(record), w), w=w, style=Markup(style), style_hash=hash_of(style)) + "\n"  # noqa: S704  # our own style sheet


def page_of(record: Record, w: Words) -> Page:
    """What the page of `record` shows; its texts must be visible already (`safe.shown`)."""
    items = judged(items_of(record))
    passed = sum(item.state == "pass" for item in items)
    failures = sum(item.state == "grader_error" for item in items)
    return Page(
        title=w("top.title", name=record.submission.name),
        read=w("top.read", kind=w(f"submitted.{record.submission.kind}"), files=record.submission.files),
        score=w("top.score", points=number(record.points), max_points=number(record.max_points)),
        share=_share(record),
        passed=w("top.passed", passed=passed, total=len(items)),
        states=tuple(badge(state, w, count) for state, count in states_of(record)),
        first=_first(record, w),
        praise=_praise(passed, len(items), w),
        grader_errors=w("top.grader_errors", count=failures) if failures else "",
        chapters=_chapters(record, w),
        total=_row(w("summary.total"), items_of(record), record.points, record.max_points, w),
        sections=_sections(record, w),
        questions=tuple(_question(question, w) for question in record.questions),
        enforced=record.wall.enforced,
        layers=_layers(record.wall, w),
        notes=record.submission.notes,
        facts=_facts(record, w),
    )


def prose(text: str) -> Markup:
    """`text` escaped, what stands between backticks as code."""
    parts = re.split(r"`([^`\n]+)`", text)
    code = (Markup("<code>{}</code>").format(part) if place % 2 else escape(part) for place, part in enumerate(parts))
    return Markup().join(code)


@cache
def environment() -> Environment:
    """The templates, compiled once."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=Compiled(),
    )
    made.filters["prose"] = prose
    return made


def hash_of(style: str) -> str:
    """What the page's policy allows a style sheet by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _share(record: Record) -> tuple[tuple[str, float, float], ...]:
    """The bar under the score: one stretch a state, as wide as its share of the items."""
    counts = states_of(record)
    widths = [100 * count / len(items_of(record)) for _, count in counts]
    starts = accumulate(widths, initial=0.0)
    return tuple(
        (tone(state), round(start, 2), round(width, 2))
        for (state, _), start, width in zip(counts, starts, widths, strict=False)
    )


def _praise(passed: int, total: int, w: Words) -> str:
    if total == 0:
        return w("top.nothing")
    return w("top.all_passed") if passed == total else ""


def _first(record: Record, w: Words) -> First | None:
    item = first_of(record)
    if item is None:
        return None
    source = "" if isinstance(item, Question) else item.source
    return First(_link(item, w), sentence(item, w), source)


def _link(item: Item, w: Words) -> Link:
    title = item.prompt if isinstance(item, Question) else item.title
    return Link(f"#{anchor(item.id)}", title, item.id, badge(item.state, w))


def _chapters(record: Record, w: Words) -> tuple[ChapterRow, ...]:
    return tuple(
        _row(w.chapter(chapter.name), chapter.items, chapter.points, chapter.max_points, w)
        for chapter in chapters_of(record)
    )


def _row(title: str, items: tuple[Item, ...], earned: float, worth: float, w: Words) -> ChapterRow:
    passed = f"{sum(item.state == 'pass' for item in items)} / {len(judged(items))}"
    share = f"{number(earned)} / {number(worth)}"
    return ChapterRow(title, passed, share, tuple(_link(item, w) for item in items))


def _sections(record: Record, w: Words) -> tuple[Section, ...]:
    names = dict.fromkeys(exercise.chapter for exercise in record.exercises)
    return tuple(
        Section(f"ch-{name}", w.chapter(name), tuple(card(one, w) for one in record.exercises if one.chapter == name))
        for name in names
    )


def _question(question: Question, w: Words) -> QuestionCard:
    return QuestionCard(
        anchor=anchor(question.id),
        id=question.id,
        prompt=question.prompt,
        badge=badge(question.state, w),
        points=points(question.points, question.max_points, w),
        answer=question.answer or w("question.none"),
        sentence=sentence(question, w) or question.message,
        picture=_picture(question.picture),
        picture_text=question.picture_text,
    )


def _picture(svg: str) -> str:
    """A picture as an address: as an image nothing in it can run or reach the page."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}" if svg else ""


def _layers(wall: Wall, w: Words) -> tuple[LayerRow, ...]:
    on, off = Badge("✓", w("wall.on"), "good"), Badge("✗", w("wall.off"), "bad")
    return tuple(
        LayerRow(w.table.get(f"layer.{layer.name}", layer.name), on if layer.on else off, layer.detail)
        for layer in wall.layers
    )


def _facts(record: Record, w: Words) -> tuple[Fact, ...]:
    return (
        Fact(w("about.seed"), str(record.seed)),
        Fact(w("about.tool"), f"{record.tool.name} {record.tool.version}"),
        Fact(w("about.digest"), record.submission.digest),
    )
