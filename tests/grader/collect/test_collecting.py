"""What can be handed in, and how it is read."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from dlgrade.grader.collect import CollectError, collect, lines, where

FUNCTION = "def f(x):\n    return x\n"


def paths(submission):
    return [file.path for file in submission.files]


def test_a_folder_is_read_at_any_depth_with_any_names(collected):
    submission = collected({"a/b/c/d.py": FUNCTION, "日本語 フォルダー/関数 1.py": FUNCTION, "data.csv": "1"})

    assert paths(submission) == ["a/b/c/d.py", "日本語 フォルダー/関数 1.py"]
    assert (submission.name, submission.kind) == ("my_impl", "folder")


@pytest.mark.parametrize(
    "path", [".git/x.py", "__pycache__/x.py", ".ipynb_checkpoints/x.ipynb", "node_modules/x.py", "a/site-packages/x.py"]
)
def test_folders_that_hold_no_source_of_the_learner_are_left_out(collected, path):
    assert paths(collected({"own.py": FUNCTION, path: FUNCTION})) == ["own.py"]


def test_a_virtual_environment_is_left_out_whatever_its_name(collected):
    assert paths(collected({"own.py": FUNCTION, "env/pyvenv.cfg": "", "env/lib/x.py": FUNCTION})) == ["own.py"]


def test_one_file_is_a_submission(build):
    submission = collect(build({"a.py": FUNCTION, "b.py": FUNCTION}) / "a.py")

    assert (submission.name, submission.kind, paths(submission)) == ("a.py", "file", ["a.py"])


def test_one_notebook_is_a_submission(build, cells):
    submission = collect(build({"a.ipynb": cells(FUNCTION)}) / "a.ipynb")

    assert (submission.kind, submission.files[0].kind) == ("notebook", "notebook")


def test_a_zip_reads_like_the_folder_it_was_made_of(build, tmp_path: Path):
    root = build({"関数.py": FUNCTION, "common/f.py": FUNCTION})
    with zipfile.ZipFile(tmp_path / "my_impl.zip", "w") as archive:
        for file in root.rglob("*.py"):
            archive.write(file, f"my_impl/{file.relative_to(root)}")
        archive.writestr("__MACOSX/my_impl/._x.py", b"\0")
    from_zip, from_folder = collect(tmp_path / "my_impl.zip"), collect(root)

    assert (from_zip.kind, from_zip.digest) == ("zip", from_folder.digest)
    assert paths(from_zip) == paths(from_folder)


def test_the_digest_follows_names_and_bytes_and_nothing_else(collected):
    one = collected({"a.py": FUNCTION}).digest

    assert collected({"ignored.csv": "1"}).digest == one
    assert collected({"a.py": FUNCTION + "\n"}).digest != one


@pytest.mark.parametrize(
    "data",
    [
        "s = '値'\n".encode(),
        b"\xef\xbb\xbf" + "s = '値'\n".encode(),
        "# -*- coding: shift_jis -*-\ns = '値'\n".encode("shift_jis"),
        "#!/usr/bin/python\n# vim: set fileencoding=cp932 :\ns = '値'\n".encode("cp932"),
        "# coding: euc-jp\ns = '値'\n".encode("euc-jp"),
        "# coding: utf-8\r\ns = '値'\r\n".encode(),
        "# 説明\n# coding: sjis\ns = '値'\n".encode("sjis"),
        "# x\rs = '値'\r".encode(),
    ],
)
def test_text_is_read_in_the_encoding_it_declares(collected, data):
    submission = collected({"a.py": data})

    assert "s = '値'\n" in submission.files[0].text
    assert submission.notes == ()


def test_latin_1_with_a_coding_line_is_read(collected):
    assert "é" in collected({"a.py": "# coding: latin-1\ns = 'é'\n".encode("latin-1")}).files[0].text


def test_shift_jis_without_a_coding_line_is_read_and_said(collected):
    submission = collected({"a.py": "s = '値'\n".encode("cp932")})

    assert submission.files[0].text == "s = '値'\n"
    assert "Shift_JIS" in submission.notes[0].texts["en"] and "Shift_JIS" in submission.notes[0].texts["ja"]


@pytest.mark.parametrize("name", ["hex", "rot13", "idna", "no-such", "zlib", "utf-7"])
def test_a_coding_line_that_names_no_text_encoding_is_refused(build, name):
    root = build({"a.py": f"# coding: {name}\nx = 1\n"})

    with pytest.raises(CollectError, match="coding line"):
        collect(root / "a.py")


def test_a_syntax_error_in_one_of_three_files_costs_only_that_file(collected):
    submission = collected({"a.py": FUNCTION, "b.py": "x = 1\ndef (:\n", "c.py": FUNCTION})

    assert paths(submission) == ["a.py", "c.py"]
    assert "b.py:2" in submission.notes[0].texts["en"] and "構文エラー" in submission.notes[0].texts["ja"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("x = 1\u3000+ 2", "full-width space (U+3000); use plain spaces"),
        ("x = 1\u00a0+ 2", "no-break space (U+00A0); use plain spaces"),
        ("x = f\uff081)", "full-width \uff08; use ("),
        ("x = 1 \u2212 2", "invalid character"),
    ],
)
def test_characters_that_an_input_method_leaves_are_told_with_what_to_type(build, line, says):
    with pytest.raises(CollectError) as caught:
        collect(build({"a.py": f"{line}\n"}) / "a.py")

    assert "a.py:1" in caught.value.texts["en"] and says in caught.value.texts["en"]


def test_an_invalid_escape_is_no_warning_of_ours(collected):
    assert collected({"a.py": "s = '\\d'\nx = 1 is 1\n"}).notes == ()


def test_answers_are_kept_as_they_stand(collected):
    submission = collected({"answers.toml": 'q-conv-size = "7x7"\n'})

    assert submission.answers == {"q-conv-size": "7x7"} and submission.files == ()


def test_broken_answers_cost_only_the_answers(collected):
    submission = collected({"a.py": FUNCTION, "answers.toml": "q = \n"})

    assert submission.answers == {} and "answers.toml" in submission.notes[0].texts["en"]


def test_a_file_named_like_a_library_and_imported_is_said(collected):
    submission = collected({"random.py": FUNCTION, "a.py": "import random\n", "numpy.py": FUNCTION})

    assert [note.file for note in submission.notes] == ["random.py"]


def test_lines_are_given_as_the_learner_wrote_them(collected, cells):
    submission = collected({"a.py": FUNCTION, "b.ipynb": cells("x = 1", "%time\n\nraise ValueError\n")})
    last = next(n for n in range(1, 9) if lines(submission, "b.ipynb", n, n) == ("raise ValueError",))

    assert lines(submission, "a.py", 2, 9) == ("    return x", "")
    assert where(submission.files[0], 2) == "a.py:2"
    assert where(submission.files[1], last) == "b.ipynb cell 2 line 3"
    assert lines(submission, "none.py", 1, 2) == ()
