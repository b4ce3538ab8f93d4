"""A folder of submissions is understood whichever system it was downloaded from."""

from datetime import UTC, datetime

import pytest
from dlgrade.grader.batch.handed import gather
from dlgrade.grader.batch.problem import BatchError


@pytest.fixture
def laid(tmp_path):
    def lay(*paths):
        for path in paths:
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("x = 1\n")
        return tmp_path

    return lay


def found(folder):
    gathered = gather(folder)
    return gathered.system, {
        one.label: [str(path.relative_to(folder)) for path in one.paths] for one in gathered.handed
    }


def test_every_folder_file_notebook_and_archive_is_one_submission(laid):
    folder = laid("ann/a.py", "bob.py", "cy.ipynb", "di.zip", "notes.txt", ".DS_Store", "__MACOSX/x.py")
    assert found(folder) == ("plain", {"ann": ["ann"], "bob": ["bob.py"], "cy": ["cy.ipynb"], "di": ["di.zip"]})


def test_two_of_one_name_keep_their_endings_apart(laid):
    assert set(found(laid("ann/a.py", "ann.zip"))[1]) == {"ann", "ann.zip"}


def test_a_moodle_download_in_folders(laid):
    folder = laid(
        "Ann Lee_12345_assignsubmission_file_/hw.py", "Ann Lee_12345_assignsubmission_onlinetext_/t.py",
        "山田 花子_777_assignsubmission_file/a.py",
    )  # fmt: skip
    gathered = gather(folder)
    assert gathered.system == "moodle"
    assert [(one.label, one.ids, one.names, len(one.paths)) for one in gathered.handed] == [
        ("Ann Lee_12345", ("12345",), ("Ann Lee",), 2),
        ("山田 花子_777", ("777",), ("山田 花子",), 1),
    ]


def test_a_moodle_download_without_folders(laid):
    folder = laid("Ann Lee_12345_assignsubmission_file_a.py", "Ann Lee_12345_assignsubmission_file_b.ipynb")
    assert [len(one.paths) for one in gather(folder).handed] == [2]


def test_a_canvas_download_puts_the_files_of_a_learner_together(laid):
    folder = laid("leeann_123_456_a.py", "leeann_123_457_b_2.py", "roebob_LATE_124_458_hw.ipynb")
    gathered = gather(folder)
    assert gathered.system == "canvas"
    assert [(one.label, len(one.paths), one.late) for one in gathered.handed] == [
        ("leeann_123", 2, False),
        ("roebob_124", 1, True),
    ]


def test_a_gradescope_export(laid):
    folder = laid("submission_1/a.py", "submission_2/a.py")
    (folder / "submission_metadata.yml").write_text(
        "submission_1:\n  :submitters:\n  - :name: Ann Lee\n    :sid: '0012'\n    :email: a@example.org\n"
        "  - :name: Bob\n    :email: b@example.org\n  :created_at: 2026-04-30 23:59:00.5 Z\n"
        "  :score: 3.0\nsubmission_2:\n  :submitters:\n  - :name: Cy\n    :sid: 13\n  :created_at: x\n"
        "submission_3:\n  :submitters:\n  - :name: Nobody\n"
    )
    gathered = gather(folder)
    assert gathered.system == "gradescope"
    assert [(one.label, one.ids, one.names) for one in gathered.handed] == [
        ("0012", ("0012", "a@example.org"), ("Ann Lee",)),
        ("13", ("13",), ("Cy",)),
        ("b@example.org", ("b@example.org",), ("Bob",)),
    ]
    assert gathered.handed[0].at == datetime(2026, 4, 30, 23, 59, 0, 500000, UTC)
    assert gathered.handed[1].at is None


@pytest.mark.parametrize("text", ["a: [", "x: !!python/object/apply:os.system [true]\n", "\x00"])
def test_a_broken_or_hostile_index_is_told_and_never_run(laid, text):
    folder = laid("submission_1/a.py")
    (folder / "submission_metadata.yml").write_text(text)
    with pytest.raises(BatchError, match="cannot be read"):
        gather(folder)


@pytest.mark.parametrize("top", ["", "submitted"])
def test_an_nbgrader_tree_given_at_either_level(laid, top):
    folder = laid("submitted/ann/hw1/a.ipynb", "submitted/bob/hw1/a.ipynb")
    (folder / "submitted/ann/hw1/timestamp.txt").write_text("2026-04-30 15:58:23.948203 UTC")
    gathered = gather(folder / top)
    assert gathered.system == "nbgrader"
    assert [(one.label, one.paths[0].name) for one in gathered.handed] == [("ann", "hw1"), ("bob", "hw1")]
    assert gathered.handed[0].at == datetime(2026, 4, 30, 15, 58, 23, 948203, UTC)


def test_an_nbgrader_tree_with_two_assignments_is_not_guessed_at(laid):
    with pytest.raises(BatchError, match=r"hw1, hw2"):
        gather(laid("submitted/ann/hw1/a.ipynb", "submitted/ann/hw2/a.ipynb"))


def test_clones_of_github_classroom_lose_the_name_of_the_assignment(laid):
    folder = laid("hw-1-ann/.git/x", "hw-1-ann/a.py", "hw-1-annie-b/.git/x", "hw-1-annie-b/a.py")
    gathered = gather(folder)
    assert gathered.system == "classroom"
    assert [one.label for one in gathered.handed] == ["ann", "annie-b"]


def test_what_was_laid_by_hand_beside_a_download_takes_no_name_from_it(laid):
    by_mail = ("cy/a.py", "di.zip")
    moodle = laid("moodle/Ann Lee_12_assignsubmission_file_/a.py", *(f"moodle/{path}" for path in by_mail)) / "moodle"
    canvas = laid(*(f"canvas/leeann_{n}_4_a.py" for n in range(3)), *(f"canvas/{path}" for path in by_mail)) / "canvas"
    clones = laid(*(f"gh/hw-{who}/.git/x" for who in "abc"), *(f"gh/{path}" for path in by_mail)) / "gh"

    assert found(moodle) == (
        "moodle",
        {"Ann Lee_12": ["Ann Lee_12_assignsubmission_file_"], "cy": ["cy"], "di": ["di.zip"]},
    )
    assert list(found(canvas)[1]) == ["cy", "di", "leeann_0", "leeann_1", "leeann_2"]
    assert list(found(clones)[1]) == ["a", "b", "c", "cy", "di"]


def test_few_names_like_those_of_canvas_are_the_learners_own(laid):
    assert found(laid("hw_1_2_final.py", "bob.py")) == (
        "plain",
        {"hw_1_2_final": ["hw_1_2_final.py"], "bob": ["bob.py"]},
    )


@pytest.mark.parametrize("paths", [(), ("notes.txt",)])
def test_a_folder_without_submissions_is_told(laid, paths):
    with pytest.raises(BatchError, match="holds no submission"):
        gather(laid(*paths))


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(BatchError, match="not a folder that can be read"):
        gather(tmp_path / "none")


def test_a_download_that_is_still_a_zip_is_told_what_to_do_with(laid):
    with pytest.raises(BatchError, match="unpack it"):
        gather(laid("download.zip") / "download.zip")
