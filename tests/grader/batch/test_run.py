"""A class is graded once, again after changes, and never loses anything."""

from dataclasses import replace

import pytest
from dlgrade.exercises import catalogue
from dlgrade.grader.batch import run as running
from dlgrade.grader.batch import work
from dlgrade.grader.batch.keys import item_key, seed_of
from dlgrade.grader.batch.publish import Publisher
from dlgrade.grader.batch.views import record_of
from dlgrade.grader.collect import collect
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers
from dlgrade.reports.serial import to_json

from .conftest import ASSIGNMENT, RIGHT


def states(a_class):
    with a_class.store() as store:
        publisher = Publisher(store, a_class.asked(), a_class.out)
        return {one.id: (one.state, {mark.id: mark.state for mark in one.marks}) for one in publisher.learners()}


def test_every_learner_gets_a_verdict_whatever_was_handed_in(a_class):
    ran = a_class.with_roster("ann", "bob", "cy", "di", "eve", "zoe").grade()
    assert sorted(ran.states) == ["graded"] * 4 + ["missing", "unreadable"]
    both = {"sigmoid": "pass", "identity": "pass"}
    assert states(a_class) == {
        "ann": ("graded", both),
        "bob": ("graded", {"sigmoid": "fail", "identity": "pass"}),
        "cy": ("graded", {"sigmoid": "crashed", "identity": "pass"}),
        "di": ("unreadable", {}),
        "eve": ("graded", both),
        "zoe": ("missing", {}),
    }


def test_a_second_run_does_nothing_again(a_class):
    a_class.grade()
    ran = a_class.grade()
    assert (ran.parcels, ran.outcome.redone) == ([], {})
    assert sorted(ran.states) == ["kept"] * 4 + ["unreadable"]


def test_a_changed_submission_is_graded_again_and_no_other(a_class):
    a_class.grade()
    a_class.hand_in("bob", RIGHT + "# mended\n")
    ran = a_class.grade()
    assert list(ran.outcome.redone) == ["bob"]
    assert states(a_class)["bob"][1]["sigmoid"] == "pass"


def test_a_changed_exercise_is_graded_again_and_no_other(a_class, monkeypatch):
    a_class.grade()
    changed = catalogue.exercises()["identity"]
    monkeypatch.setattr(work, "item_key", lambda item: item_key(item) + ("x" if item is changed else ""))
    ran = a_class.grade()
    assert {parcel.exercises for parcel in ran.parcels} == {("identity",)}
    assert set(ran.outcome.redone) == {"ann", "bob", "cy", "eve"}


@pytest.mark.parametrize("change", [{"seed": 8}, {"lang": "ja"}])
def test_changed_settings_grade_everything_again(a_class, change):
    a_class.grade()
    assert len(a_class.grade(**change).parcels) == 5


def test_changed_points_or_dates_grade_nothing_again(a_class):
    a_class.grade()
    assert a_class.grade(assignment=replace(ASSIGNMENT, points={"sigmoid": 9.0}, due=None)).parcels == []


def test_an_exercise_more_grades_that_one_alone(a_class):
    a_class.grade()
    ran = a_class.grade(assignment=replace(ASSIGNMENT, items=("sigmoid", "identity", "relu")))
    assert {parcel.exercises for parcel in ran.parcels} == {("relu",)}


def test_the_same_bytes_under_another_name_are_not_graded_twice(a_class):
    a_class.grade()
    (a_class.folder / "sub").mkdir()
    (a_class.folder / "sub" / "ann.py").write_text(RIGHT)
    ran = a_class.grade()
    assert ran.parcels == []
    with a_class.store() as store:
        assert '"name": "sub"' in store.entry("sub").head


def test_a_worker_that_dies_takes_no_result_along(a_class):
    ran = a_class.grade(breaks=2)
    assert sorted(ran.states) == ["graded"] * 4 + ["unreadable"]
    assert ran.outcome.lost == {}


def test_a_submission_that_breaks_every_worker_is_named_and_tried_again_next_time(a_class, monkeypatch):
    real = running.grade_parcel

    def breaking(parcel):
        if parcel.bundle.name == "bob.py":
            raise OSError("gone")
        return real(parcel)

    monkeypatch.setattr(running, "grade_parcel", breaking)
    ran = a_class.grade()
    assert list(ran.outcome.lost) == ["bob"]
    assert sum(parcel.bundle.name == "bob.py" for parcel in ran.parcels) == running.MAX_TRIES
    monkeypatch.undo()
    assert list(a_class.grade().outcome.redone) == ["bob"]


def test_ctrl_c_keeps_what_is_done_and_the_next_run_goes_on(a_class, monkeypatch):
    real, seen = running.grade_parcel, []

    def interrupted(parcel):
        seen.append(parcel.bundle.name)
        if len(seen) == 3:
            raise KeyboardInterrupt
        return real(parcel)

    monkeypatch.setattr(running, "grade_parcel", interrupted)
    ran = a_class.grade()
    assert ran.outcome.stopped
    monkeypatch.undo()
    again = a_class.grade()
    assert len(ran.outcome.redone) >= 1
    assert not set(ran.outcome.redone) & set(again.outcome.redone)
    assert set(ran.outcome.redone) | set(again.outcome.redone) == {"ann", "bob", "cy", "eve"}


def test_each_learner_may_get_numbers_of_their_own_that_can_be_had_again(a_class):
    own = replace(ASSIGNMENT, per_submission=True)
    seeds = {parcel.bundle.name: parcel.seed for parcel in a_class.grade(assignment=own).parcels}
    assert seeds["ann.py"] == seed_of(7, "ann") != seeds["eve.py"]
    assert len(set(seeds.values())) == 5


def test_long_ones_are_begun_first(a_class):
    a_class.grade()
    matches = a_class.matched().matches
    assert [m.student.id for m in running.ordered(matches, {"bob.py": 9.0, "eve.py": 3.0})[:2]] == ["bob", "eve"]
    a_class.hand_in("zoe", RIGHT * 9)
    assert running.ordered(a_class.matched().matches, {})[0].student.id == "zoe"


def test_the_record_put_together_is_the_one_that_submit_writes(a_class):
    a_class.grade()
    with a_class.store() as store:
        publisher = Publisher(store, a_class.asked(), a_class.out)
        standing = next(one for one in publisher.standings() if one.student.id == "bob")
        found = record_of(standing, ["sigmoid", "identity"])
    path = a_class.folder / "bob.py"
    exercises = [one for one in catalogue.exercises().values() if one.id in ASSIGNMENT.items]
    with Workers() as workers:
        alone = grade(Task(collect(path), exercises, [], 7, "en", str(path)), workers)
    assert to_json(found, times=False) == to_json(alone, times=False)


def test_what_is_graded_alone_knows_of_all_that_it_rests_on(a_class, monkeypatch):
    """Exercises that are needed by those that are needed come along too, as in a grading of the whole."""
    monkeypatch.setattr(catalogue, "needed", lambda one: ("identity", "relu") if one.id == "sigmoid" else ())
    three = replace(ASSIGNMENT, items=("sigmoid", "identity", "relu"))
    a_class.grade(assignment=three)
    changed = catalogue.exercises()["sigmoid"]
    monkeypatch.setattr(work, "item_key", lambda item: item_key(item) + ("x" if item is changed else ""))
    assert {tuple(parcel.known) for parcel in a_class.grade(assignment=three).parcels} == {("identity", "relu")}
