"""The page of the errata ledger: one self-contained HTML file, the same bytes for the same entries."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup

from .errata import Entry, by_chapter, counted, say_in
from .page import environment, hash_of
from .views import Badge
from .words import Lang, words
from .write import write_texts


class Card(NamedTuple):
    """One claim."""

    entry: Entry
    badge: Badge
    right: str
    sources: str


class Section(NamedTuple):
    """The claims of one chapter."""

    anchor: str
    title: str
    held: int
    wrong: int
    cards: tuple[Card, ...]


def write_errata(entries: Sequence[Entry], lang: Lang, tool: str, page: Path) -> None:
    """Writes the page. Raises ReportError."""
    write_texts({page: render(entries, lang, tool)}, lang)


def render(entries: Sequence[Entry], lang: Lang, tool: str) -> str:
    """The page: needs no network and no script."""
    w, pages = say_in(lang), environment()
    style = pages.get_template("page.css").render().strip()
    return (
        pages.get_template("errata.html").render(
            sections=[_section(name, group, lang) for name, group in by_chapter(entries).items()],
            counts=counted(entries, lang),
            tool=tool,
            w=w,
            lang=lang,
            style=Markup(style),  # noqa: S704  # our own style sheet
            style_hash=hash_of(style),
        )
        + "\n"
    )


def _section(name: str, group: Sequence[Entry], lang: Lang) -> Section:
    held = sum(one.holds for one in group)
    cards = tuple(_card(one, lang) for one in group)
    return Section(f"ch-{name}", words(lang).chapter(name), held, len(group) - held, cards)


def _card(entry: Entry, lang: Lang) -> Card:
    w = say_in(lang)
    badge = Badge("✓", w("holds"), "good") if entry.holds else Badge("✗", w("fails"), "bad")
    sources = "、".join(entry.sources) if lang == "ja" else "; ".join(entry.sources)
    return Card(entry, badge, w("value" if entry.holds else "right"), sources)
