"""How a question is shown, and the line of answers.toml that it is answered with."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner
from dlgrade.exercises.catalogue import questions
from dlgrade.exercises.checking.question import Question
from dlgrade.exercises.checking.text import Lang
from dlgrade.grader.asking import form
from dlgrade.grader.cli import main
from dlgrade.grader.questions import mark
from dlgrade.grader.reading import READERS
from dlgrade.grader.workers import Workers

everyone = pytest.mark.parametrize("one", questions().values(), ids=lambda one: one.id)
both = pytest.mark.parametrize("lang", ["ja", "en"])


def filled(question: Question) -> str:
    """The line as `show` gives it with the right words in the places left open."""
    right = question.answer()
    words = [right] if isinstance(right, str) else list(right.values() if isinstance(right, dict) else right)
    line = form(question, "…")
    for word in words:
        line = line.replace("…", word, 1)
    return line


@everyone
@both
def test_show_says_the_question_its_choices_and_how_to_write_the_answer(one: Question, lang: Lang) -> None:
    said = CliRunner().invoke(main, ["show", one.id, "--lang", lang]).stdout
    whole = re.sub(r"\s+", "", said)

    assert re.sub(r"\s+", "", one.asked().say(lang)) in whole
    assert all(re.sub(r"\s+", "", key + text.say(lang)) in whole for key, text in one.items.items())
    for key, choice in one.choices.items():
        text = choice.text.say(lang)
        assert re.sub(r"\s+", "", text if text == key else key + text) in whole
    assert form(one, "…") in said
    assert re.sub(r"\s+", "", one.explanation().say(lang)) not in whole


@pytest.mark.parametrize("one", [one for one in questions().values() if one.kind in READERS], ids=lambda one: one.id)
def test_the_line_shown_is_right_once_the_words_are_in_it(one: Question) -> None:
    with Workers() as workers:
        assert mark(one, tomllib.loads(filled(one)), workers, 1, "en").state == "pass"


@both
def test_init_leaves_lines_that_are_answers_left_open_once_their_signs_are_gone(lang: Lang, tmp_path: Path) -> None:
    names = [*questions()]
    assert CliRunner().invoke(main, ["init", str(tmp_path), *names, "--lang", lang]).exit_code == 0
    text = (tmp_path / "answers.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text) == {}
    lines = [line.removeprefix("# ") for line in text.splitlines() if re.match(r"# q-[a-z0-9-]+ =", line)]
    found = tomllib.loads("\n".join(lines))

    assert list(found) == names
    with Workers() as workers:
        assert {mark(one, found, workers, 1, lang).state for one in questions().values()} == {"missing"}


@both
def test_list_shows_every_question_with_its_kind(lang: Lang) -> None:
    said = CliRunner().invoke(main, ["list", "--lang", lang]).stdout
    kinds = {"ja": "組み合わせる", "en": "match"}

    assert all(name in said for name in questions())
    assert kinds[lang] in said
