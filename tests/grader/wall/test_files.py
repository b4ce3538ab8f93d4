"""What a worker may read and write, and what it may not."""

from __future__ import annotations

import importlib
import os
import pathlib
from collections.abc import Callable
from typing import Any

import pytest

Prove = Callable[..., None]


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


@pytest.mark.parametrize(
    "attack",
    [
        read_answers,
        import_answers,
        read_home,
        list_home,
        read_users,
        read_other_learner,
        list_learners,
        read_other_scratch,
        list_scratches,
        write_other_scratch,
        write_outside,
        write_submission,
        write_tmp,
        delete_outside,
        read_through_handle,
        read_own_maps,
    ],
)
def test_kept_out_by_landlock(prove: Prove, attack: Callable[..., Any]) -> None:
    prove(attack, by=("landlock",))


def test_memory_of_others_is_shut(prove: Prove, who: str) -> None:
    # A root without capabilities may not trace one that has them; a user may trace what is their own.
    by = ("landlock", "process") if who == "root" else ("landlock",)
    prove(read_memory, by=by)
    prove(read_environment, by=by)


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


def test_links_and_renames_do_not_lead_around(prove: Prove) -> None:
    prove(link_and_read, by=("landlock", "seccomp"))
    prove(hard_link, by=("landlock", "seccomp"))


def test_a_hidden_folder_cannot_be_moved_in(prove: Prove, confined: Callable[..., Any]) -> None:
    assert confined(rename_in).refused
    assert confined(rename_in, off=frozenset({"landlock"})).through


def test_a_link_that_was_there_leads_nowhere(prove: Prove, yard: Any) -> None:
    (yard.site / "honest" / "link.py").symlink_to(yard.site / "answers" / "__init__.py")
    prove(read_existing_link, by=("landlock",))


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


def test_what_landlock_does_not_see_is_refused_by_the_filter(prove: Prove, who: str) -> None:
    prove(change_mode, by=("seccomp",), free="root")
    prove(change_times, by=("seccomp",))
    prove(set_attribute, by=("seccomp",), free="machine")


def test_two_layers_refuse_pipes_and_truncation(prove: Prove) -> None:
    prove(make_pipe, by=("landlock", "seccomp"))
    prove(truncate_by_reading, by=("landlock", "seccomp"))


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
