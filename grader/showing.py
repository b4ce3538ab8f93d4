"""What `init` does: skeletons to start from, and a file for the answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import click

from ..exercises.checking.question import Question
from ..exercises.checking.text import Lang
from .asking import form, keyed, matched, prompt
from .commands import Unusable, chosen
from .messages import say
from .status import PASSED


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
