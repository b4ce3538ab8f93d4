"""`show` and `show --give-up`: what is accepted is said once, and the answer is code that runs and is right."""

from __future__ import annotations

import io
import re
import tomllib
from typing import Any

import pytest
from click.testing import CliRunner, Result
from dlgrade.exercises import catalogue
from dlgrade.exercises.checking.exercise import Exercise
from dlgrade.exercises.checking.judge import judge
from dlgrade.exercises.checking.subject import Local
from dlgrade.grader import sheet
from dlgrade.grader.cli import main
from dlgrade.grader.collect.declaring import read_forms
from dlgrade.grader.collect.model import Settings
from dlgrade.grader.declared import validate
from dlgrade.grader.giving_up import source
from rich.console import Console

EXERCISES = list(catalogue.exercises().values())
CODE = "def f(x):\n    return 1"
SHORT = [one for one in EXERCISES if one.cpu_seconds <= 5]


def run(*args: str) -> Result:
    return CliRunner().invoke(main, list(args), catch_exceptions=False)


def executed(code: str) -> dict[str, Any]:
    namespace: dict[str, Any] = {"__name__": "given_up"}
    exec(compile(code, "given_up.py", "exec"), namespace)
    return namespace


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.id)
def test_what_give_up_prints_defines_every_symbol_by_itself(exercise: Exercise) -> None:
    namespace = executed(source(exercise))

    assert set(exercise.symbols) <= set(namespace)
    assert not re.search(r"^from \.", source(exercise), re.MULTILINE)


@pytest.mark.parametrize("exercise", SHORT, ids=lambda one: one.id)
def test_what_give_up_prints_passes(exercise: Exercise) -> None:
    namespace = executed(source(exercise))

    assert judge(exercise, Local({name: namespace[name] for name in exercise.symbols}), seed=5).state == "pass"


@pytest.mark.parametrize(("lang", "warning"), [("en", "without looking"), ("ja", "書き直してみてください")])
def test_give_up_warns_in_one_line_and_can_be_piped_into_a_file_that_runs(lang: str, warning: str) -> None:
    result = run("show", "lstm", "--give-up", "--lang", lang)
    first, rest = result.stdout.split("\n", 1)

    assert result.exit_code == 0
    assert first.startswith("# ")
    assert warning in first
    assert "\x1b" not in result.stdout
    assert "LSTM" in executed(result.stdout)
    assert rest.rstrip("\n") == source(catalogue.exercises()["lstm"]).rstrip("\n")


def test_the_plain_convolution_is_what_give_up_prints() -> None:
    code = run("show", "conv", "--give-up").stdout

    assert "self.col = im2col(" in code
    assert "fast" not in code.lower()


def test_code_is_coloured_on_a_terminal_and_nowhere_else(capsys: pytest.CaptureFixture[str]) -> None:
    shown = io.StringIO()
    sheet._code(
        Console(file=shown, force_terminal=True, color_system="truecolor", width=100), "def f(x):\n    return 1"
    )

    assert "\x1b[" in shown.getvalue()
    assert re.sub(r"\x1b\[[0-9;]*m", "", shown.getvalue()).split() == ["def", "f(x):", "return", "1"]
    sheet._code(Console(no_color=True, force_terminal=True), "x = 1")
    assert capsys.readouterr().out == "x = 1\n"


def test_no_line_of_code_is_cut_on_a_narrow_terminal() -> None:
    shown, code = io.StringIO(), source(catalogue.exercises()["conv"])
    sheet._code(Console(file=shown, force_terminal=True, color_system="truecolor", width=40), code)

    assert re.sub(r"\x1b\[[0-9;]*m", "", shown.getvalue()).split() == code.split()


def test_a_question_has_no_source_to_give_up_to() -> None:
    result = run("show", "q-ce-07", "--give-up")

    assert result.exit_code == 2
    assert "dlgrade quiz q-ce-07" in result.stderr


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("exercise", [one for one in EXERCISES if one.also_right], ids=lambda one: one.id)
def test_each_convention_is_said_once(exercise: Exercise, lang: Any) -> None:
    lines = sheet.conventions(exercise, lang)

    assert len(lines) == len(set(lines)) == len(exercise.conventions)
    assert not any("{" in line for line in lines)


def test_every_order_of_the_gates_takes_one_line() -> None:
    shown = run("show", "gru", "--lang", "en").stdout

    assert shown.count("the columns stand in the order") == 1
    assert "zhr / rzh / rhz / hzr / hrz" in shown
    assert "combined where they fit together" in shown
    assert "(23 in all)" in run("show", "lstm", "--lang", "en").stdout


def test_show_lists_the_names_of_arguments_and_the_forms_that_may_be_declared() -> None:
    lstm, conv, adam = (run("show", name, "--lang", "en").stdout for name in ("lstm", "conv", "adam"))

    assert "Wx: W_x, wx" in lstm
    assert 'gates = "fgio"' in lstm
    assert 'channels = "last"' in conv
    assert 'params = "list"' in adam
    assert 'arguments = ["lr", "beta1", "beta2"]' in adam
    assert "gates" not in conv


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.id)
def test_the_lines_for_dlgrade_toml_are_such_as_dlgrade_takes(exercise: Exercise) -> None:
    places, forms = read_forms(tomllib.loads("\n".join(sheet._forms(exercise)))["forms"])

    assert list(places) == list(exercise.symbols)
    validate(Settings({}, forms))
