"""How much of the machine a worker may use."""

from __future__ import annotations

import ctypes
import errno
import os
import pathlib
import resource
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any

import numpy as np
from dlgrade.grader.worker import limits, owner

Confined = Callable[..., Any]
NO_LIMITS = frozenset({"rlimits"})
MIB = 1 << 20


def big_array() -> int:
    return int(np.empty(3 << 30, dtype=np.uint8).nbytes)


def big_file(size: int) -> int:
    return pathlib.Path("big").write_bytes(bytes(size))


def reserve(size: int) -> int:
    handle = os.open("reserved", os.O_CREAT | os.O_RDWR, 0o600)
    library = ctypes.CDLL(None, use_errno=True)
    keep_size = 1
    if library.fallocate(handle, keep_size, ctypes.c_long(0), ctypes.c_long(size)):
        raise OSError(ctypes.get_errno(), "refused")
    return 512 * os.fstat(handle).st_blocks


def many_files(count: int) -> int:
    return len([os.open("/dev/null", os.O_RDONLY) for _ in range(count)])


def spin() -> None:
    while True:
        pass


def spin_on() -> None:
    signal.signal(signal.SIGXCPU, signal.SIG_IGN)
    spin()


def deep() -> None:
    sys.setrecursionlimit(10**9)
    nested: list[Any] = []
    for _ in range(10**6):
        nested = [nested]
    repr(nested)


def in_force() -> dict[str, list[int]]:
    names = ("AS", "CPU", "FSIZE", "NOFILE", "CORE", "MEMLOCK", "MSGQUEUE", "SIGPENDING", "STACK")
    return {name: list(resource.getrlimit(getattr(resource, f"RLIMIT_{name}"))) for name in names}


def processes() -> int:
    return resource.getrlimit(resource.RLIMIT_NPROC)[0]


def test_memory(confined: Confined) -> None:
    assert confined(big_array).error in ("MemoryError", "_ArrayMemoryError")
    assert confined(big_array, off=NO_LIMITS).value == 3 << 30


def test_file_size(confined: Confined) -> None:
    assert confined(big_file, 16 * MIB).value == 16 * MIB
    assert confined(big_file, 17 * MIB).number == errno.EFBIG
    assert confined(big_file, 17 * MIB, off=NO_LIMITS).value == 17 * MIB


def test_room_that_is_only_reserved_passes_the_limit_of_a_file_and_is_refused(confined: Confined) -> None:
    assert confined(reserve, 32 * MIB).number == errno.EPERM
    without = confined(reserve, 32 * MIB, off=frozenset({"seccomp"}))
    others = (errno.EFBIG, errno.EOPNOTSUPP)  # some file systems do keep to the limit
    assert (without.value or 0) >= 32 * MIB or without.number in others


def test_descriptors(confined: Confined) -> None:
    assert confined(many_files, 100).number == errno.EMFILE
    assert confined(many_files, 100, off=NO_LIMITS).value == 100


def test_time(confined: Confined, who: str) -> None:
    assert confined(spin, cpu_seconds=1).died == signal.SIGXCPU


def test_time_that_cannot_be_ignored(confined: Confined) -> None:
    assert confined(spin_on, cpu_seconds=1).died == signal.SIGKILL


def test_recursion_ends_at_most_this_worker(confined: Confined) -> None:
    result = confined(deep)
    assert result.died == signal.SIGSEGV or result.error in ("RecursionError", "MemoryError")


def test_all_limits_are_hard(confined: Confined) -> None:
    found = confined(in_force, cpu_seconds=7).value
    assert found.pop("CPU") == [7, 8]
    assert found.pop("STACK")[1] <= 8 * MIB
    assert found == {
        "AS": [2048 * MIB] * 2,
        "FSIZE": [16 * MIB] * 2,
        "NOFILE": [64] * 2,
        "CORE": [0, 0],
        "MEMLOCK": [0, 0],
        "MSGQUEUE": [0, 0],
        "SIGPENDING": [64, 64],
    }


def test_processes_of_a_user_are_counted_and_limited(confined: Confined, who: str) -> None:
    limit = confined(processes).value
    if who == "root":  # a worker is a user of its own
        assert limit == owner.THREADS
    else:
        assert limits.SPARE_THREADS < limit < limits.SPARE_THREADS + 10_000


def test_threads_are_counted_and_limited_for_root_too(confined: Confined, who: str) -> None:
    """Threads of little memory, which the limit of the address space lets pass by the ten thousand."""
    most = owner.THREADS if who == "root" else limits.SPARE_THREADS + 100  # others of this user may have ended since
    found = confined(threads, 2000)
    assert found.value <= most
    assert confined(threads, 700, off=NO_LIMITS | {"process"}).value == 700


def threads(count: int) -> int:
    threading.stack_size(1 << 15)
    done = threading.Event()
    begun = 0
    try:
        for _ in range(count):
            threading.Thread(target=done.wait, daemon=True).start()
            begun += 1
    except RuntimeError:
        pass
    done.set()
    return begun


def test_a_lower_limit_stays(confined: Confined) -> None:
    def lowered() -> list[int]:
        resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))
        limits.apply(limits.Limits(), 0)
        return list(resource.getrlimit(resource.RLIMIT_NOFILE))

    assert confined(lowered, off=frozenset({"rlimits", "seccomp"})).value == [32, 32]
