"""Folders and files made to harm who reads them: nothing is waited for, followed or written, and the rest is read."""

from __future__ import annotations

import json
import os
import socket
import stat
import threading
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from dlgrade.grader.collect import CollectError, Submission, collect, find, limits

RIGHT = "import numpy as np\n\n\ndef relu(x):\n    return np.maximum(x, 0)\n"
SECRET = "def secret():\n    return 'PWN'\n"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A folder with a right answer, beside one that is nobody's business."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.py").write_text(SECRET)
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "relu.py").write_text(RIGHT)
    return folder


def in_time(act: Callable[[], Submission]) -> Submission:
    """What is read; the test fails, and does not wait, where something is waited for without end."""
    found: list[Submission | BaseException] = []

    def run() -> None:
        try:
            found.append(act())
        except BaseException as error:
            found.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(60)
    assert found, "it waits for what never comes"
    if isinstance(found[0], BaseException):
        raise found[0]
    return found[0]


def noted(work: Path, *names: str) -> Submission:
    """The right answer is found, nothing from outside is, and of each of these files one sentence is said."""
    submission = in_time(lambda: collect(work))
    assert find(submission, "relu", (), "function")
    assert not find(submission, "secret", (), "function")
    assert sorted(note.file for note in submission.notes) == sorted(names)
    for note in submission.notes:
        assert note.texts["en"].endswith(".") and note.texts["ja"].endswith("。")
    return submission


def refused(path: Path) -> str:
    with pytest.raises(CollectError) as caught:
        in_time(lambda: collect(path))
    assert caught.value.texts["en"].endswith(".") and "\n" not in caught.value.texts["en"]
    return caught.value.texts["en"]


def test_links_lead_nowhere(work: Path) -> None:
    (work / "file.py").symlink_to(work.parent / "outside" / "secret.py")
    (work / "far.py").symlink_to("../outside/secret.py")
    (work / "folder").symlink_to(work.parent / "outside")
    (work / "itself.py").symlink_to("itself.py")
    (work / "nothing.py").symlink_to("/nowhere/at/all.py")
    (work / "again").symlink_to(work)
    (work / "answers.toml").symlink_to(work.parent / "outside" / "secret.py")

    noted(work, "far.py", "file.py", "itself.py", "nothing.py")


def test_a_link_beside_its_file_costs_nothing(work: Path) -> None:
    (work / "also.py").symlink_to("relu.py")

    noted(work, "also.py")


def test_a_file_of_two_names_is_read_as_any_other(work: Path) -> None:
    os.link(work / "relu.py", work / "copy.py")

    assert len(noted(work).files) == 2


def test_a_path_through_a_loop_of_links(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")

    assert "nothing to read" in refused(tmp_path / "a" / "work")


def test_pipes_and_sockets_are_not_opened(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(work / "pipe.py")
    os.mkfifo(work / "answers.toml")
    monkeypatch.chdir(work)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.ipynb")
        noted(work, "pipe.py", "socket.ipynb", "answers.toml")


def test_devices_are_not_opened(work: Path) -> None:
    try:
        os.mknod(work / "zero.py", stat.S_IFCHR | 0o666, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("only root makes devices")

    noted(work, "zero.py")


@pytest.mark.parametrize("name", ["/dev/zero", "/dev/stdin", "/dev/tty", "/proc/self/mem", "/proc/self/fd/0"])
def test_a_device_handed_in_is_not_opened(name: str) -> None:
    assert refused(Path(name))


def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(work / "turns.py")
    plain, real = os.lstat(work / "relu.py"), os.lstat
    monkeypatch.setattr(os, "lstat", lambda path, **more: plain if "turns" in str(path) else real(path, **more))

    noted(work, "turns.py")


def test_a_link_that_takes_the_place_of_a_file_is_not_followed(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (work / "turns.py").write_text("x = 1\n")
    real = os.open

    def turned(path: str, *rest: int, **more: int) -> int:
        if "turns" in str(path):
            (work / "turns.py").unlink()
            (work / "turns.py").symlink_to(work.parent / "outside" / "secret.py")
        return real(path, *rest, **more)

    monkeypatch.setattr(os, "open", turned)
    noted(work, "turns.py")


def test_a_file_that_grows_while_it_is_read_ends_at_its_limit(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (work / "grows.py").write_text("x = 1\n")
    real = os.fstat

    def grown(handle: int) -> os.stat_result:
        status = real(handle)
        os.truncate(work / "grows.py", 1 << 40)
        return status

    monkeypatch.setattr(os, "fstat", grown)
    assert "larger than 2 MiB" in noted(work, "grows.py").notes[0].texts["en"]


def test_a_file_that_goes_while_it_is_read(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (work / "goes.py").write_text("x = 1\n")
    real = os.lstat

    def gone(path: str, **more: int) -> os.stat_result:
        status = real(path, **more)
        if str(path).endswith("goes.py"):
            (work / "goes.py").unlink()
        return status

    monkeypatch.setattr(os, "lstat", gone)
    noted(work, "goes.py")


def test_what_counts_is_what_was_read_and_not_what_the_file_has_become(work: Path) -> None:
    submission = collect(work)
    (work / "relu.py").write_text(SECRET)

    assert "maximum" in submission.files[0].text
    assert submission.digest != collect(work).digest


def test_sparse_giants(work: Path) -> None:
    for name in ("giant.py", "giant.ipynb", "answers.toml", "data.bin"):
        (work / name).touch()
        os.truncate(work / name, 1 << 40)

    noted(work, "giant.py", "giant.ipynb", "answers.toml")


def test_two_names_that_are_one_to_whoever_reads_them(work: Path) -> None:
    names = [unicodedata.normalize(form, "é.py") for form in ("NFC", "NFD")]
    for name in names:
        (work / name).write_text("x = 1\n")
    if len(os.listdir(work)) == 2:
        pytest.skip("this file system has one form of a name")

    submission = noted(work, "é.py")
    assert "two files named" in submission.notes[0].texts["en"]
    assert len(submission.files) == 2


def test_names_as_a_mac_writes_them_are_read(work: Path) -> None:
    name = unicodedata.normalize("NFD", "課題が.py")
    (work / name).write_text("def other(x):\n    return x\n")

    assert [file.path for file in noted(work).files] == ["relu.py", "課題が.py"]


def test_names_that_differ_in_case_or_in_bytes_are_different_files(work: Path) -> None:
    for name in (b"Relu.py", b"\xff.py", b"\xfe\xff.py"):
        Path(os.fsdecode(os.path.join(os.fsencode(work), name))).write_text("x = 1\n")

    assert len(collect(work).files) + len(collect(work).notes) == 4


def test_a_hundred_thousand_files_are_not_all_looked_at(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ENTRIES", 300)
    for number in range(1000):
        (work / str(number)).touch()
    seen, real = [], os.scandir

    class Counted:
        def __init__(self, path: Path) -> None:
            self.found = real(path)

        def __enter__(self) -> Counted:
            return self

        def __exit__(self, *_: object) -> None:
            self.found.close()

        def __iter__(self) -> Counted:
            return self

        def __next__(self) -> os.DirEntry[str]:
            seen.append(1)
            return next(self.found)

    monkeypatch.setattr(os, "scandir", Counted)

    assert "more than 300 files" in refused(work)
    assert len(seen) <= 302


def test_a_notebook_that_is_a_folder(work: Path) -> None:
    (work / "work.ipynb").mkdir()
    (work / "work.ipynb" / "b.py").write_text("x = 1\n")
    (work / "dlgrade.toml").mkdir()

    assert len(noted(work).files) == 2
    assert len(collect(work / "work.ipynb").files) == 1


@pytest.mark.parametrize(
    "target",
    ["../outside/secret.py", "/etc/passwd", "..\\outside\\secret.py", "~/.netrc", "//h/s.py", "relu.py/../x.py"],
)
def test_settings_that_lead_out(work: Path, target: str) -> None:
    for text in (f"[symbols]\nrelu = '{target}'\n", f"[forms.relu]\nplace = '{target}:relu'\n"):
        (work / "dlgrade.toml").write_text(text)

        assert "dlgrade.toml" in refused(work)


DEEP = "[" * 100_000
BOMBS = {
    "deep": f"x = {DEEP}\n",
    "long key": f"{'a.' * 50_000}a = 1\n",
    "deep tables": "x = " + "{a=" * 20_000 + "1" + "}" * 20_000 + "\n",
    "giant number": f"x = {'9' * 100_000}\n",
    "nul": "x = 1\0\n",
    "not text": "\ud800",
    "too large": "#" * (1 << 20),
}


@pytest.mark.parametrize("name", BOMBS)
def test_answers_that_are_a_bomb_cost_the_answers_alone(name: str, work: Path) -> None:
    (work / "answers.toml").write_bytes(BOMBS[name].encode("utf-8", "surrogatepass"))

    noted(work, "answers.toml")


@pytest.mark.parametrize("name", BOMBS)
def test_settings_that_are_a_bomb_are_one_sentence(name: str, work: Path) -> None:
    (work / "dlgrade.toml").write_bytes(BOMBS[name].encode("utf-8", "surrogatepass"))

    try:
        submission = in_time(lambda: collect(work))
    except CollectError as error:
        assert "dlgrade.toml" in str(error)
    else:
        assert [note.file for note in submission.notes] == ["dlgrade.toml"]


def nested(levels: int) -> str:
    return json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).replace(
        "{}", '{"a":' + "[" * levels + "]" * levels + "}"
    )


CODE = {
    "cell_type": "code", "id": "a", "metadata": {}, "execution_count": 1, "outputs": [], "source": RIGHT
}  # fmt: skip
PAPERS = {
    "deep JSON": nested(100_000),
    "deep JSON that Python still reads": nested(900),
    "a number of a million digits": '{"cells": [], "metadata": {"a": ' + "9" * 1_000_000 + "}}",
    "a cell of ten million lines": json.dumps({"cells": [{**CODE, "source": "\n" * 10_000_000}], "metadata": {}}),
    "parts without end": '{"cells": [' + "{}," * 2_000_000 + "{}]}",
    "cells that are no cells": '{"cells": [1, null, [], "x", {"source": {}}], "metadata": [], "nbformat": 4}',
    "a format of the future": '{"cells": [], "metadata": {}, "nbformat": 99999999999999999999, "nbformat_minor": -1}',
}  # fmt: skip


@pytest.mark.parametrize("name", PAPERS)
def test_a_notebook_that_is_a_bomb_costs_itself_alone(name: str, work: Path) -> None:
    (work / "bomb.ipynb").write_text(PAPERS[name])

    submission = in_time(lambda: collect(work))
    assert find(submission, "relu", (), "function")
    assert {note.file for note in submission.notes} <= {"bomb.ipynb"}
    assert len(submission.files) + bool(submission.notes) >= 2


SOURCES = {
    "words without end": "x = [" + "a," * 500_000 + "]\n",
    "statements without end": "x\n" * 500_000,
    "a giant number": f"x = {'9' * 1_000_000}\n",
    "a giant number in hexadecimal": f"x = 0x{'f' * 1_000_000}\n",
    "nul": "x = '\0'\n",
    "nested": "x = " + "(" * 500_000 + "\n",
    "joined strings": "x = " + "f'{a}' " * 3_000 + "\n",
    "decorators": "@a\n" * 50_000 + "def f(): pass\n",
    "with": "with " + "a, " * 50_000 + "b: pass\n",
}


@pytest.mark.parametrize("name", SOURCES)
def test_a_source_file_that_is_a_bomb_costs_itself_alone(name: str, work: Path) -> None:
    (work / "bomb.py").write_text(SOURCES[name])

    submission = in_time(lambda: collect(work))
    assert find(submission, "relu", (), "function")
    assert {note.file for note in submission.notes} <= {"bomb.py"}
    assert len(submission.files) + len(submission.notes) == 2


def test_a_long_file_as_people_write_them_is_read(work: Path) -> None:
    table = "TABLE = [" + ", ".join(f"{n}.5" for n in range(30_000)) + "]\n"
    (work / "table.py").write_text('"""' + "words of a long text\n" * 10_000 + '"""\n' + table)

    assert len(noted(work).files) == 2


def test_a_large_notebook_as_people_make_them_is_read(work: Path) -> None:
    picture = {"output_type": "display_data", "metadata": {}, "data": {"image/png": "A" * (1 << 20)}}
    plot = {
        "output_type": "display_data",
        "metadata": {},
        "data": {"application/json": [[n, n] for n in range(50_000)]},
    }
    cells = [{**CODE, "outputs": [picture] * 10 + [plot]}, *({**CODE, "source": f"x = {n}"} for n in range(300))]
    (work / "relu.py").unlink()
    (work / "big.ipynb").write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}))

    noted(work)
