"""Archives made to harm who opens them are refused in one sentence each, and archives as people make them are read."""

from __future__ import annotations

import io
import os
import stat
import struct
import tarfile
import unicodedata
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from dlgrade.grader.collect import CollectError, Submission, collect, find, limits

RIGHT = b"import numpy as np\n\n\ndef relu(x):\n    return np.maximum(x, 0)\n"
Make = Callable[[zipfile.ZipFile], object]


def zipped(make: Make, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", method) as archive:
        warnings.simplefilter("ignore")  # of duplicate names, which are the attack
        make(archive)
    return stream.getvalue()


def entry(name: str, mode: int = 0, data: bytes = RIGHT) -> Make:
    def make(archive: zipfile.ZipFile) -> None:
        info = zipfile.ZipInfo(name)
        info.external_attr = mode << 16
        info.compress_type = archive.compression
        archive.writestr(info, data)

    return make


def several(*makers: Make) -> Make:
    return lambda archive: [make(archive) for make in makers]


def refused(tmp_path: Path, data: bytes, name: str = "work.zip") -> str:
    """The sentence of refusal; nothing is written anywhere."""
    (tmp_path / name).write_bytes(data)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(CollectError) as caught:
        collect(tmp_path / name)
    assert sorted(tmp_path.rglob("*")) == before
    texts = caught.value.texts
    assert texts["en"].endswith(".") and texts["ja"].endswith("。")
    assert "\n" not in texts["en"] + texts["ja"]
    return texts["en"]


def taken(tmp_path: Path, data: bytes, name: str = "work.zip") -> Submission:
    (tmp_path / name).write_bytes(data)
    return collect(tmp_path / name)


def has_relu(submission: Submission) -> bool:
    return find(submission, "relu", (), "function") is not None


OUT = [
    "../a.py", "x/../../a.py", "/etc/a.py", "//host/share/a.py", "\\\\host\\a.py", "C:/a.py", "c:a.py", "..\\a.py",
    "x/..\\../a.py", "./../a.py", "x/../a.py",
]  # fmt: skip


@pytest.mark.parametrize("name", OUT)
def test_a_name_that_leads_out(tmp_path: Path, name: str) -> None:
    assert "leads out of it" in refused(tmp_path, zipped(several(entry("relu.py"), entry(name))))


@pytest.mark.parametrize("kind", ["LNK"])
def test_a_link(tmp_path: Path, kind: str) -> None:
    data = zipped(several(entry("relu.py"), entry("b.py", stat.S_IFLNK | 0o777, b"/etc/passwd")))

    assert "holds a link" in refused(tmp_path, data)


@pytest.mark.parametrize("kind", [stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK])
def test_an_entry_that_says_it_is_a_device_is_bytes_and_no_device(tmp_path: Path, kind: int) -> None:
    submission = taken(tmp_path, zipped(entry("relu.py", kind | 0o666)))

    assert has_relu(submission)
    assert sorted(os.listdir(tmp_path)) == ["work.zip"]


def test_two_files_of_one_name(tmp_path: Path) -> None:
    data = zipped(several(entry("relu.py"), entry("relu.py", data=b"def relu(x):\n    return x\n")))

    assert "two files of one name" in refused(tmp_path, data)


def test_two_files_whose_names_differ_in_how_an_accent_is_written(tmp_path: Path) -> None:
    names = [unicodedata.normalize(form, "relué.py") for form in ("NFC", "NFD")]

    assert "two files of one name" in refused(tmp_path, zipped(several(*map(entry, names))))


def test_two_files_whose_names_differ_in_the_slash(tmp_path: Path) -> None:
    data = zipped(several(entry("x/relu.py"), entry("x~relu.py"))).replace(b"x~relu", b"x\\relu")

    assert "two files of one name" in refused(tmp_path, data)


def test_a_name_with_a_nul_ends_there_and_is_no_other_files(tmp_path: Path) -> None:
    data = zipped(several(entry("relu.py"), entry("relu.py#.txt"))).replace(b"relu.py#.txt", b"relu.py\0.txt")

    assert "two files of one name" in refused(tmp_path, data)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_method_that_expands_all_before_it_hands_out_the_first_byte(tmp_path: Path, method: int) -> None:
    data = zipped(entry("relu.py", data=RIGHT + bytes(16 << 20)), method)
    data = data.replace(struct.pack("<I", len(RIGHT) + (16 << 20)), struct.pack("<I", len(RIGHT)))

    assert "compressed in a way" in refused(tmp_path, data)


def overlapping() -> bytes:
    """Many entries that all claim the bytes of one, as David Fifield's bombs do."""
    data = bytearray(zipped(several(*(entry(f"a{n:03}.py", data=b"#" * (1 << 18)) for n in range(40)))))
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        data[at + 42 : at + 46] = struct.pack("<I", 0)
    return bytes(data)


def said(data: bytes, size: int) -> bytes:
    """An archive whose entries say they hold so many bytes, in both places."""
    changed = bytearray(data)
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = changed.find(mark)
        changed[at + place : at + place + 4] = struct.pack("<I", size)
    return bytes(changed)


def zip64(data: bytes) -> bytes:
    """An archive whose end says, in 64 bits, that it has 2^40 entries over 2^50 bytes."""
    end = data.rfind(b"PK\x05\x06")
    record = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 1 << 40, 1 << 40, 1 << 50, 0)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, end, 1)
    return data[:end] + record + locator + data[end:]


def encrypted() -> bytes:
    data = bytearray(zipped(entry("relu.py")))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def wrong_sum() -> bytes:
    data = bytearray(zipped(entry("relu.py"), zipfile.ZIP_STORED))
    data[data.index(b"maximum")] ^= 1
    return bytes(data)


BROKEN = {
    "overlapping": overlapping,
    "42 of 42": lambda: zipped(entry("bomb.py", data=bytes(64 << 20))),
    "says less": lambda: said(zipped(entry("relu.py", data=RIGHT + b"#" * (8 << 20))), 10),
    "says more": lambda: said(zipped(entry("relu.py")), 1 << 31),
    "zip64": lambda: zip64(zipped(entry("relu.py"))),
    "encrypted": encrypted,
    "wrong sum": wrong_sum,
    "truncated": lambda: zipped(entry("relu.py"))[:-30],
    "cut at the front": lambda: zipped(entry("relu.py"))[20:],
    "empty": lambda: b"",
    "end alone": lambda: zipped(lambda archive: None),
    "tar": lambda: tarred(),
    "entry without end": lambda: zipped(entry("a" * 65_000 + ".py"))[:66_000],
}


def tarred() -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for name, kind in (("../a.py", tarfile.REGTYPE), ("b.py", tarfile.SYMTYPE), ("c.py", tarfile.CHRTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    return stream.getvalue()


@pytest.mark.parametrize("name", BROKEN)
def test_an_archive_that_lies_or_is_broken(name: str, tmp_path: Path) -> None:
    assert refused(tmp_path, BROKEN[name]())


@pytest.mark.parametrize("suffix", [".tar", ".tar.gz", ".tgz", ".7z", ".rar"])
def test_other_archives_are_not_opened(suffix: str, tmp_path: Path) -> None:
    assert "hand in one of these" in refused(tmp_path, tarred(), f"work{suffix}")


def test_more_entries_than_anybody_needs_are_counted_before_the_archive_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = zipped(several(*(entry(f"{n}.txt", data=b"") for n in range(50))))
    monkeypatch.setattr(limits, "ENTRIES", 40)
    monkeypatch.setattr(zipfile, "ZipFile", lambda *_: pytest.fail("it was opened"))

    assert "more than 40 entries" in refused(tmp_path, data)


def test_an_archive_in_an_archive_is_not_opened(tmp_path: Path) -> None:
    inner = zipped(entry("inner.py"))

    submission = taken(tmp_path, zipped(several(entry("relu.py"), entry("more.zip", data=inner))))

    assert [file.path for file in submission.files] == ["relu.py"]


def folders(archive: zipfile.ZipFile) -> None:
    for name in ("work/", "work/ch03/"):
        archive.writestr(zipfile.ZipInfo(name), b"")
    archive.writestr("work/ch03/relu.py", RIGHT)
    archive.writestr("work/__MACOSX/._relu.py", b"\0\5\26\7")
    archive.writestr("work/.DS_Store", b"\0")
    archive.writestr("work/Relu.py", b"x = 1\n")
    archive.writestr("work/relu.PY", b"y = 1\n")


HONEST = {
    "ordinary folders, and names that differ in case": lambda: zipped(folders),
    "stored": lambda: zipped(entry("relu.py"), zipfile.ZIP_STORED),
    "a program before it": lambda: b"#!/bin/sh\nexit\n" + zipped(entry("relu.py")),
    "a comment behind it": lambda: zipped(several(entry("relu.py"), lambda a: setattr(a, "comment", b"hello" * 99))),
    "names as a Mac writes them": lambda: zipped(entry(unicodedata.normalize("NFD", "課題が/relu.py"))),
    "a large notebook": lambda: zipped(several(entry("relu.py"), entry("big.ipynb", data=NOTEBOOK))),
    "names with dots": lambda: zipped(several(entry("v1..2/relu.py"), entry("v1..2/a...py", data=b"x = 1\n"))),
}
NOTEBOOK = (
    b'{"cells": [{"cell_type": "code", "id": "a", "metadata": {}, "execution_count": 1, "source": "x = 1", "outputs": ['
    b'{"output_type": "display_data", "metadata": {}, "data": {"image/png": "' + os.urandom(5 << 20).hex().encode() +
    b'"}}]}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
)  # fmt: skip


@pytest.mark.parametrize("name", HONEST)
def test_an_archive_as_people_make_them_is_read(name: str, tmp_path: Path) -> None:
    submission = taken(tmp_path, HONEST[name]())

    assert has_relu(submission)
    assert not submission.notes
