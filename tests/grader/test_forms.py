"""Whose parameter is whose, by its name, and which other forms are tried."""

from __future__ import annotations

from typing import Any

import pytest
from dlgrade.grader import forms, remarks
from dlgrade.grader.forms import Binding, Form, Parameter, bind, others, signature, sizes

ALSO = forms.synonyms()["parameters"]


def parameters(text: str) -> list[Parameter]:
    """`y, t=, *args, /k` : optional with =, keyword-only with a slash in front."""
    found = []
    for word in text.replace(",", " ").split():
        kind = "VAR_POSITIONAL" if word.startswith("*") else "KEYWORD_ONLY" if word.startswith("/") else "POSITIONAL"
        found.append(Parameter(word.strip("*/="), not word.endswith("="), kind))
    return found


def bound(book: str, learner: str, swap: bool = False) -> Binding:
    return bind(book.split(), parameters(learner), ALSO, swap)


@pytest.mark.parametrize(
    ("book", "learner", "order"),
    [
        ("y t", "y t", (0, 1)),
        ("y t", "t y", (1, 0)),
        ("y t", "target pred", (1, 0)),
        ("y t", "y_pred y_true", (0, 1)),
        ("y t", "y_true y_pred", (1, 0)),
        ("y t", "y y_hat", (1, 0)),
        ("params grads", "grads params", (1, 0)),
        ("params grads", "dw w", (1, 0)),
        ("lr momentum", "learning_rate mu", (0, 1)),
        ("lr momentum", "momentum eta", (1, 0)),
        ("W b", "bias weight", (1, 0)),
        ("x", "inp", (0,)),
    ],
)
def test_names_decide_the_order(book: str, learner: str, order: tuple[int, ...]) -> None:
    binding = bound(book, learner)
    assert binding.order == order
    assert binding.told


def test_names_that_tell_nothing_leave_the_book_s_order_or_the_other_one() -> None:
    assert (bound("y t", "foo bar").order, bound("y t", "foo bar").told) == ((0, 1), False)
    assert bound("y t", "foo bar", swap=True).order == (1, 0)


def test_one_telling_name_decides_for_both() -> None:
    assert bound("y t", "t foo").order == (1, 0)


def test_variadic_and_keyword_only_parameters_take_no_place() -> None:
    assert bound("x y", "*args").order == ()
    assert bound("lr momentum", "/learning_rate /mu").names == {"lr": "learning_rate", "momentum": "mu"}
    assert bound("lr momentum", "/learning_rate /mu").order == ()


@pytest.mark.parametrize("learner", ["input_size output_size", "n_in n_out", "in_features out_features", "D M"])
def test_parameters_that_are_sizes_tell_so(learner: str) -> None:
    assert sizes(parameters(learner)) == (0, 1)
    assert sizes(parameters(f"{learner} rng=")) == (0, 1)


def test_sizes_the_other_way_round_are_read_so() -> None:
    assert sizes(parameters("out_dim in_dim")) == (1, 0)


@pytest.mark.parametrize("learner", ["W b", "n_in", "n_in n_out depth", "n_in in_dim", "", "*args"])
def test_other_parameters_are_no_sizes(learner: str) -> None:
    assert sizes(parameters(learner)) == ()


def test_other_forms_are_tried_only_where_they_may_serve() -> None:
    assert others(told=True, raised=True, updates=False, sized=False) == []
    assert others(told=True, raised=False, updates=True, sized=True) == []
    assert others(told=False, raised=False, updates=False, sized=False) == [Form(swapped=True)]
    assert others(told=True, raised=True, updates=False, sized=True) == [Form(sized=True)]
    assert [form.container for form in others(True, True, True, False)] == ["list", "array"]


@pytest.mark.parametrize(
    "described",
    [
        None,
        7,
        [],
        {"class": "yes", "parameters": 3, "methods": []},
        {"parameters": [1, [2], ["a"], [1, 2, 3], ["x" * 10_000, True, "POSITIONAL"], ["not a name", True, ""]]},
        {"methods": {"f": 3, "x" * 10_000: [], "g g": []}},
    ],
    ids=str,
)
def test_a_malformed_description_is_an_unknown_one(described: Any) -> None:
    found = signature(described)
    assert not found.is_class
    assert found.parameters == ()
    assert set(found.methods) <= {"f"}


def test_a_description_is_not_read_without_end() -> None:
    long = [["a", True, "POSITIONAL"]] * 10_000
    found = signature({"class": True, "parameters": long, "methods": {f"m{n}": long for n in range(1000)}})
    assert len(found.parameters) == forms.MAX_PARAMETERS
    assert len(found.methods) == forms.MAX_METHODS


def test_remarks_are_made_only_of_what_is_not_the_book_s() -> None:
    assert remarks.of_order("f", ["y", "t"], bound("y t", "y t")) is None
    told = remarks.of_order("f", ["y", "t"], bound("y t", "t y"))
    assert told is not None
    assert "(t, y)" in told.en
    assert remarks.of_form("Adam", Form()) is None
    for form in (Form(sized=True), Form(container="list"), Form(container="array")):
        text = remarks.of_form("Adam", form)
        assert text is not None
        assert text.ja != text.en


def test_a_single_telling_name_may_mislead_and_the_other_order_is_tried() -> None:
    """In f(x, y) of a loss, y may be the prediction, as in the book, or the target."""
    learner = [Parameter("x", True, "POSITIONAL_OR_KEYWORD"), Parameter("y", True, "POSITIONAL_OR_KEYWORD")]
    also = {"y": ["y_pred"], "t": ["target"]}

    assert bind(["y", "t"], learner, also, swap=False).order == (1, 0)
    assert bind(["y", "t"], learner, also, swap=True).order == (0, 1)
    assert not bind(["y", "t"], learner, also, swap=False).told


@pytest.mark.parametrize(
    ("learner", "name"),
    [
        ("x training=", "training"),
        ("x train_flg= training=", "train_flg"),
        ("x **more", "train_flg"),
        ("x", "train_flg"),
    ],
)
def test_an_argument_by_name_goes_by_the_learners_name(learner: str, name: str) -> None:
    also = {"train_flg": ["training"]}

    assert forms.renamed({"train_flg": True}, parameters(learner), {"x": "x"}, also) == {name: True}


def test_what_is_declared_of_an_argument_by_name_counts() -> None:
    assert forms.renamed({"train_flg": True}, parameters("x flag="), {"train_flg": "flag"}, {}) == {"flag": True}
