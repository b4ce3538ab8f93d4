"""The folder of a judge's workers: what judges left that were killed goes, what anybody still uses stays."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from dlgrade.grader.place import OLD, PREFIX, Place

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there nothing tells whether a folder is in use")

JUDGE = """
import sys
from dlgrade.grader.workers import Workers
workers = Workers()
worker = workers.start(5)
(open(worker.scratch + "/left", "w")).close()
print(workers.folder, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    tmp_path.chmod(0o711)  # workers of root are users of their own
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def aged() -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        folder.mkdir(exist_ok=True)
        (folder / "1").mkdir(exist_ok=True)
        before = time.time() - OLD - 60
        os.utime(folder, (before, before))
        return folder

    return make


def test_what_a_killed_judge_left_is_removed_by_a_later_one(root: Path, aged: Callable[[Path], Path]) -> None:
    judge = subprocess.Popen(
        [sys.executable, "-c", JUDGE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(root)},
    )
    with judge:
        assert judge.stdout is not None
        folder = Path(judge.stdout.readline().decode().strip())
        aged(folder)
        Place().close()
        assert list(folder.glob("*/left"))  # it lives

        judge.send_signal(signal.SIGKILL)
        judge.wait()
    assert folder.is_dir()
    aged(folder)
    Place().close()
    assert not folder.exists()


def test_a_young_folder_stays_for_its_owner_may_not_have_locked_it_yet(root: Path) -> None:
    young = root / f"{PREFIX}young"
    young.mkdir()
    Place().close()
    assert young.is_dir()


def test_other_folders_and_links_stay(root: Path, aged: Callable[[Path], Path]) -> None:
    other = aged(root / "dlgrade-class")
    link = root / f"{PREFIX}link"
    link.symlink_to(other)
    before = time.time() - OLD - 60
    os.utime(link, (before, before), follow_symlinks=False)
    Place().close()
    assert link.is_symlink()
    assert (other / "1").is_dir()


@pytest.mark.skipif(os.name != "posix" or os.getuid() != 0, reason="only root can give a folder away")
def test_folders_of_others_stay(root: Path, aged: Callable[[Path], Path]) -> None:
    other = aged(root / f"{PREFIX}other")
    os.chown(other, 12345, 12345)
    Place().close()
    assert (other / "1").is_dir()


def test_a_place_that_was_closed_is_gone_and_holds_nothing_open(root: Path) -> None:
    before = len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").is_dir() else 0
    place = Place()
    assert Path(place.folder).parent == root
    place.close()
    place.close()
    assert list(root.iterdir()) == []
    assert not before or len(os.listdir("/proc/self/fd")) == before
