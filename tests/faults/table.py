"""Writes docs/faults.md: `python -m pytest` holds that it is up to date, and says how to write it anew."""

# A row is a line, however long.
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .rows import ROWS, SAME, Expected, Told

FILE = Path(__file__).resolve().parents[2] / "docs/faults.md"

HEAD = """# Faults of the machine

What dlgrade does when the machine fails it. Each row is a test in `tests/faults`; this file is written from the same rows
(`DLGRADE_WRITE_TABLE=1 python -m pytest tests/faults/test_table.py`).

- *The same* is the record, or the store and the pages, of an undisturbed run, but for times and the layers of the wall.
- *One sentence* stands on standard error, in Japanese or English, with that exit status; there is no traceback.
- *Not judged* is the state `grader_error`: it counts neither way, no export gives points for it, and the next `batch` tries
  it again.
- Whatever `batch` came to, the same command leaves what an undisturbed run leaves as soon as the fault is gone.

What a machine cannot make (no mounts, no libseccomp, no `faketime`) is not run there: pytest says *skipped*, with the reason.

"""
NOT_MADE = """
## Not made by a test

- A control group with little memory, and the kernel's own out-of-memory killer: a test would have to move its processes
  out of the group in which they were started. The killer is played instead: SIGKILL, without a word, to the worker, to
  the warm parent, to a process of the pool's parent.
- A kernel older than the one that runs, and WSL itself: a filter answers as they do.
- A clock that is monotonic and yet goes back.
"""


@dataclass(frozen=True)
class Middle:
    """A fault that comes in the middle."""

    fault: str
    made: str
    comes_to: str
    test: str


M, C, W, P = (
    "test_in_the_middle.py",
    "test_class_in_the_middle.py",
    "test_whole_machine.py",
    "test_power_cut.py",
)
IN_THE_MIDDLE = (
    Middle("A worker is taken by the machine", "SIGKILL at a drawn call", "the same: it is judged again", f"{M}::test_a_worker_that_the_machine_takes_costs_nothing"),
    Middle("Every worker is taken", "SIGKILL at each call", "not judged", f"{M}::test_workers_that_the_machine_always_takes_are_no_crash_of_the_learners"),
    Middle("A worker is taken that held 256 MiB or more", "SIGKILL at each call", "the exercise's state is `memory`", f"{M}::test_a_worker_that_held_much_when_the_machine_took_it_ran_out_of_memory"),
    Middle("The warm parent of workers is taken", "SIGKILL before a worker", "the same: there is another one", f"{M}::test_a_warm_parent_that_the_machine_takes_costs_nothing"),
    Middle("The judge's socket closes, once", "closed at a drawn call", "the same", f"{M}::test_a_socket_that_closes_on_our_side_costs_nothing"),
    Middle("The judge's socket closes, always", "closed at each call", "not judged", f"{M}::test_sockets_that_always_close_on_our_side_are_no_crash_of_the_learners"),
    Middle("No socket, pipe or folder for a worker, once", "EMFILE, ENFILE, ENOSPC, EIO", "the same", f"{M}::test_what_a_worker_needs_and_is_refused_once_costs_nothing"),
    Middle("No socket, pipe or folder for a worker, always", "EMFILE, ENFILE, ENOSPC, EIO", "not judged", f"{M}::test_what_a_worker_needs_and_is_always_refused_is_told"),
    Middle("A fork fails, once", "EAGAIN at the first, second, third", "the same", f"{M}::test_a_fork_that_fails_once_costs_nothing"),
    Middle("Forks fail", "EAGAIN", "not judged", f"{M}::test_forks_that_always_fail_are_told"),
    Middle("A thread cannot be had, once", "as Python says it", "the same", f"{M}::test_a_thread_that_cannot_be_had_once_costs_nothing"),
    Middle("No thread can be had", "as Python says it", "not judged", f"{M}::test_threads_that_cannot_be_had_are_told"),
    Middle("A file of the submission cannot be read", "EIO, EMFILE, ENFILE, ENOMEM, ESTALE", "one sentence (3), and never a missing exercise", f"{M}::test_a_file_that_the_machine_fails_to_read_is_not_one_that_was_not_handed_in"),
    Middle("The machine stands still for an hour", "the monotonic clock jumps at a chosen reading", "the same", f"{M}::test_an_hour_that_passes_while_the_machine_stands_still_costs_nothing"),
    Middle("The clock of the day runs backwards", "`time.time` patched", "the same", f"{M}::test_the_clock_of_the_day_may_go_back"),
    Middle("The store cannot grow", "SQLite's own SQLITE_FULL at several sizes", "one sentence (3); goes on", f"{C}::test_a_store_that_cannot_grow_is_told_and_loses_nothing"),
    Middle("A page cannot be written", "ENOSPC, EIO, EDQUOT at drawn writes", "one sentence (3); goes on", f"{C}::test_a_page_that_cannot_be_written_is_told"),
    Middle("One submission of a class cannot be read", "EIO, EMFILE, ENFILE, ENOMEM, ESTALE", "one sentence (3); that learner has no score, the others have theirs; goes on", f"{C}::test_a_submission_that_the_machine_fails_to_read_has_no_zero_and_is_tried_again"),
    Middle("Every exercise of a class is not judged", "workers are always taken", "empty grades in Canvas, Moodle, nbgrader and Otter; goes on", f"{C}::test_an_exercise_that_we_fail_at_is_a_zero_in_no_export_and_is_tried_again"),
    Middle("A task is lost once", "a broken pool, ENOSPC, EAGAIN", "the same: it is sent out again", f"{C}::test_a_task_that_is_lost_once_costs_nothing"),
    Middle("Every task is lost", "ENOSPC", "a sentence a learner (3), empty grades; goes on", f"{C}::test_a_task_that_is_always_lost_gives_no_zero"),
    Middle("The instructor's word on a full disk", "SQLite says that the disk is full", "one sentence (3); nothing has changed", f"{C}::test_the_instructors_word_on_a_full_disk_is_told_and_changes_nothing"),
    Middle("A disk that fills up in the middle of a class", "a real tmpfs of 16 to 360 KiB, then enlarged", "one sentence (3); goes on", f"{W}::test_a_disk_that_fills_up_at_any_moment_of_a_class"),
    Middle("A disk that fails", "a real file system on a loop device whose own file may not grow: EIO or ENOSPC of fsync", "one sentence (3)", f"{W}::test_a_disk_that_fails"),
    Middle("No space for a report", "a real tmpfs of 8 KiB", "one sentence (3), nothing half-written", f"{W}::test_a_report_for_which_there_is_no_space"),
    Middle("Standard output is full", "/dev/full", "one sentence (3); the report is written", f"{W}::test_standard_output_that_is_full"),
    Middle("The parent of a class is taken", "SIGKILL to it alone", "no process is left", f"{W}::test_processes_of_a_class_whose_parent_is_gone_go_too"),
    Middle("An export cannot be written", "ENOSPC, EIO, EDQUOT", "one sentence (3); the old one stays", f"{C}::test_an_export_that_cannot_be_written_is_told_and_leaves_the_old_one"),
    Middle("Gradescope's autograder cannot judge", "workers are always taken", "no `results.json`, an exit status that is not 0", f"{C}::test_gradescope_is_given_no_points_for_what_we_fail_at"),
    Middle("A worker of a Dask cluster fails once", "ENOSPC, EMFILE, EAGAIN", "the same", "test_cluster.py::test_a_fault_on_a_worker_of_a_cluster_costs_nothing"),
    Middle("A power cut, at any moment", "copies of file and log while they are written", "all that was committed, whole", f"{P}::test_at_every_moment_all_that_was_committed_is_there"),
    Middle("A power cut: the log is cut", "anywhere; without the last frame; without its page", "whole submissions, in their order", f"{P}::test_a_log_cut_anywhere_holds_whole_submissions"),
    Middle("A power cut: a page is torn", "a sector of 512 bytes is zero", "whole submissions, in their order", f"{P}::test_a_log_with_a_torn_page_holds_whole_submissions"),
    Middle("A power cut: writes out of order", "an earlier frame is missing", "whole submissions, in their order", f"{P}::test_a_log_that_is_reordered_holds_whole_submissions"),
    Middle("A power cut: the log is gone", "the file alone", "what was there at the last checkpoint", f"{P}::test_without_its_log_the_file_is_as_it_was_at_the_last_checkpoint"),
)  # fmt: skip


def lines() -> Iterator[str]:
    """The lines of the file."""
    yield HEAD
    yield "## From the start\n\n"
    yield "The tests are `test_surroundings.py`, as `TestSubmit` and `TestBatch`; the first column is the case.\n\n"
    yield "| case | fault | how it is made | `submit` | `batch` |\n|---|---|---|---|---|\n"
    for row in ROWS:
        yield f"| {row.id} | {row.fault} | {row.made} | {_words(row.submit)} | {_words(row.batch)} |\n"
    yield "\n## In the middle\n\n| fault | how it is made | what happens | test |\n|---|---|---|---|\n"
    for one in IN_THE_MIDDLE:
        yield f"| {one.fault} | {one.made} | {one.comes_to} | `{one.test}` |\n"
    yield NOT_MADE


def _words(expected: Expected) -> str:
    if expected == SAME:
        return "the same"
    return f"one sentence ({expected.status})" if isinstance(expected, Told) else "not judged (3)"
