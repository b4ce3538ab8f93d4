"""What a worker may read and write, and what it may not."""

from __future__ import annotations

import importlib
import os
import pathlib
import stat
from collections.abc import Callable
from typing import Any

import pytest

from .yard import Technique, call

Prove = Callable[[Technique], None]


def read_answers(yard: Any) -> str:
    return (yard.site / "answers" / "__init__.py").read_text()


def import_answers() -> int:
    importlib.invalidate_caches()
    return importlib.import_module("answers").SECRET


def read_home(yard: Any) -> str:
    return (yard.home / ".netrc").read_text()


def list_home(yard: Any) -> list[str]:
    return sorted(p.name for p in yard.home.iterdir())


def read_users() -> str:
    return pathlib.Path("/etc/passwd").read_text()


def read_other_learner(yard: Any) -> str:
    return (yard.learners / "other" / "impl.py").read_text()


def list_learners(yard: Any) -> list[str]:
    return sorted(p.name for p in yard.learners.iterdir())


def read_other_scratch(yard: Any) -> str:
    return (yard.scratches / "other" / "left.txt").read_text()


def list_scratches(yard: Any) -> list[str]:
    return sorted(p.name for p in yard.scratches.iterdir())


def write_other_scratch(yard: Any) -> int:
    return (yard.scratches / "other" / "new.txt").write_text("mine")


def write_outside(yard: Any) -> int:
    return (yard.outside / "new.txt").write_text("mine")


def write_submission(yard: Any) -> int:
    return (yard.learners / "me" / "impl.py").write_text("x = 42")


def write_tmp() -> int:
    path = pathlib.Path("/tmp", f"dlgrade-wall-{os.getpid()}")
    count = path.write_text("here")
    path.unlink()
    return count


def delete_outside(yard: Any) -> None:
    (yard.outside / "thesis.txt").unlink()


def read_through_handle(yard: Any) -> str:
    folder = os.open(yard.site / "honest", os.O_PATH)
    return str(os.read(os.open("../answers/__init__.py", os.O_RDONLY, dir_fd=folder), 10))


def read_memory(victim: int) -> str:
    # Where the interpreter is mapped: the same in a fork as here.
    address = id(object) & ~0xFFF
    with pathlib.Path(f"/proc/{victim}/mem").open("rb", buffering=0) as memory:
        memory.seek(address)
        return str(memory.read(8))


def read_environment(victim: int) -> int:
    return len(pathlib.Path(f"/proc/{victim}/environ").read_bytes())


def read_own_maps() -> int:
    return len(pathlib.Path("/proc/self/maps").read_text())


def link_and_read(yard: Any) -> str:
    pathlib.Path("link").symlink_to(yard.site / "answers" / "__init__.py")
    return pathlib.Path("link").read_text()


def read_existing_link(yard: Any) -> str:
    return (yard.site / "honest" / "link.py").read_text()


def hard_link(yard: Any) -> str:
    os.link(yard.site / "answers" / "__init__.py", "linked")
    return pathlib.Path("linked").read_text()


def rename_in(yard: Any) -> str:
    (yard.site / "answers").rename("taken")
    return pathlib.Path("taken/__init__.py").read_text()


def test_a_hidden_folder_cannot_be_moved_in(confined: Callable[..., Any]) -> None:
    assert confined(rename_in).refused
    assert confined(rename_in, off=frozenset({"landlock", "process"})).through


def make_pipe() -> None:
    os.mkfifo("pipe")


def change_mode(yard: Any) -> None:
    (yard.scratches / "own").chmod(0o777)


def change_times() -> None:
    pathlib.Path("file").write_text("")
    os.utime("file", (1, 1))


def set_attribute() -> None:
    pathlib.Path("file").write_text("")
    os.setxattr("file", "user.note", b"x")


def truncate_by_reading(yard: Any) -> None:
    os.open(yard.learners / "me" / "impl.py", os.O_RDONLY | os.O_TRUNC)


def whiteout() -> None:
    pathlib.Path("from").write_text("")
    leave_a_device = 4
    call(316, 276, -100, b"from", -100, b"to", leave_a_device)


def read_by_openat2(yard: Any) -> None:
    call(437, 437, -100, bytes(yard.site / "answers" / "__init__.py"), bytes(24), 24)


def watch_folder(yard: Any) -> None:
    watcher = call(294, 26, 0)
    call(254, 27, watcher, bytes(yard.learners / "other"), 0xFFF)


def splice_pages(yard: Any) -> None:
    _, writer = os.pipe()
    file = os.open(yard.site / "honest" / "__init__.py", os.O_RDONLY)
    call(275, 76, file, 0, writer, 0, 4, 0)


def send_pages(yard: Any) -> None:
    _, writer = os.pipe()
    os.sendfile(writer, os.open(yard.site / "honest" / "__init__.py", os.O_RDONLY), 0, 4)


def make_device() -> None:
    os.mknod("memory", stat.S_IFCHR | 0o600, os.makedev(1, 1))


def share_memory() -> None:
    path = pathlib.Path(f"/dev/shm/dlgrade-wall-{os.getpid()}")
    path.write_text("here")
    path.unlink()


FILES = ("landlock",)
BOTH = ("landlock", "seccomp")
# Where the machine has namespaces, the layer `process` covers hidden folders and leaves the disks read-only.
TECHNIQUES = [
    *(Technique(read, by=FILES, also=("process",)) for read in (read_answers, import_answers, read_home, list_home)),
    *(Technique(read, by=FILES) for read in (read_users, read_own_maps)),
    *(Technique(read, by=FILES, also=("process",)) for read in (read_other_learner, list_learners)),
    *(Technique(read, by=FILES, also=("process",)) for read in (read_other_scratch, list_scratches)),
    Technique(write_other_scratch, by=FILES),
    *(Technique(write, by=FILES, also=("process",)) for write in (write_outside, write_submission, write_tmp)),
    Technique(delete_outside, by=FILES, also=("process",)),
    Technique(read_through_handle, by=FILES, also=("process",)),
    Technique(share_memory, by=FILES, also=("process",)),
    # A worker of root is another user; one of a user is in another user namespace, where the machine has them.
    Technique(read_memory, by=FILES, root=("process",), also=("process",)),
    Technique(read_environment, by=FILES, root=("process",), also=("process",)),
    Technique(link_and_read, by=BOTH, also=("process",)),
    Technique(hard_link, by=BOTH, also=("process",)),
    Technique(read_by_openat2, by=BOTH, also=("process",)),
    Technique(make_pipe, by=BOTH),
    Technique(truncate_by_reading, by=BOTH, also=("process",)),
    Technique(make_device, by=BOTH, root=("process",), free="root"),
    Technique(change_mode, by=("seccomp",), free="root"),
    Technique(change_times, by=("seccomp",)),
    Technique(set_attribute, by=("seccomp",), free="machine"),
    Technique(whiteout, by=("seccomp",), also=("landlock",), free="machine"),
    Technique(watch_folder, by=("seccomp",)),
    Technique(splice_pages, by=("seccomp",)),
    Technique(send_pages, by=("seccomp",)),
]


@pytest.mark.parametrize("technique", TECHNIQUES, ids=lambda one: one.title)
def test_a_way_to_files_is_shut(prove: Prove, technique: Technique) -> None:
    prove(technique)


def test_a_link_that_was_there_leads_nowhere(prove: Prove, yard: Any) -> None:
    (yard.site / "honest" / "link.py").symlink_to(yard.site / "answers" / "__init__.py")
    prove(Technique(read_existing_link, by=FILES, also=("process",)))


def ask_size_and_date(yard: Any) -> list[int]:
    found = (yard.home / ".netrc").stat()
    return [found.st_size, int(found.st_mtime)]


def ask_for_a_process(victim: int) -> int:
    return os.getsid(victim)


def ask_the_machine() -> list[Any]:
    return [os.uname().release, os.sysconf("SC_PHYS_PAGES"), os.statvfs("/").f_bfree]


@pytest.mark.parametrize("question", [ask_size_and_date, ask_for_a_process, ask_the_machine])
def test_what_the_whole_wall_lets_be_asked(confined: Callable[..., Any], question: Callable[..., Any]) -> None:
    """As docs/security-layers.md says. Where this fails, the wall is better than what is said of it there."""
    assert confined(question).through


def work_in_scratch() -> str:
    pathlib.Path("deep/er").mkdir(parents=True)
    pathlib.Path("deep/er/file.txt").write_text("text")
    pathlib.Path("deep/er/file.txt").rename("moved.txt")
    pathlib.Path("deep/er").rmdir()
    with pathlib.Path("moved.txt").open("a") as file:
        file.truncate(2)
    return pathlib.Path("moved.txt").read_text()


def read_own(yard: Any) -> list[Any]:
    package = importlib.import_module("honest")
    return [package.OPEN, (yard.learners / "me" / "impl.py").read_text()]


def test_what_a_worker_needs_is_open(confined: Callable[..., Any]) -> None:
    assert confined(work_in_scratch).value == "te"
    assert confined(read_own).value == [1, "x = 1"]
    assert confined(lambda: pathlib.Path("/dev/null").write_text("gone")).value == 4
