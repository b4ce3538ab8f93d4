"""What an instructor reads while a class is graded."""

import io

from dlgrade.grader.batch import watching
from dlgrade.grader.batch.watching import ProgressLine


def _said(monkeypatch, states, seconds=30.0):
    """The last line, where these were settled and so many seconds went by."""
    moments = iter([0.0])
    monkeypatch.setattr(watching.time, "monotonic", lambda: next(moments, seconds))
    file = io.StringIO()
    line = ProgressLine("en", file)
    line.begin(10)
    for state in states:
        line.done(state)
    return file.getvalue().splitlines()[-1]


def test_the_rate_is_that_of_what_was_graded_in_this_run(monkeypatch):
    assert _said(monkeypatch, ["kept"] * 3 + ["graded"] * 2) == "5/10  4 a minute  1:15 left  0 unreadable or failed"


def test_a_run_that_has_graded_nothing_yet_tells_no_rate(monkeypatch):
    assert _said(monkeypatch, ["kept", "unreadable"]) == "2/10  none graded anew yet  1 unreadable or failed"


def test_that_no_worker_is_left_is_said_once(monkeypatch):
    file = io.StringIO()
    line = ProgressLine("en", file)
    for _ in range(3):
        line.waiting()
    assert file.getvalue() == "No worker of the cluster is left; waiting for one (Ctrl-C stops).\n"
