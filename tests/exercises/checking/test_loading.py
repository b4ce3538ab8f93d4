"""An exercise's folder is read strictly: whatever is wrong with it is said with file and key."""

from __future__ import annotations

from pathlib import Path

import pytest
from dlgrade.exercises import catalogue
from dlgrade.exercises.checking.exercise import Exercise, ExerciseError, load
from dlgrade.exercises.checking.text import fill

SOURCE = (catalogue.ROOT / "ch03" / "sigmoid" / "exercise.toml").read_text(encoding="utf-8")


def loaded(tmp_path: Path, text: str) -> Exercise:
    folder = tmp_path / "ch03" / "sigmoid"
    folder.mkdir(parents=True)
    (folder / "exercise.toml").write_text(text, encoding="utf-8")
    return load(folder)


def test_an_unknown_key_is_answered_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(ExerciseError, match=r"unknown key 'titel'; did you mean 'title'"):
        loaded(tmp_path, SOURCE.replace("[title]", "[titel]"))


def test_a_text_without_a_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExerciseError, match="needs a text in ja and in en"):
        loaded(tmp_path, SOURCE.replace('en = "Sigmoid function"', 'en = " "'))


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExerciseError, match="missing order"):
        loaded(tmp_path, "\n".join(line for line in SOURCE.splitlines() if not line.startswith("order")))


def test_broken_toml_is_named_by_its_file(tmp_path: Path) -> None:
    with pytest.raises(ExerciseError, match=r"sigmoid/exercise\.toml"):
        loaded(tmp_path, "format = ")


@pytest.mark.parametrize("exercise", catalogue.exercises().values(), ids=lambda one: one.id)
def test_each_exercise_says_everything_a_learner_needs(exercise: Exercise) -> None:
    assert len(exercise.hints) == 3
    assert exercise.wrong.keys() and exercise.mistakes.keys()
    assert all(exercise.convention(label).ja for label in exercise.also_right)
    assert exercise.points > 0
    assert exercise.plot in ("", *(check.id for check in exercise.checks))


@pytest.mark.parametrize("exercise", catalogue.exercises().values(), ids=lambda one: one.id)
def test_japanese_texts_are_japanese_and_english_ones_english(exercise: Exercise) -> None:
    texts = [exercise.title, exercise.prompt, *exercise.hints, *(m.text for m in exercise.mistakes.values())]
    for text in [*texts, *exercise.titles.values(), *exercise.claims.values()]:
        assert not any("\u3040" <= letter <= "\u30ff" for letter in text.en), text.en
    for text in [exercise.prompt, *exercise.hints, *(m.text for m in exercise.mistakes.values())]:
        assert any("\u3040" <= letter <= "\u30ff" for letter in text.ja), text.ja


def test_ids_are_found_with_hyphens_and_underscores() -> None:
    assert catalogue.named("Sigmoid_Grad") is catalogue.named("sigmoid-grad")
    assert catalogue.named("../sigmoid") is None
    assert catalogue.named("no-such") is None


def test_every_sentence_of_the_judge_stands_in_both_languages() -> None:
    from dlgrade.exercises.checking.text import _sentences

    assert all(set(entry) == {"ja", "en"} and all(entry.values()) for entry in _sentences().values())


def test_a_text_inside_a_text_speaks_the_same_language() -> None:
    from dlgrade.exercises.checking.text import Text

    filled = fill(Text(ja="{what}です", en="it is {what}"), what=Text(ja="重み", en="the weight"))

    assert (filled.ja, filled.en) == ("重みです", "it is the weight")
