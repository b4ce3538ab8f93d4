"""What `show` prints: what an exercise or a question asks, what is accepted, and where to start, or the answer."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import cast

import click
from rich.console import Console
from rich.syntax import Syntax
from rich.text import Text as Line

from ..exercises.checking.exercise import Exercise
from ..exercises.checking.question import Question
from ..exercises.checking.text import Lang
from ..reports.lines import wrapped
from ..reports.terminal import make_console
from .asking import how, keyed, matched, prompt
from .commands import Unusable, chosen
from .declared import arguments, offered
from .forms import synonyms
from .giving_up import source
from .messages import say
from .status import PASSED

LISTED = 8
"""So many values of a convention are listed; of more, the first few stand for all."""


def show(name: str, give_up: bool, lang: str) -> int:
    """What an exercise or a question asks and accepts, or the reference's source of an exercise."""
    exercises, questions = chosen([name], lang)
    console = make_console(sys.stdout)
    if give_up and questions:
        raise Unusable(say("give_up_question", lang, name=questions[0].id))
    for exercise in exercises:
        if give_up:
            _code(console, f"# {say('give_up', lang, id=exercise.id)}\n{source(exercise)}")
        else:
            _show_exercise(exercise, cast(Lang, lang), console)
    for question in questions:
        _show_question(question, cast(Lang, lang), console)
    return PASSED


def _show_question(question: Question, lang: Lang, console: Console) -> None:
    points = say("show_points", lang, points=f"{question.points:g}")
    _print(console, f"{question.id}  {say(f'kind_{question.kind}', lang)}  {points}\n", "bold")
    _print(console, prompt(question, lang) + "\n")
    _section(console, say("show_items", lang), matched(question, lang))
    _section(console, say("show_choices", lang), keyed(question, lang))
    _print(console, how(question, lang))


def _code(console: Console, code: str) -> None:
    """Python, in colours on a terminal that has them and to the letter elsewhere."""
    if console.is_terminal and not console.no_color:
        syntax = Syntax("", "python", theme="ansi_dark", background_color="default")
        # the terminal breaks what is too long for it, so that what is copied is whole
        console.print(syntax.highlight(code.rstrip("\n")), soft_wrap=True)
    else:
        click.echo(code.rstrip("\n"))


def _print(console: Console, text: str, style: str = "", indent: int = 0) -> None:
    """A paragraph, broken by the rules of Japanese, which rich does not know."""
    for paragraph in text.split("\n"):
        for line in wrapped(paragraph, console.width - indent):
            console.print(Line(" " * indent + line, style=style), no_wrap=True, crop=False, overflow="ignore")


def _show_exercise(exercise: Exercise, lang: Lang, console: Console) -> None:
    points = say("show_points", lang, points=f"{exercise.points:g}")
    _print(console, f"{exercise.id}  {exercise.title.say(lang)}  {points}\n", "bold")
    _print(console, exercise.prompt.say(lang) + "\n")
    _section(console, say("show_write", lang), [_symbol(exercise, name, lang) for name in exercise.symbols])
    _section(console, say("show_checks", lang), [_check(exercise, check.id, lang) for check in exercise.checks])
    combined = any("+" in label for label in exercise.also_right)
    _section(console, say("show_combined" if combined else "show_accepted", lang), conventions(exercise, lang))
    _section(console, say("show_parameters", lang), _parameters(exercise))
    _section(console, say("show_forms", lang), _forms(exercise))
    _section(console, say("show_scope", lang), [exercise.out_of_scope.say(lang)] if exercise.out_of_scope else [])
    _section(console, say("show_needs", lang), list(exercise.needs))
    _print(console, say("show_start", lang, id=exercise.id), "bold")
    _code(console, exercise.skeleton.read_text(encoding="utf-8"))
    click.echo()
    _print(console, say("show_give_up", lang, id=exercise.id), "dim")


def _section(console: Console, title: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    _print(console, title, "bold")
    for line in lines:
        _print(console, line, indent=2)
    _print(console, "")


def _symbol(exercise: Exercise, name: str, lang: Lang) -> str:
    also = exercise.symbols[name].also
    return f"{name} ({say('show_also', lang)}: {', '.join(also)})" if also else name


def _check(exercise: Exercise, name: str, lang: Lang) -> str:
    check = next(one for one in exercise.checks if one.id == name)
    worth = say("show_points", lang, points=f"{check.points:g}") if check.points else ""
    worth = say("show_advice", lang) if check.advice else worth
    return f"{exercise.titles[name].say(lang)}  {worth}".rstrip()


def conventions(exercise: Exercise, lang: Lang) -> list[str]:
    """Each accepted convention once, with the values that it is met with."""
    values: dict[str, dict[str, None]] = {}
    for label in exercise.also_right:
        for part in label.split("+"):
            name, _, value = part.partition("__")
            values.setdefault(name, {})[value] = None
    return [exercise.conventions[name].say(lang).format(_either(met, lang)) for name, met in values.items()]


def _either(values: Iterable[str], lang: Lang) -> str:
    known = list(values)
    if len(known) > LISTED:
        return say("show_any_of", lang, some=", ".join(known[:3]), count=len(known))
    return " / ".join(known)


def _parameters(exercise: Exercise) -> list[str]:
    """Names of arguments that are recognised, for each argument that has several."""
    names: dict[str, dict[str, None]] = {}
    for symbol in exercise.symbols.values():
        everywhere = synonyms()["parameters"]
        for name in arguments(exercise.reference[symbol.name]):
            also = [*symbol.parameters.get(name, ()), *everywhere.get(name, ())]
            names.setdefault(name, {}).update(dict.fromkeys(also))
    return [f"{name}: {', '.join(also)}" for name, also in names.items() if also]


def _forms(exercise: Exercise) -> list[str]:
    """The lines of dlgrade.toml, as they may stand there."""
    lines = []
    for symbol in exercise.symbols.values():
        lines += [f"[forms.{symbol.name}]", f'place = "file.py:{symbol.name}"']
        lines += [f"{key} = {value}" for key, value in offered(exercise, symbol).items()]
    return lines
