"""The errata ledger: each stated verdict is what its calculation gives, and who repeats a printed error is told so."""

from __future__ import annotations

import re
import string
from typing import Any

import numpy as np
import pytest
from dlgrade.exercises import catalogue
from dlgrade.exercises.checking import exercise as exercises
from dlgrade.exercises.checking.diagnose import diagnose
from dlgrade.exercises.checking.erratum import Erratum, load
from dlgrade.exercises.checking.exercise import ExerciseError
from dlgrade.exercises.checking.judge import judge
from dlgrade.exercises.checking.subject import Local

ERRATA = list(catalogue.errata().values())
LINKS = [(one, link) for one in ERRATA for link in one.made_in]
EXERCISE_LINKS = [(one, link) for one, link in LINKS if link.kind == "exercise"]
SHORT = [(one, link) for one, link in EXERCISE_LINKS if catalogue.exercises()[link.id].cpu_seconds <= 10]
"""Whole nets that train to the end are diagnosed by the tests of their own exercises."""
QUESTION_LINKS = [(one, link) for one, link in LINKS if link.kind == "question"]


def named(value: Any) -> str:
    return value.id if isinstance(value, Erratum) else f"{value.id}:{value.label}"


@pytest.mark.parametrize("erratum", ERRATA, ids=named)
def test_a_stated_verdict_is_what_the_calculation_gives(erratum: Erratum) -> None:
    found = erratum.calculate()

    assert type(found.holds) is bool
    assert found.holds == erratum.holds


@pytest.mark.parametrize("erratum", ERRATA, ids=named)
def test_a_calculation_gives_the_same_again_and_leaves_numpy_s_generator_alone(erratum: Erratum) -> None:
    np.random.seed(3)
    first, drawn = erratum.said(), np.random.rand()
    np.random.seed(3)

    assert np.random.rand() == drawn
    assert erratum.said() == first


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("erratum", ERRATA, ids=named)
def test_every_figure_that_a_text_names_was_calculated_and_none_is_typed_in(erratum: Erratum, lang: Any) -> None:
    figures, said = erratum.calculate().figures, erratum.said()
    fields = {name for _, name, _, _ in string.Formatter().parse(erratum.calculation.say(lang)) if name}

    assert fields
    assert fields <= set(figures)
    assert not re.search(r"[{}]", said.right.say(lang) + said.calculation.say(lang))
    assert not re.search(r"\bnan\b|\binf\b", said.right.say(lang) + said.calculation.say(lang))


@pytest.mark.parametrize(("erratum", "link"), EXERCISE_LINKS, ids=named)
def test_the_mistake_of_a_printed_error_says_that_the_source_prints_it(erratum: Erratum, link: Any) -> None:
    exercise = catalogue.exercises()[link.id]
    printed = exercise.mistakes[link.label].printed_in

    assert printed is not None
    for lang in ("ja", "en"):
        assert any(source.say(lang) in printed.say(lang) for source in erratum.sources), printed.say(lang)


@pytest.mark.parametrize(("erratum", "link"), SHORT, ids=named)
def test_a_learner_who_makes_it_is_told_so(erratum: Erratum, link: Any) -> None:
    exercise = catalogue.exercises()[link.id]
    wrong = next(each for label, each in exercise.wrong.items() if label.partition("__")[0] == link.label)
    cause = diagnose(judge(exercise, Local(wrong), seed=17))

    assert cause is not None
    assert cause.label.partition("__")[0] == link.label
    assert cause.printed_in == exercise.mistakes[link.label].printed_in


@pytest.mark.parametrize(("erratum", "link"), QUESTION_LINKS, ids=named)
def test_a_question_tells_who_answers_with_a_printed_error(erratum: Erratum, link: Any) -> None:
    question = catalogue.questions()[link.id]

    for lang in ("ja", "en"):
        assert any(
            source.say(lang).removeprefix("the ") in question.errors[link.label].say(lang) for source in erratum.sources
        )


def test_every_mistake_that_stands_in_print_is_in_the_ledger() -> None:
    linked = {(link.id, link.label) for _, link in EXERCISE_LINKS}
    printed = {
        (one.id, label)
        for one in catalogue.exercises().values()
        for label, mistake in one.mistakes.items()
        if mistake.printed_in
    }

    assert printed == linked


def test_what_does_not_hold_and_can_be_made_in_an_exercise_is_linked() -> None:
    """But for one: no exercise and no question asks where momentum ends."""
    unlinked = {one.id for one in ERRATA if not one.holds and not one.made_in}

    assert unlinked == {"momentum-global-optimum"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("sources = [", 'sources = ["somebody", '), "unknown source 'somebody'"),
        (("[claim]", "[clam]"), "did you mean 'claim'"),
        (("holds = true\n", ""), "missing holds"),
        (("\nen = ", "\nno = "), "needs a text in ja and in en"),
    ],
)
def test_a_folder_that_is_not_as_it_must_be_is_told(tmp_path: Any, change: tuple[str, str], words: str) -> None:
    original = catalogue.errata()["sigmoid-peak"].folder
    folder = tmp_path / "sigmoid_peak"
    folder.mkdir()
    (tmp_path / "sources.toml").write_text((original.parent / "sources.toml").read_text())
    (folder / "erratum.toml").write_text((original / "erratum.toml").read_text().replace(*change, 1))

    with pytest.raises(ExerciseError, match=re.escape(words)):
        load(folder)
    assert exercises.read(original / "erratum.toml")["holds"] is True
