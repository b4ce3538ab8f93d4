"""How much of the machine a worker may use: the kernel's resource limits."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass

from .native import WallError

try:
    import resource
except ImportError:  # Windows has none
    resource = None  # type: ignore[assignment,unused-ignore]

MIB = 1 << 20
_STACK = 8 * MIB  # Python's own recursion limit is reached first; C recursion ends this worker and no other
SPARE_THREADS = 512  # room for the threads of many workers at once, and none for a fork bomb


@dataclass(frozen=True)
class Limits:
    """What one worker may use, in seconds, bytes and descriptors."""

    cpu_seconds: int = 10
    address_space: int = 2048 * MIB
    file_size: int = 16 * MIB
    open_files: int = 64


def why_not() -> str:
    """Why there are no limits here, or nothing."""
    return "this system has none" if resource is None else ""


def tasks_of_user() -> int:
    """How many processes and threads this user has now, as the kernel counts them; 0 where that is not to be known."""
    return sum(_threads_of(entry) for entry in _own_processes())


def _own_processes() -> Iterator[str]:
    with contextlib.suppress(OSError), os.scandir("/proc") as entries:
        for entry in entries:
            with contextlib.suppress(OSError):
                if entry.name.isdecimal() and entry.stat().st_uid == os.getuid():
                    yield entry.path


def _threads_of(process: str) -> int:
    try:
        return len(os.listdir(f"{process}/task"))  # noqa: PTH208 - one call for each process of a user
    except OSError:
        return 1


def apply(limits: Limits, tasks: int) -> str:
    """Set the limits, soft and hard, on this process; the answer says what is in force.

    `tasks` is how many processes and threads its user may have, all together; 0 where the kernel does not count them.
    """
    for name, soft, hard in _wanted(limits, tasks):
        number = getattr(resource, f"RLIMIT_{name}", None)  # not every system has every limit
        if number is not None:
            _set(name, number, soft, hard)
    threads = "processes" if tasks else "processes not limited"
    return f"CPU {limits.cpu_seconds} s, memory {limits.address_space // MIB} MiB, files, descriptors, {threads}"


def _wanted(limits: Limits, tasks: int) -> list[tuple[str, int, int]]:
    equal = {
        "AS": limits.address_space,
        "FSIZE": limits.file_size,
        "NOFILE": limits.open_files,
        "STACK": _STACK,
        "CORE": 0,
        "MEMLOCK": 0,
        "MSGQUEUE": 0,
        "RTPRIO": 0,
        "NICE": 0,
        "SIGPENDING": 64,
    }
    if tasks:
        equal["NPROC"] = tasks
    # One second between the signal that can be caught and the one that cannot.
    return [
        *((name, value, value) for name, value in equal.items()),
        ("CPU", limits.cpu_seconds, limits.cpu_seconds + 1),
    ]


def _set(name: str, number: int, soft: int, hard: int) -> None:
    """Lower a limit; one that is lower already stays as it is."""
    _, ceiling = resource.getrlimit(number)
    if ceiling != resource.RLIM_INFINITY:
        soft, hard = min(soft, ceiling), min(hard, ceiling)
    try:
        resource.setrlimit(number, (soft, hard))
    except (OSError, ValueError) as error:
        if os.uname().sysname == "Linux":
            raise WallError(f"RLIMIT_{name} cannot be set: {error}") from error
