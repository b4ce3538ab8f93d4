"""What `list` does: everything there is, by chapter, as tables or as JSON."""

from __future__ import annotations

import json
import sys
from itertools import groupby
from typing import Any, cast

import click
from rich.console import Console
from rich.text import Text

from ..exercises import catalogue
from ..exercises.checking.text import Lang
from ..reports.columns import print_columns
from ..reports.terminal import make_console
from ..reports.words import words
from .asking import SHOWN_SEED, prompt
from .messages import say
from .status import PASSED


def list_all(layout: str, lang: str) -> int:
    """All exercises, questions, experiments and claims of the sources."""
    if layout == "json":
        click.echo(json.dumps(_as_json(cast(Lang, lang)), ensure_ascii=False, indent=2))
        return PASSED
    console = make_console(sys.stdout)
    _exercises(console, cast(Lang, lang))
    _questions(console, cast(Lang, lang))
    _experiments(console, cast(Lang, lang))
    _errata(console, cast(Lang, lang))
    counts = {name: len(entries) for name, entries in _as_json(cast(Lang, lang)).items()}
    _heading(console, say("list_total", lang, **counts), "")
    return PASSED


def _heading(console: Console, title: str, counts: str) -> None:
    console.print(Text.assemble((title, "bold"), "  ", (counts, "dim")))


def _exercises(console: Console, lang: Lang) -> None:
    heads = [say(key, lang) for key in ("list_exercise", "list_points", "list_symbols", "list_title")]
    for chapter, group in groupby(catalogue.exercises().values(), key=lambda one: one.chapter):
        rows = [(one.id, f"{one.points:g}", " ".join(one.symbols), one.title.say(lang)) for one in group]
        questions = sum(one.chapter == chapter for one in catalogue.questions().values())
        errata = sum(one.chapter == chapter for one in catalogue.errata().values())
        counts = say("list_counts", lang, exercises=len(rows), questions=questions, errata=errata)
        _heading(console, words(lang).chapter(chapter), counts)
        print_columns(console, heads, rows, right={1})
        console.print()


def _questions(console: Console, lang: Lang) -> None:
    heads = [say(key, lang) for key in ("list_exercise", "list_chapter", "list_kind", "list_title")]
    found = catalogue.questions().values()
    rows = [(one.id, one.chapter, say(f"kind_{one.kind}", lang), one.asked().say(lang)) for one in found]
    _part(console, say("list_questions", lang), heads, rows)


def _experiments(console: Console, lang: Lang) -> None:
    heads = [say("list_exercise", lang), say("list_title", lang)]
    rows = [(one.id, one.title.say(lang)) for one in catalogue.experiments().values()]
    _part(console, say("list_experiments", lang), heads, rows)


def _errata(console: Console, lang: Lang) -> None:
    heads = [say(key, lang) for key in ("list_exercise", "list_chapter", "list_holds", "list_claim")]
    answers = {True: say("list_yes", lang), False: say("list_no", lang)}
    rows = [(one.id, one.chapter, answers[one.holds], one.claim.say(lang)) for one in catalogue.errata().values()]
    _part(console, say("list_errata", lang), heads, rows)


def _part(console: Console, title: str, heads: list[str], rows: list[Any]) -> None:
    if rows:
        _heading(console, title, str(len(rows)))
        print_columns(console, heads, rows)
        console.print()


def _as_json(lang: Lang) -> dict[str, list[dict[str, object]]]:
    return {
        "exercises": [
            {
                "id": one.id,
                "chapter": one.chapter,
                "title": one.title.say(lang),
                "symbols": list(one.symbols),
                "points": one.points,
                "needs": list(one.needs),
            }
            for one in catalogue.exercises().values()
        ],
        "questions": [
            {
                "id": one.id,
                "chapter": one.chapter,
                "kind": one.kind,
                "prompt": prompt(one, lang),
                "choices": {choice.key: choice.text.say(lang) for choice in one.drawn(SHOWN_SEED)},
                "items": {key: text.say(lang) for key, text in one.items.items()},
                "points": one.points,
            }
            for one in catalogue.questions().values()
        ],
        "experiments": [
            {"id": one.id, "title": one.title.say(lang), "symbols": dict(one.symbols)}
            for one in catalogue.experiments().values()
        ],
        "errata": [
            {"id": one.id, "chapter": one.chapter, "claim": one.claim.say(lang), "holds": one.holds}
            for one in catalogue.errata().values()
        ],
    }
