"""Nothing that is handed in crashes the reader; each refusal is one sentence in both languages."""

from __future__ import annotations

import io
import os
import stat
import struct
import threading
import zipfile
from pathlib import Path

import pytest
from dlgrade.grader.collect import CollectError, collect, find, limits, plan

FUNCTION = "def f(x):\n    return x\n"


def refusal(path: Path) -> str:
    """The sentence with which it is refused; both languages have one line and end it."""
    with pytest.raises(CollectError) as caught:
        collect(path)
    texts = caught.value.texts
    assert texts["en"].endswith(".") and texts["ja"].endswith("。")
    assert "\n" not in texts["en"] + texts["ja"] and str(caught.value) == texts["en"]
    return texts["en"]


def test_a_missing_path(tmp_path):
    assert "nothing to read" in refusal(tmp_path / "none")


def test_an_empty_folder(tmp_path):
    assert "no Python file" in refusal(tmp_path)


def test_a_file_of_another_kind(tmp_path):
    (tmp_path / "a.txt").write_text("x")

    assert "neither a folder" in refusal(tmp_path / "a.txt")


@pytest.mark.parametrize("data", [b"\x7fELF\0\0\0", b"\x89PNG\r\n\x1a\n\0", b"\xff\xfea\0"])
def test_a_binary_renamed_py(build, data):
    root = build({"a.py": data, "b.py": FUNCTION})

    assert "binary" in refusal(root / "a.py")
    assert "binary" in collect(root).notes[0].texts["en"]


def test_bytes_that_are_no_text_at_all(build):
    assert "not valid UTF-8" in refusal(build({"a.py": b"x = '\xff\xff'\n"}) / "a.py")


def test_a_file_of_a_gigabyte(build):
    root = build({"a.py": FUNCTION, "b.py": FUNCTION, "c.ipynb": "{}"})
    os.truncate(root / "a.py", 1 << 30)
    os.truncate(root / "c.ipynb", 1 << 30)

    assert "larger than 2 MiB" in refusal(root / "a.py")
    assert "larger than 20 MiB" in refusal(root / "c.ipynb")
    assert [note.file for note in collect(root).notes] == ["a.py", "c.ipynb"]


def test_a_zip_of_a_gigabyte(build):
    root = build({"a.zip": b"PK"})
    os.truncate(root / "a.zip", 1 << 30)

    assert "larger than 64 MiB" in refusal(root / "a.zip")


@pytest.mark.parametrize("limit, words", [("SOURCE_FILES", "source files"), ("ENTRIES", "files and folders")])
def test_too_many_files(build, monkeypatch, limit, words):
    monkeypatch.setattr(limits, limit, 3)

    assert words in refusal(build({f"{n}.py": "" for n in range(4)}))


def test_too_many_bytes_together(build, monkeypatch):
    monkeypatch.setattr(limits, "TOTAL_BYTES", 1000)

    assert "together" in refusal(build({f"{n}.py": "#" * 400 for n in range(4)}))


def test_links_are_not_followed(build, tmp_path):
    (tmp_path / "secret.py").write_text("def secret(): pass")
    root = build({"a.py": FUNCTION})
    (root / "link.py").symlink_to(tmp_path / "secret.py")
    (root / "folder").symlink_to(tmp_path)
    (root / "loop").symlink_to(root)

    submission = collect(root)
    assert [file.path for file in submission.files] == ["a.py"]
    assert "is a link" in submission.notes[0].texts["en"]


def test_pipes_and_devices_are_never_opened(build):
    root = build({"a.py": FUNCTION})
    os.mkfifo(root / "pipe.py")

    assert "not a regular file" in collect(root).notes[0].texts["en"]
    assert "not a regular file" in refusal(root / "pipe.py")


def test_a_file_that_may_not_be_read(build, monkeypatch):
    root, real = build({"a.py": FUNCTION, "b.py": FUNCTION}), os.open

    def refused(path, *rest, **more):
        if Path(path).name == "b.py":
            raise PermissionError(13, "Permission denied")
        return real(path, *rest, **more)

    monkeypatch.setattr(os, "open", refused)
    assert "permission denied" in collect(root).notes[0].texts["en"]
    assert "permission denied" in refusal(root / "b.py")


def test_a_folder_that_may_not_be_read(build, monkeypatch):
    root, real = build({"a.py": FUNCTION, "shut/b.py": FUNCTION}), os.scandir

    def refused(path):
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", refused)
    assert [(note.file, "shut" in note.texts["ja"]) for note in collect(root).notes] == [("shut", True)]
    assert "permission denied" in refusal(root / "shut")


def zipped(path: Path, entries: dict[str, bytes], mode: int = 0, **more: int) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            archive.writestr(info, data, compress_type=zipfile.ZIP_DEFLATED)
    return path


@pytest.mark.parametrize("name", ["../a.py", "/a.py", "x/../../a.py", "C:\\a.py", "..\\a.py", "x\\..\\a.py"])
def test_a_zip_that_leads_out_of_itself(tmp_path, name):
    assert "leads out of it" in refusal(zipped(tmp_path / "a.zip", {name: b"x = 1"}))


def test_a_zip_with_links(tmp_path):
    path = zipped(tmp_path / "a.zip", {"a.py": b"/etc/passwd"}, mode=stat.S_IFLNK | 0o777)

    assert "holds a link" in refusal(path)


@pytest.mark.parametrize("name", ["bomb.py", "bomb.bin"])
def test_a_zip_that_expands_a_thousandfold(tmp_path, name):
    assert "expands to more than 100 times" in refusal(zipped(tmp_path / "a.zip", {name: bytes(8 << 20)}))


def test_a_zip_whose_header_lies_about_its_size(tmp_path):
    path = zipped(tmp_path / "a.zip", {"bomb.py": b"#" * (8 << 20)})
    data = path.read_bytes().replace(struct.pack("<I", 8 << 20), struct.pack("<I", 100))
    path.write_bytes(data)

    assert "zip" in refusal(path)


def test_a_zip_that_expands_too_far(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "TOTAL_BYTES", 1000)
    path = zipped(tmp_path / "a.zip", {"a.bin": os.urandom(2000)})

    assert "expands to more than" in refusal(path)


def test_a_zip_with_too_many_entries(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "ENTRIES", 3)

    assert "entries" in refusal(zipped(tmp_path / "a.zip", {f"{n}.py": b"" for n in range(4)}))


def test_an_encrypted_zip(tmp_path):
    path = zipped(tmp_path / "a.zip", {"a.py": b"x = 1"})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)

    assert "encrypted" in refusal(path)


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x05\x06" + bytes(18) + b"x", b"not a zip" * 100])
def test_a_file_that_is_no_zip(tmp_path, data):
    (tmp_path / "a.zip").write_bytes(data)

    assert refusal(tmp_path / "a.zip")


def test_a_damaged_zip(tmp_path):
    path = zipped(tmp_path / "a.zip", {"a.py": os.urandom(5000)})
    data = bytearray(path.read_bytes())
    data[1000:1100] = bytes(100)
    path.write_bytes(data)

    assert "not a zip that can be read" in refusal(path)


@pytest.mark.parametrize("encoding", ["cp932", "utf-8"])
def test_names_in_a_zip_without_the_utf_8_flag_are_read(tmp_path, encoding):
    """Japanese Windows writes cp932, macOS UTF-8; neither says so."""
    stream = io.BytesIO()
    name = "関数.py".encode(encoding)
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("x" * len(name), FUNCTION)
    (tmp_path / "a.zip").write_bytes(stream.getvalue().replace(b"x" * len(name), name))

    assert [file.path for file in collect(tmp_path / "a.zip").files] == ["関数.py"]


DEEP = {
    "parentheses": "x = " + "(" * 100_000 + ")" * 100_000,
    "brackets": "x = " + "[" * 100_000,
    "minus": "x = " + "-" * 100_000 + "1",
    "not": "x = " + "not " * 100_000 + "1",
    "attributes": "x = a" + ".a" * 100_000,
    "calls": "x = a" + "()" * 100_000,
    "subscripts": "x = a" + "[0]" * 100_000,
    "sums": "x = 1" + "+1" * 100_000,
    "powers": "x = 1" + "**1" * 100_000,
    "lambdas": "x = " + "lambda: " * 100_000 + "1",
    "conditions": "x = " + "1 if 1 else " * 100_000 + "1",
    "elif": "if x:\n pass\n" + "elif x:\n pass\n" * 100_000,
    "continued": "x = " + "-\\\n" * 100_000 + "1",
    "formatted": "x = f'{" + "-" * 100_000 + "1}'",
    "indented": "\n".join(" " * n + "if x:" for n in range(1_900)),
    "digits": "x = " + "9" * 100_000,
    "at the limit": "x = 1" + "+1" * 4_990,
    "attributes at the limit": "x = a" + ".a" * 4_990,
    "below the limit": "x = 1" + "+1" * 900 + "\ny = x" + ".a" * 900 + "\nz = " + "-" * 900 + "1",
    "surrogate": "x = '\\ud800'\n# \U0010ffff",
    "null character": "x = '\\0'",
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_code_written_to_break_the_parser_is_said_and_the_rest_is_graded(build, text):
    root = build({"deep.py": f"{text}\n", "a.py": FUNCTION})
    submission = collect(root)

    choice = find(submission, "f", (), "function")
    assert choice is not None and plan(submission, {"f": choice.definition}).target == "_submission.a"
    assert len(submission.files) + len(submission.notes) == 2


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_deep_code_around_the_function_asked_for_harms_nobody(build, text):
    submission = collect(build({"a.py": f"{text}\n{FUNCTION}g = lambda: (f, x)\n", "b.py": ""}))

    if choice := find(submission, "g", (), "function"):
        assert plan(submission, {"g": choice.definition}).modules


def test_deep_code_is_refused_in_a_thread_too(build):
    root, told = build({"a.py": DEEP["sums"]}), []
    thread = threading.Thread(target=lambda: told.append(refusal(root / "a.py")))
    thread.start()
    thread.join()

    assert "nested too deeply" in told[0]


def test_a_deep_tree_of_folders_ends(build):
    deep = "/".join("d" for _ in range(limits.FOLDER_DEPTH + 5))

    assert [file.path for file in collect(build({"a.py": FUNCTION, f"{deep}/b.py": FUNCTION})).files] == ["a.py"]
