"""What `list`, `show` and `init` do."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import cast

import click
from rich.table import Table

from ..exercises import catalogue
from ..exercises.checking.exercise import Exercise
from ..exercises.checking.question import Question
from ..exercises.checking.text import Lang
from ..reports.terminal import make_console
from .asking import SHOWN_SEED, form, keyed, matched, prompt
from .commands import Unusable, chosen
from .messages import say
from .status import PASSED


def list_all(layout: str, lang: str) -> int:
    """All exercises and questions, as tables by chapter or as JSON."""
    exercises, questions = list(catalogue.exercises().values()), list(catalogue.questions().values())
    if layout == "json":
        click.echo(json.dumps(_as_json(exercises, questions, cast(Lang, lang)), ensure_ascii=False, indent=2))
        return PASSED
    console = make_console(sys.stdout)
    for chapter, group in groupby(exercises, key=lambda one: one.chapter):
        console.print(_table(chapter, list(group), lang))
    if questions:
        console.print(_question_table(questions, lang))
    return PASSED


def _table(chapter: str, exercises: Sequence[Exercise], lang: str) -> Table:
    table = Table(title=chapter, title_justify="left", box=None, padding=(0, 2, 0, 0))
    for key in ("list_exercise", "list_title", "list_symbols"):
        table.add_column(say(key, lang), no_wrap=key == "list_exercise")
    table.add_column(say("list_points", lang), justify="right")
    for one in exercises:
        table.add_row(one.id, one.title.say(cast(Lang, lang)), " ".join(one.symbols), f"{one.points:g}")
    return table


def _question_table(questions: Sequence[Question], lang: str) -> Table:
    table = Table(title=say("list_questions", lang), title_justify="left", box=None, padding=(0, 2, 0, 0))
    table.add_column(say("list_exercise", lang), no_wrap=True)
    table.add_column(say("list_kind", lang), no_wrap=True)
    table.add_column(say("list_title", lang))
    for one in questions:
        table.add_row(one.id, say(f"kind_{one.kind}", lang), one.asked().say(cast(Lang, lang)))
    return table


def _as_json(exercises: Sequence[Exercise], questions: Sequence[Question], lang: Lang) -> dict[str, object]:
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
            for one in exercises
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
            for one in questions
        ],
    }


def init(folder: Path, names: Sequence[str], lang: str) -> int:
    """Writes the skeletons, and an answers.toml for the questions; what is there stays."""
    exercises, questions = chosen(names, lang)
    wanted = {
        folder / one.chapter / f"{one.folder.name}.py": one.skeleton.read_text(encoding="utf-8") for one in exercises
    }
    if questions:
        wanted[folder / "answers.toml"] = _answers(questions, cast(Lang, lang))
    for path, text in wanted.items():
        click.echo(say("written" if _written(path, text, lang) else "kept", lang, path=path))
    click.echo(say("init_next", lang, folder=folder))
    return PASSED


def _written(path: Path, text: str, lang: str) -> bool:
    """Writes a file unless there is one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        if path.is_file():
            return False
        raise Unusable(say("out_unwritable", lang, path=path, reason="exists")) from None
    except OSError as error:
        raise Unusable(say("out_unwritable", lang, path=path, reason=error.strerror)) from error
    return True


def _answers(questions: Sequence[Question], lang: Lang) -> str:
    lines = [say("answers_head", lang), ""]
    for one in questions:
        said = [*prompt(one, lang).splitlines(), *matched(one, lang), *keyed(one, lang), form(one)]
        lines += [*(f"# {line}" for line in said), ""]
    return "\n".join(lines)
