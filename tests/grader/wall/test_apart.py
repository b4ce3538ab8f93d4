"""Workers are forked into a network of their own, where the machine lets the warm parent go there."""

from __future__ import annotations

import json
import os
import pathlib
from collections.abc import Callable
from typing import Any

import pytest
from dlgrade.grader.worker import apart
from dlgrade.grader.workers import Workers

Confined = Callable[..., Any]
SEEN = frozenset({"landlock", "seccomp"})


def network() -> list[Any]:
    lines = pathlib.Path("/proc/net/dev").read_text().splitlines()[2:]
    return [sorted(line.split(":")[0].strip() for line in lines), os.stat("/proc/self/ns/ipc").st_ino]


def capabilities() -> int:
    lines = pathlib.Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1], 16) for line in lines if line.startswith("CapEff"))


def allowed() -> bool:
    """Whether this machine lets this user go, asked in a process of its own."""
    child = os.fork()
    if child == 0:
        os._exit(not apart.leave())
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


needs_namespaces = pytest.mark.skipif(not allowed(), reason="this machine gives no network namespace to this user")


@needs_namespaces
def test_a_worker_sees_no_network_and_no_queue_of_the_machine(confined: Confined) -> None:
    interfaces, letters = confined(network, off=SEEN).value

    assert set(interfaces) <= {"lo", "sit0", "tunl0", "ip6tnl0", "gre0", "gretap0", "erspan0", "ip_vti0", "ip6_vti0"}
    assert letters != os.stat("/proc/self/ns/ipc").st_ino


@needs_namespaces
def test_whoever_left_is_who_they_were_and_has_no_right_more(confined: Confined, who: str) -> None:
    def identity() -> list[int]:
        return [os.getuid(), os.getgid()]

    if who != "root":
        assert confined(identity, off=SEEN).value == confined(identity, off=SEEN | {"process"}).value
        assert confined(capabilities, off=SEEN).value == 0


@needs_namespaces
def test_an_empty_folder_lies_over_each_hidden_one(confined: Confined, yard: Any) -> None:
    """As a second layer: with neither Landlock nor the filter."""

    def seen() -> list[list[str]]:
        return [os.listdir(folder) for folder in (*yard.hidden, yard.site)]

    assert confined(seen, off=SEEN).value == [[], [], os.listdir(yard.site)]
    assert all(confined(seen, off=SEEN | {"process"}).value)


@needs_namespaces
def test_nothing_can_be_written_but_in_the_scratch_folders(confined: Confined, yard: Any) -> None:
    def written() -> list[str]:
        done = []
        for folder in (".", str(yard.outside), "/tmp", "/dev/shm", "/var/tmp"):
            path = pathlib.Path(folder, f"dlgrade-wall-{os.getpid()}")
            try:
                path.write_text("x")
                path.unlink()
                done.append(folder)
            except OSError:
                pass
        pathlib.Path("/dev/null").write_text("gone")
        return done

    assert confined(written, off=SEEN).value == ["."]
    assert len(confined(written, off=SEEN | {"process"}).value) > 2


@needs_namespaces
def test_a_worker_still_says_that_it_is_the_first_to_go(confined: Confined) -> None:
    assert confined(lambda: pathlib.Path("/proc/self/oom_score_adj").read_text(), off=SEEN).value == "1000\n"


@needs_namespaces
def test_what_is_needed_below_a_hidden_folder_stays_and_its_neighbours_go(tmp_path: pathlib.Path) -> None:
    for name in ("package/secret/answers.py", "package/.venv/lib/module.py", "package/notes.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x = 1")
    package = tmp_path / "package"

    def seen() -> list[list[str]]:
        apart.leave([str(package)], [str(package / ".venv" / "lib")])
        return [os.listdir(package / name) for name in ("secret", ".venv/lib")]

    reader, writer = os.pipe()
    if (child := os.fork()) == 0:
        os.write(writer, json.dumps(seen()).encode())
        os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader) as answer:
        assert json.load(answer) == [[], ["module.py"]]
    assert os.listdir(package / "secret") == ["answers.py"]


@needs_namespaces
def test_a_worker_of_a_grading_says_that_its_network_is_its_own() -> None:
    with Workers("fork") as workers:
        workers.start(1).end()
    with Workers("fork", off=frozenset({"process"})) as inside:
        inside.start(1).end()

    assert {name: detail for name, _, detail in workers.layers}["process"].endswith(
        "own network, the judge's folders covered, disks read-only"
    )
    assert "own network" not in str(inside.layers)


def test_where_the_machine_lets_nobody_go_all_stays_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    before = os.stat("/proc/self/ns/net").st_ino
    monkeypatch.setattr(apart, "_unshare", lambda what: False)
    assert not apart.leave()
    monkeypatch.setattr(apart, "linux", lambda: False)
    assert not apart.leave()
    assert os.stat("/proc/self/ns/net").st_ino == before


def test_all_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    class Library:
        def unshare(self, what: int) -> int:
            asked.append(what)
            return -1

    monkeypatch.setattr(apart, "libc", Library)
    assert not apart.leave()
    assert len(asked) == 1
    assert asked[0] & 0x48000000 == 0x48000000  # network and IPC in one call
