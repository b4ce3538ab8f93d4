"""Submissions are matched by what is equal, never guessed."""

from dlgrade.grader.batch.handed import Handed
from dlgrade.grader.batch.matching import match, without_roster
from dlgrade.grader.batch.roster import Student

CLASS = (
    Student("s1", "Ann Lee", "ann@example.org"),
    Student("s2", "Bob Roe", "bob@example.org"),
    Student("s3", "Sam Poe", "sam3@example.org"),
    Student("s4", "Sam Poe", "sam4@example.org"),
    Student("s5", "山田 花子", ""),
)


def given(*handed):
    matched = match(CLASS, handed)
    taken = {one.student.id: one.handed.label for one in matched.matches if one.handed}
    return taken, [one.label for one in matched.unmatched], [one.label for one in matched.doubled]


def one(label, ids=(), names=()):
    return Handed(label, (), tuple(ids), tuple(names))


def test_id_address_and_name_match_in_this_order():
    assert given(one("a", ["S1"]), one("b", ["x", "BOB@example.org"]), one("c", ["9"], ["山田 花子"])) == (
        {"s1": "a", "s2": "b", "s5": "c"}, [], [],
    )  # fmt: skip


def test_canvas_writes_the_family_name_first_and_no_spaces():
    assert given(one("leeann_3", ["3"], ["leeann"]))[0] == {"s1": "leeann_3"}


def test_full_width_letters_are_the_same_letters():
    assert given(one("a", ["ｓ１"]))[0] == {"s1": "a"}


def test_a_name_that_two_share_matches_neither():
    assert given(one("a", names=["Sam Poe"])) == ({}, ["a"], [])


def test_a_name_that_only_looks_alike_matches_nobody():
    assert given(one("a", ["s11"], ["Ann Leee"])) == ({}, ["a"], [])


def test_a_second_submission_of_a_learner_is_listed():
    assert given(one("a", ["s1"]), one("b", ["ann@example.org"])) == ({"s1": "a"}, [], ["b"])


def test_those_who_handed_in_nothing_are_in_the_class():
    matched = match(CLASS, [one("a", ["s1"])])
    assert [m.student.id for m in matched.matches if m.handed is None] == ["s2", "s3", "s4", "s5"]


def test_without_a_list_everybody_who_handed_in_is_the_class():
    matched = without_roster([one("Ann Lee_3", ["3"], ["Ann Lee"]), one("bob", ["bob"], ["bob"])])
    assert [(m.student.id, m.student.name) for m in matched.matches] == [("Ann Lee_3", "Ann Lee"), ("bob", "")]
