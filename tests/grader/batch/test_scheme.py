"""From verdicts to points that count."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from dlgrade.grader.batch.assignment import Assignment, LateRule
from dlgrade.grader.batch.scheme import Lateness, columns, dropped, lateness, marks, shortened, totals
from dlgrade.grader.batch.store import Verdict, Word

DUE = datetime(2026, 4, 30, 12, tzinfo=UTC)
RULE = LateRule(grace=timedelta(minutes=10), per_day=0.1, most=0.5, accepted=timedelta(days=7))


def verdict(item, points, worth, state="partial"):
    return Verdict(item, "k", state, points, worth, 0.5, json.dumps({"state": state, "cause": None}))


PLAIN = Assignment()


def table(found, assignment=PLAIN, words=()):
    given = columns(assignment, found, "en")
    return given, marks({v.item: v for v in found.values()}, given, words)


def test_columns_stand_in_the_order_of_the_curriculum_whatever_the_assignment_names_first():
    given = columns(Assignment(items=("adam", "sigmoid", "q-ce-07")), (), "ja")
    assert [(one.id, one.kind) for one in given] == [
        ("sigmoid", "exercise"), ("q-ce-07", "question"), ("adam", "exercise"),
    ]  # fmt: skip


def test_without_an_assignment_all_that_anybody_handed_in_is_a_column():
    assert [one.id for one in columns(Assignment(), {"sgd", "step"}, "en")] == ["step", "sgd"]


def test_points_of_the_assignment_scale_those_of_the_machine():
    _, found = table({"sgd": verdict("sgd", 2, 8)}, Assignment(items=("sgd", "adam"), points={"sgd": 20.0}))
    first, second = found
    assert (first.id, first.state, first.points, first.max_points) == ("sgd", "partial", 5.0, 20.0)
    assert (second.state, second.points) == ("missing", 0.0)


def test_the_last_override_counts_and_the_machine_is_shown_beside_it():
    words = [Word("override", "s1", "sgd", 1.0), Word("override", "s1", "sgd", 7.0, note="explained it")]
    _, (mark,) = table({"sgd": verdict("sgd", 2, 8)}, Assignment(items=("sgd",), points={"sgd": 8.0}), words)
    assert (mark.points, mark.machine_points, mark.overridden, mark.note) == (7.0, 2.0, True, "explained it")


def test_the_lowest_share_is_dropped_and_extra_credit_never():
    assignment = Assignment(items=("sgd", "adam", "l1"), points={"sgd": 10.0, "adam": 10.0, "l1": 10.0},
                            extra=frozenset({"l1"}))  # fmt: skip
    given, found = table(
        {"sgd": verdict("sgd", 4, 8), "adam": verdict("adam", 5, 20), "l1": verdict("l1", 1, 10)}, assignment
    )
    out = dropped(given, found, 1)
    assert out == ("adam",)
    assert totals(given, found, out) == (5.0 + 1.0, 10.0)
    assert dropped(given, found, 9) == ("adam",), "one column stays"


def test_what_we_failed_to_judge_counts_neither_way_unless_the_instructor_gives_points():
    found = {"sgd": verdict("sgd", 0, 8, "grader_error"), "adam": verdict("adam", 10, 10, "pass")}
    assignment = Assignment(items=("sgd", "adam"), points={"sgd": 8.0, "adam": 10.0})
    assert totals(*table(found, assignment), ()) == (10.0, 10.0)
    given, with_word = table(found, assignment, [Word("override", "s1", "sgd", 6.0)])
    assert totals(given, with_word, ()) == (16.0, 18.0)


@pytest.mark.parametrize(
    ("over", "expected"),
    [
        (timedelta(seconds=-1), Lateness()),
        (timedelta(minutes=10), Lateness()),
        (timedelta(minutes=11), Lateness(0.1, 1)),
        (timedelta(days=1), Lateness(0.1, 1)),
        (timedelta(days=1, seconds=1), Lateness(0.2, 2)),
        (timedelta(days=6.5), Lateness(0.5, 7)),
        (timedelta(days=7, seconds=1), Lateness(1.0, 8)),
    ],
)
def test_each_day_begun_costs_its_share_up_to_the_most(over, expected):
    found = lateness(Assignment(due=DUE, late=RULE), (DUE + over).isoformat(), False, ())
    assert (found.days, round(found.share, 9)) == (expected.days, expected.share)


def test_the_last_extension_is_the_date_that_counts():
    at = (DUE + timedelta(days=3)).isoformat()
    words = [Word("extension", "s", until=(DUE + timedelta(days=d)).isoformat()) for d in (1, 4)]
    assert lateness(Assignment(due=DUE, late=RULE), at, False, words) == Lateness()
    assert lateness(Assignment(due=DUE, late=RULE), at, False, words[:1]).days == 2


def test_a_late_mark_without_a_time_costs_nothing_and_is_told():
    assert lateness(Assignment(due=DUE, late=RULE), "", True, ()) == Lateness(unknown=True)


def test_without_a_date_nothing_is_late():
    assert lateness(Assignment(), DUE.isoformat(), True, ()) == Lateness()


def numerical(points, evaluations=24):
    checks = [{"kind": "gradient", "points": points}, {"kind": "values", "points": 2}]
    body = json.dumps({"state": "pass", "cause": None, "numerical": evaluations, "checks": checks})
    return {"affine": Verdict("affine", "k", "pass", points + 2, 6, 0.5, body)}


@pytest.mark.parametrize(("share", "points"), [(1.0, 12), (0.5, 8), (0.0, 4), (0.25, 6)])
def test_a_numerically_computed_gradient_keeps_its_share_beside_the_machines_verdict(share, points):
    given = columns(Assignment(points={"affine": 12.0}), ["affine"], "en")
    (found,) = marks(numerical(4), given, (), share)
    assert (found.points, found.machine_points, found.state) == (points, 12, "pass")
    assert shortened(found) == (share < 1)


def test_an_analytic_gradient_and_an_overridden_one_keep_all():
    given = columns(PLAIN, ["affine"], "en")
    word = Word("override", "me", "affine", points=6.0)
    assert marks(numerical(4, 0), given, (), 0.0)[0].points == 6
    assert marks(numerical(4), given, (word,), 0.0)[0].points == 6
