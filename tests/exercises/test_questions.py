"""The questions of the curriculum: whole, in both languages, with one right answer each, computed when it is asked."""

from __future__ import annotations

import inspect
import re
import tomllib
from pathlib import Path

import numpy as np
import pytest
from dlgrade.exercises.catalogue import questions
from dlgrade.exercises.checking.compare import compare, resembles
from dlgrade.exercises.checking.exercise import ExerciseError
from dlgrade.exercises.checking.question import COMPUTED, KINDS, Question, load
from dlgrade.exercises.checking.text import LANGS, Text
from dlgrade.exercises.checking.tolerance import DEFAULT

CURRICULUM = """
q-chain q-sigmoid-max q-zero-init q-bn-effects q-optimizer-traits q-regularisation q-lasso q-l2-grad q-l1-grad q-crop
q-conv-size q-ce-07 q-ce-02 q-procedure q-he-std q-which-init q-data-roles q-lstm-count q-gru-count q-data-rule
q-adding q-activation q-lr-method
"""

everyone = pytest.mark.parametrize("one", questions().values(), ids=lambda one: one.id)


def of_kind(*kinds: str) -> pytest.MarkDecorator:
    found = [one for one in questions().values() if one.kind in kinds]
    assert found
    return pytest.mark.parametrize("one", found, ids=lambda one: one.id)


def texts(one: Question) -> list[Text]:
    errors = [choice.error for choice in one.choices.values() if choice.error]
    choices = [choice.text for choice in one.choices.values()]
    picture = [one.picture] if one.picture else []
    return [one.prompt, one.hint, one.why, *choices, *errors, *one.items.values(), *one.errors.values(), *picture]


def test_all_23_of_the_curriculum_are_there_and_every_kind_is_asked() -> None:
    assert set(questions()) == set(CURRICULUM.split())
    assert len(questions()) == 23
    assert {one.kind for one in questions().values()} == set(KINDS)


@everyone
def test_both_languages_say_the_same_figures(one: Question) -> None:
    for text in texts(one):
        fields = [sorted(re.findall(r"{(\w+)", text.say(lang))) for lang in LANGS]

        assert len(set(fields[0])) == len(set(fields[1])), text
        assert set(fields[0]) == set(fields[1]), text
        assert all(one.told(text).say(lang).strip() for lang in LANGS)


@everyone
def test_texts_are_sentences_and_japanese_is_japanese(one: Question) -> None:
    sentences = [one.prompt, one.hint, one.why, *one.errors.values()]
    sentences += [choice.error for choice in one.choices.values() if choice.error]
    for text in sentences:
        assert not re.match(r"[a-z]{2,} ", text.en), "a sentence begins with a capital or a formula"
        assert text.en.rstrip(")")[-1] in ".?" or text.en.endswith("np.sign(param)")
        assert re.search(r"[ぁ-んァ-ヶ一-龠]", text.ja)


@everyone
def test_the_explanation_tells_a_figure_that_is_computed(one: Question) -> None:
    assert re.search(r"{\w+", one.why.en)
    assert "{" not in one.explanation().en


@everyone
def test_the_prompt_and_the_hint_do_not_hold_the_explanation(one: Question) -> None:
    assert one.explanation().en not in one.asked().en + one.told(one.hint).en


@of_kind("choice")
def test_a_choice_has_one_right_answer_as_computed_and_every_other_says_why_not(one: Question) -> None:
    right = one.answer()

    assert right in one.choices
    assert {key for key, choice in one.choices.items() if choice.error} == set(one.choices) - {right}


@of_kind("pick")
def test_what_is_not_to_be_picked_says_why_not(one: Question) -> None:
    right = one.answer()

    assert 0 < len(right) < len(one.choices)
    assert {key for key, choice in one.choices.items() if choice.error} == set(one.choices) - set(right)


@of_kind("match")
def test_every_item_has_its_own_partner_and_what_is_nobodys_says_why(one: Question) -> None:
    right = one.answer()

    assert set(right) == set(one.items)
    assert len(set(right.values())) == len(right)
    assert {key for key, choice in one.choices.items() if choice.error} == set(one.choices) - set(right.values())


@of_kind("order")
def test_an_order_is_one_of_all_choices(one: Question) -> None:
    assert sorted(one.answer()) == sorted(one.choices)


@of_kind("order", "choice", "pick", "match")
def test_what_show_lists_is_not_in_the_order_of_the_answer(one: Question) -> None:
    listed = [choice.key for choice in one.drawn(0)]

    assert sorted(listed) == sorted(one.choices)
    if one.kind == "order":
        assert listed != one.answer()


@of_kind("order", "choice", "pick", "match")
def test_the_seed_decides_the_order_of_the_choices(one: Question) -> None:
    orders = [tuple(choice.key for choice in one.drawn(seed)) for seed in range(50)]

    assert orders == [tuple(choice.key for choice in one.drawn(seed)) for seed in range(50)]
    assert (len(set(orders)) == 1) == one.fixed


@of_kind("number", "shape")
def test_known_wrong_numbers_are_wrong(one: Question) -> None:
    wrong = one.wrong()

    assert set(wrong) == set(one.errors) != set()
    for value in wrong.values():
        assert np.abs(np.subtract(value, one.answer())).max() > 2 * one.tolerance


@of_kind(*COMPUTED)
@pytest.mark.parametrize("seed", range(20))
def test_known_wrong_formulas_are_wrong_and_told_apart(one: Question, seed: int) -> None:
    values = one.draw(one.case(seed))
    wrong = one.mistaken(values)

    assert set(wrong) == set(one.errors) != set()
    assert set(values) == set(one.variables)
    for label, value in wrong.items():
        others = [other for name, other in wrong.items() if name != label]
        assert compare(one.expected(values), value, DEFAULT)
        assert not any(resembles(other, value) for other in others)


@everyone
def test_an_answer_is_computed_from_the_reference_each_time(one: Question) -> None:
    module = inspect.getmodule(one._module().figures)
    assert module is not None
    source = inspect.getsource(module)

    assert "....reference." in source
    if one.kind not in (*COMPUTED, "text"):
        assert one.answer() == one.answer()


@everyone
def test_asking_leaves_numpys_generator_alone(one: Question) -> None:
    np.random.seed(3)
    before = np.random.get_state()[1].copy()  # type: ignore[index,union-attr]
    one.explanation()
    if one.kind in COMPUTED:
        one.expected(one.draw(one.case(1)))
    elif one.kind != "text":
        one.answer()

    assert (np.random.get_state()[1] == before).all()  # type: ignore[index]


def test_the_reference_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    """With another reference the answer is another: none is typed in."""
    from dlgrade.exercises.ch03.q_sigmoid_max import answer as peak  # type: ignore[import-not-found]
    from dlgrade.exercises.ch07.q_conv_size import answer as size  # type: ignore[import-not-found]

    monkeypatch.setattr(peak, "sigmoid_grad", lambda x: 0.45 * np.exp(-(x**2)))
    monkeypatch.setattr(size, "conv_output_size", lambda *_, **__: 5)

    assert questions()["q-sigmoid-max"].answer() == "0.45"
    assert questions()["q-conv-size"].answer() == (5, 5)
    assert "0.4500" in questions()["q-sigmoid-max"].explanation().en


def test_only_one_optimizer_shows_each_trait() -> None:
    assert questions()["q-optimizer-traits"].answer() == {
        "momentum": "inertia",
        "adagrad": "fading",
        "rmsprop": "forgetting",
    }


def test_the_picture_of_lasso_is_drawn_and_described() -> None:
    one = questions()["q-lasso"]
    svg = one.drawing()

    assert svg.startswith("<?xml") and svg.rstrip().endswith("</svg>")
    assert svg == one.drawing()
    assert len(svg) < 60_000
    assert one.picture is not None
    assert "diamond" in one.told(one.picture).en and "ひし形" in one.told(one.picture).ja


def test_without_the_library_that_draws_the_description_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    one = questions()["q-lasso"]
    monkeypatch.setattr(one._module(), "picture", lambda: (_ for _ in ()).throw(ImportError("matplotlib")))

    assert one.drawing() == ""


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "riddle"}, "kind must be one of"),
        ({"hint": {"ja": "考える"}}, "hint: needs a text in ja and in en"),
        ({"chioces": {}}, "did you mean 'choices'"),
        ({"choices": {"a": {"ja": "あ", "en": "a", "error": {"en": "No."}}}}, "choices.a.error"),
    ],
)
def test_a_broken_definition_is_refused(change: dict[str, object], said: str, tmp_path: Path) -> None:
    from dlgrade.exercises.checking import question

    data = {
        "format": 1,
        "order": 1,
        "kind": "choice",
        **{k: {"ja": "あ", "en": "A."} for k in ("prompt", "hint", "why")},
    }
    folder = tmp_path / "q_new"
    folder.mkdir()
    (folder / "question.toml").write_text("", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(question, "read", lambda _: {**data, **change})
        with pytest.raises(ExerciseError, match=said):
            load(folder)


def test_a_text_is_worth_nothing() -> None:
    for one in questions().values():
        points = tomllib.loads((one.folder / "question.toml").read_text(encoding="utf-8")).get("points", 1)
        assert one.points == (0 if one.kind == "text" else points)
