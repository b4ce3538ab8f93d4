"""Ctrl-C in the middle of a real run: once waits for what is being graded and says so, twice does not wait."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool

import pytest
from dlgrade.grader.batch.pool import Pool, local
from dlgrade.grader.batch.store import FILE, Store

from .conftest import RIGHT

MAIN = "from dlgrade.grader.cli import main; main()"
HANGS = "def sigmoid(x):\n    while True:\n        pass\n"


class Running:
    """A run over one submission that is done first and two that hang, in a process group of its own."""

    def __init__(self, folder, lang):
        (folder / "in").mkdir()
        (folder / "tmp").mkdir()
        (folder / "in" / "first.py").write_text(RIGHT * 9)
        for name in ("second", "third"):
            (folder / "in" / f"{name}.py").write_text(HANGS + f"# {name}\n")
        command = [sys.executable, "-c", MAIN, "batch", "in", "--only", "sigmoid", "--jobs", "1", "--lang", lang]
        self.folder = folder
        self.process = subprocess.Popen(
            command, cwd=folder, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, start_new_session=True,
            env={**os.environ, "TMPDIR": str(folder / "tmp")},
        )  # fmt: skip

    def line(self):
        return self.process.stderr.readline()

    def interrupt(self):
        """What the terminal does at Ctrl-C: the whole group is told."""
        os.killpg(self.process.pid, signal.SIGINT)

    def settled(self):
        with Store(self.folder / "dlgrade-class" / FILE) as store:
            return [name for name in ("first", "second", "third") if store.entry(name)]


@pytest.fixture(params=["en", "ja"])
def running(tmp_path, request):
    made = Running(tmp_path, request.param)
    assert made.line().startswith("1/3"), made.process.stderr.read()
    yield made
    made.process.kill()
    made.process.wait()
    made.process.stderr.close()


def test_ctrl_c_twice_ends_at_once_and_leaves_nothing_behind(running):
    running.interrupt()
    assert "Ctrl-C" in running.line()
    running.interrupt()
    said = running.process.stderr.read()
    assert "Traceback" not in said
    assert said.count("\n") == 1
    assert running.process.wait() == 130
    assert running.settled() == ["first"], "the next run grades what hung"
    assert not list((running.folder / "tmp").iterdir())


def test_what_is_given_up_is_not_waited_for():
    pool = Pool(1, lambda: local(1))
    assert pool.executor().submit(os.getpid).result() != os.getpid()
    hour = pool.executor().submit(time.sleep, 3600)
    pool.abandon()
    with pytest.raises(BrokenProcessPool):
        hour.result()
    pool.close()
