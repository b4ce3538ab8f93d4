"""A class with attackers in it: the store, the others' work and their later verdicts are as without them."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import pytest
from dlgrade.grader.batch.publish import Publisher
from dlgrade.grader.batch.store import FILE

from ..grader.batch.conftest import RIGHT, SUBMISSIONS, Class
from .twins import ATTACKS

ATTACKERS = ("the_store", "others_work", "write_report", "home_startup", "own_folder", "metadata", "memory_of_values")
JUDGED = {"fail", "error", "crashed", "refused"}


def filled(attack: str, there: Class, home: Path) -> str:
    text = ATTACKS[attack].source
    places = {"OUT": there.out, "OTHER": there.folder, "SUBMISSION": there.folder, "HOME": home, "PACKAGE": home}
    for name, value in {**places, "SHARED": home, "MARK": "dlgrade-attack-class", "KEY": 0}.items():
        text = text.replace(f"@{name}@", str(value))
    return text.replace(f"{there.folder}/secret.py", f"{there.folder}/ann.py")


def verdicts(there: Class) -> dict[str, object]:
    """State and points of each learner's exercises."""
    with there.store() as store:
        learners = Publisher(store, there.asked(), there.out).learners()
        return {one.id: (one.state, [(mark.id, mark.state, mark.points) for mark in one.marks]) for one in learners}


@pytest.fixture
def attacked(tmp_path: Path) -> Class:
    home = tmp_path / "home"
    home.mkdir()
    there = Class(tmp_path)
    for attack in ATTACKERS:
        there.hand_in(attack, filled(attack, there, home))
    return there


def handed_in(there: Class) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in there.folder.iterdir()}


def test_attackers_in_a_class_change_nobodys_verdict_now_or_later(attacked: Class, tmp_path: Path) -> None:
    (tmp_path / "alone").mkdir()
    alone = Class(tmp_path / "alone")
    alone.grade()
    before = handed_in(attacked)

    attacked.grade()
    found = verdicts(attacked)

    assert {name: found[name] for name in SUBMISSIONS} == verdicts(alone)
    assert [marks for attack in ATTACKERS for marks in found[attack][1] if marks[2]] == []
    assert {marks[1] for attack in ATTACKERS for marks in found[attack][1] if marks[0] == "sigmoid"} <= JUDGED
    assert handed_in(attacked) == before
    assert not list((tmp_path / "home").iterdir())

    attacked.hand_in("bob", RIGHT + "# mended\n")
    attacked.hand_in("the_store", (attacked.folder / "the_store.py").read_text() + "# again\n")
    ran = attacked.grade()

    assert sorted(ran.outcome.redone) == ["bob", "the_store"]
    assert verdicts(attacked) == {**found, "bob": found["ann"]}
    with sqlite3.connect(attacked.out / FILE) as store:
        assert store.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert store.execute("select name from sqlite_master where type = 'trigger' or name = 'mark'").fetchall() == []
    store.close()
