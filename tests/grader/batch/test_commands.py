"""The commands of an instructor, run as an instructor runs them."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from dlgrade.grader.batch.store import FILE, Store
from dlgrade.grader.cli import main
from dlgrade.reports.serial import from_json

from .conftest import RIGHT, SUBMISSIONS, WRONG

ITEMS = "sigmoid,identity"


def run(*args, lang="en"):
    result = CliRunner().invoke(main, [*map(str, args), "--lang", lang])
    assert not isinstance(result.exception, Exception), result.exception
    return result


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A class of a roster, graded once; tests that change it work on it in turn and say what they expect."""
    folder = tmp_path_factory.mktemp("commands")
    (folder / "in").mkdir()
    for name, source in SUBMISSIONS.items():
        (folder / "in" / f"{name}.py").write_text(source)
    (folder / "in" / "stranger.py").write_text(RIGHT)
    (folder / "roster.csv").write_text(
        "id,name\n" + "".join(f"{name},{name.title()}\n" for name in [*SUBMISSIONS, "zoe"])
    )
    (folder / "assignment.toml").write_text(
        'title = "Homework"\nexercises = ["sigmoid", "identity"]\nseed = 7\n'
        'hidden = ["identity"]\n[points]\nsigmoid = 10\n'
    )
    result = run("batch", folder / "in", "--out", folder / "out", "--roster", folder / "roster.csv",
                 "--assignment", folder / "assignment.toml", "--jobs", "1")  # fmt: skip
    assert result.exit_code == 0, result.output
    return folder, result


def test_batch_says_what_became_of_everybody_and_ends_with_the_page(graded):
    folder, result = graded
    lines = result.stdout.strip().splitlines()
    assert lines[0] == "6 learners: 4 graded, 0 unchanged, 1 missing, 1 unreadable, 0 failed"
    assert lines[1].startswith("Matched to nobody on the roster, so not graded: stranger; correct")
    assert Path(lines[-1]).is_file() and Path(lines[-1]).is_relative_to(folder / "out")


def page(folder, learner):
    return from_json((folder / "out" / "learners" / learner / "record.json").read_text())


def test_a_learners_page_has_points_of_the_assignment_and_nothing_that_is_hidden(graded):
    folder, _ = graded
    record = page(folder, "bob")
    assert [one.id for one in record.exercises] == ["sigmoid"]
    assert record.exercises[0].max_points == 10
    html = (folder / "out" / "learners" / "bob" / "index.html").read_text()
    assert "identity" not in html
    assert not any(name in html for name in ("Ann", "eve.py", "cy.py"))


def test_the_instructors_word_stands_beside_the_machines_and_survives_a_new_run(graded):
    folder, _ = graded
    before = page(folder, "bob").points
    assert run("override", "bob", "sigmoid", 6.5, "--note", "explained it", "--class", folder / "out").exit_code == 0
    run("comment", "bob", "Come and see me.", "--class", folder / "out")
    run("batch", folder / "in", "--out", folder / "out", "--roster", folder / "roster.csv", "--assignment",
        folder / "assignment.toml", "--jobs", "1")  # fmt: skip
    record = page(folder, "bob")
    assert record.exercises[0].points == 6.5 > before
    assert "explained it" in record.exercises[0].advice[0]
    assert "Come and see me." in record.submission.notes
    history = run("history", "bob", "--class", folder / "out").stdout.splitlines()
    assert "first grading" in history[0]
    assert any("override sigmoid 6.5 explained it" in line for line in history)
    assert any("the instructor's word" in line for line in history)


def test_a_later_date_for_one_learner_is_kept(graded):
    folder, _ = graded
    result = run("extend", "ann", "2026-05-07T23:59:00+09:00", "--class", folder / "out")
    assert result.exit_code == 0
    assert "2026-05-07T23:59:00+09:00" in "".join(page(folder, "ann").submission.notes)


def test_one_learner_can_be_graded_anew(graded):
    folder, _ = graded
    run("regrade", "eve", "--class", folder / "out")
    result = run("batch", folder / "in", "--out", folder / "out", "--roster", folder / "roster.csv", "--assignment",
                 folder / "assignment.toml", "--jobs", "1")  # fmt: skip
    assert "1 graded, 3 unchanged" in result.stdout


@pytest.mark.parametrize("name", ["canvas", "moodle", "nbgrader", "otter", "class-csv"])
def test_a_class_is_exported_with_a_line_for_every_learner(graded, name):
    folder, _ = graded
    run("export", name, "--class", folder / "out", "--out", folder / "x.csv")
    rows = list(csv.reader((folder / "x.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) >= 7
    assert len({len(row) for row in rows}) == 1


def test_one_learner_is_exported_as_the_learner_sees_it(graded):
    folder, _ = graded
    found = json.loads(run("export", "gradescope", "--learner", "ann", "--class", folder / "out").stdout)
    assert found["tests"]
    assert "identity" not in json.dumps(found)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["export", "canvass"], {"en": "did you mean canvas", "ja": "canvas"}),
        (["export", "sarif"], {"en": "--learner", "ja": "--learner"}),
        (["export", "junit", "--learner", "zoe"], {"en": "Nothing could be graded of zoe", "ja": "zoe"}),
        (["override", "bop", "sigmoid", "1"], {"en": "did you mean 'bob'", "ja": "「bob」"}),
        (["override", "bob", "adam", "1"], {"en": "not among the exercises", "ja": "「adam」"}),
        (["override", "bob", "sigmoidd", "1"], {"en": "did you mean 'sigmoid'", "ja": "「sigmoid」"}),
        (["extend", "bob", "tomorrow"], {"en": "'tomorrow' is no moment", "ja": "tomorrow"}),
        (["history", "nobody-at-all"], {"en": "There is no learner", "ja": "という学習者はいません"}),
    ],
)
def test_wrong_words_are_told_in_one_sentence(graded, command, words, lang):
    folder, _ = graded
    result = run(*command, "--class", folder / "out", lang=lang)
    assert result.exit_code == 2
    assert words[lang] in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_doctor_says_whether_the_results_are_sound(graded, tmp_path):
    folder, _ = graded
    assert "is sound" in run("doctor", "--class", folder / "out").stdout
    data = bytearray((folder / "out" / FILE).read_bytes())
    data[4096 * 3 : 4096 * 4] = bytes(4096)
    (tmp_path / FILE).write_bytes(data)
    damaged = run("doctor", "--class", tmp_path)
    assert (damaged.exit_code, "is damaged" in damaged.stdout) == (1, True)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_class_that_is_not_there_is_told(tmp_path, lang):
    result = run("history", "bob", "--class", tmp_path / "none", lang=lang)
    assert (result.exit_code, len(result.stderr.strip().splitlines())) == (2, 1)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["none"], "not a folder that can be read"),
        (["in", "--roster", "none.csv"], "roster"),
        (["in", "--assignment", "none.toml"], "assignment"),
        (["in", "--only", "sigmoidd"], "did you mean 'sigmoid'"),
        (["in", "--out", "in/out"], "lies inside the submissions"),
        (["in", "--scheduler", "tcp://127.0.0.1:9"], "No scheduler answers"),
    ],
)
def test_wrong_usage_of_batch_is_told_in_one_sentence(tmp_path, monkeypatch, args, words):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("dlgrade.grader.batch.cluster.PATIENCE", 1)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ann.py").write_text(RIGHT)
    result = run("batch", *args)
    assert result.exit_code == 2
    assert words in result.stderr


def test_without_the_wall_batch_refuses_unless_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ann.py").write_text(WRONG)
    monkeypatch.setattr("dlgrade.grader.batch.commands.missing_layers", lambda: ("landlock",))
    refused = run("batch", "in")
    assert (refused.exit_code, "landlock" in refused.stderr) == (2, True)
    assert not (tmp_path / "dlgrade-class" / FILE).exists()
    assert run("batch", "in", "--no-wall", "--only", ITEMS).exit_code == 0


def test_a_store_that_can_no_longer_be_written_keeps_what_it_has(tmp_path, monkeypatch):
    """A full disk, as SQLite tells of it."""
    import sqlite3

    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    for name in ("ann", "bob", "eve"):
        (tmp_path / "in" / f"{name}.py").write_text(RIGHT + f"# {name}\n")
    real, calls = Store.set_entry, []

    def full(self, entry, verdicts=()):
        calls.append(entry)
        if len(calls) == 2:
            raise sqlite3.OperationalError("database or disk is full")
        return real(self, entry, verdicts)

    monkeypatch.setattr(Store, "set_entry", full)
    result = run("batch", "in", "--only", ITEMS, "--jobs", "1")
    assert (result.exit_code, "disk is full" in result.stderr) == (3, True)
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    assert "2 graded, 1 unchanged" in run("batch", "in", "--only", ITEMS, "--jobs", "1", "--seed", _seed()).stdout


def _seed():
    with Store(Path("dlgrade-class") / FILE) as store:
        return store.about("seed")


def test_points_beyond_the_full_ones_are_kept_and_told(graded):
    folder, _ = graded
    result = run("override", "eve", "sigmoid", 11, "--class", folder / "out")
    assert result.exit_code == 0
    assert "'sigmoid' has 10 points in full; you gave more, 11." in result.stderr
    assert page(folder, "eve").exercises[0].points == 11


def test_history_names_what_was_said_in_the_language_asked_for(graded):
    folder, _ = graded
    run("comment", "ann", "See me.", "--class", folder / "out")
    for lang, word in (("en", "comment See me."), ("ja", "コメント See me.")):
        lines = run("history", "ann", "--class", folder / "out", lang=lang).stdout.splitlines()
        assert "first grading" in lines[0]
        assert any(line.endswith(word) for line in lines)
