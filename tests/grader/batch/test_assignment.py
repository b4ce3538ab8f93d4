"""An assignment says what is graded and what it is worth; what it says wrongly is told with its place."""

from datetime import UTC, datetime, timedelta

import pytest
from dlgrade.exercises import catalogue
from dlgrade.grader.batch.assignment import LateRule, read_assignment
from dlgrade.grader.batch.problem import BatchError

WHOLE = """
format = 1
title = "Homework 3"
exercises = ["ch05", "sigmoid", "q_ce_07"]
seed = 12
due = 2026-04-30T23:59:00+00:00
drop_lowest = 1
extra_credit = ["affine"]
hidden = ["sigmoid"]
hidden_checks = ["sigmoid/values"]
[points]
sigmoid = 5
[late]
grace_minutes = 10
per_day = 0.1
most = 0.5
accept_days = 7
"""


@pytest.fixture
def assignment(tmp_path):
    def read(text):
        (tmp_path / "assignment.toml").write_text(text)
        return read_assignment(tmp_path)

    return read


def test_all_that_can_be_said_is_read(assignment):
    check = next(iter(catalogue.exercises()["sigmoid"].titles))
    found = assignment(WHOLE.replace("sigmoid/values", f"sigmoid/{check}"))
    chapter = {one.id for one in catalogue.exercises().values() if one.chapter == "ch05"}
    assert chapter < set(found.items) and {"sigmoid", "q-ce-07"} <= set(found.items)
    assert (found.title, found.seed, found.drop_lowest) == ("Homework 3", 12, 1)
    assert found.due == datetime(2026, 4, 30, 23, 59, tzinfo=UTC)
    assert found.late == LateRule(timedelta(minutes=10), 0.1, 0.5, timedelta(days=7))
    assert (found.points, found.extra, found.hidden) == ({"sigmoid": 5.0}, {"affine"}, {"sigmoid"})
    assert found.hidden_checks == {f"sigmoid/{check}"}


def test_an_empty_file_asks_for_everything(assignment):
    assert assignment("").items == ()


def test_each_learner_may_get_numbers_of_their_own(assignment):
    found = assignment('seed = "per-submission"')
    assert found.per_submission and found.seed is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("dues = 1", "`due`"),
        ("format = 2", "`format`"),
        ('exercises = ["sigmiod"]', "'sigmoid'"),
        ('exercises = "sigmoid"', "`exercises`"),
        ("seed = -1", "`seed`"),
        ("seed = true", "`seed`"),
        ("due = 2026-04-30", "`due`"),
        ("due = 2026-04-30T10:00:00", "`due`"),
        ("drop_lowest = 1.5", "`drop_lowest`"),
        ('numerical_backward = "third"', "`numerical_backward`"),
        ("numerical_backward = 1.5", '"full", "half", "none", 0 … 1'),
        ("numerical_backward = true", "`numerical_backward`"),
        ("[points]\nsigmoid = -1", "`points.sigmoid`"),
        ("[points]\nsigmoid = nan", "`points.sigmoid`"),
        ("points = 3", "`points`"),
        ("[late]\nper_day = 2", "`late.per_day`"),
        ("[late]\nperday = 2", "`late.per_day`"),
        ('hidden_checks = ["sigmoid/none"]', "`hidden_checks`"),
        ("a = [", "cannot be read"),
    ],
)
def test_what_is_wrong_is_told_with_its_place_in_both_languages(assignment, text, words):
    with pytest.raises(BatchError) as caught:
        assignment(text)
    assert words in caught.value.texts["en"]
    assert caught.value.texts["ja"]


@pytest.mark.parametrize(
    ("said", "share"), [("", 1.0), ('"full"', 1.0), ('"half"', 0.5), ('"none"', 0.0), ("0.25", 0.25), ("1", 1.0)]
)
def test_a_numerically_computed_gradient_keeps_the_share_that_is_said(tmp_path, said, share):
    (tmp_path / "assignment.toml").write_text(f"numerical_backward = {said}" if said else "")
    assert read_assignment(tmp_path).numerical_backward == share
