"""Filters of system calls that stand for another kernel, or for a container around the command.

They are put together by libseccomp, which is none of ours, from the names of calls. `docker_default.txt` holds the
names that Docker's default profile lets pass without a capability: https://github.com/moby/moby, the file
`profiles/seccomp/default.json` at 00f3d189e420d485e42d15fe494f96d272284e0e.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import errno
from collections.abc import Callable
from pathlib import Path

ALLOW, ERRNO = 0x7FFF0000, 0x00050000
NE, EQ, MASKED_EQ = 1, 4, 7
CLONE_THREAD, CLONE_NEW = 0x00010000, 0x7E020000
PR_SET_SECCOMP, AF_VSOCK = 22, 40
NAMES = Path(__file__).with_name("docker_default.txt")
LANDLOCK = ("landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self")
YOUNG = ("clone3", "close_range", "openat2", "pidfd_open", "faccessat2", "rseq", "membarrier", "memfd_create")


class _Argument(ctypes.Structure):
    _fields_ = (
        ("number", ctypes.c_uint),
        ("compare", ctypes.c_int),
        ("first", ctypes.c_uint64),
        ("second", ctypes.c_uint64),
    )


class _Filter:
    """A filter of libseccomp's making."""

    def __init__(self, otherwise: int) -> None:
        name = ctypes.util.find_library("seccomp") or "libseccomp.so.2"
        self._library = ctypes.CDLL(name)
        self._library.seccomp_init.restype = ctypes.c_void_p
        self._context = ctypes.c_void_p(self._library.seccomp_init(ctypes.c_uint32(otherwise)))

    def rule(self, action: int, call: str, *arguments: tuple[int, int, int, int]) -> None:
        """An action for a call with such arguments; a call that this architecture lacks is passed over."""
        number = self._library.seccomp_syscall_resolve_name(call.encode())
        if number < 0:
            return
        array = (_Argument * len(arguments))(*(_Argument(*one) for one in arguments))
        failed = self._library.seccomp_rule_add_array(
            self._context, ctypes.c_uint32(action), number, len(arguments), array
        )
        if failed:
            raise OSError(-failed, f"libseccomp: {call}")

    def load(self) -> None:
        """Puts it on this process, for good."""
        if failed := self._library.seccomp_load(self._context):
            raise OSError(-failed, "libseccomp: the kernel refuses the filter")


def _docker() -> _Filter:
    made = _Filter(ERRNO | errno.EPERM)
    for call in NAMES.read_text().split():
        made.rule(ALLOW, call)
    made.rule(ALLOW, "socket", (0, NE, AF_VSOCK, 0))
    for persona in (0x0, 0x8, 0x20000, 0x20008, 0xFFFFFFFF):
        made.rule(ALLOW, "personality", (0, EQ, persona, 0))
    made.rule(ALLOW, "clone", (0, MASKED_EQ, CLONE_NEW, 0))
    made.rule(ERRNO | errno.ENOSYS, "clone3")
    return made


def _lacking(number: int, *calls: str) -> _Filter:
    made = _Filter(ALLOW)
    for call in calls:
        made.rule(ERRNO | number, call)
    return made


def _no_seccomp() -> _Filter:
    made = _lacking(errno.ENOSYS, "seccomp")
    made.rule(ERRNO | errno.EINVAL, "prctl", (0, EQ, PR_SET_SECCOMP, 0))
    return made


def _no_threads() -> _Filter:
    made = _lacking(errno.ENOSYS, "clone3")
    made.rule(ERRNO | errno.EAGAIN, "clone", (0, MASKED_EQ, CLONE_THREAD, CLONE_THREAD))
    return made


def _no_processes() -> _Filter:
    made = _lacking(errno.ENOSYS, "clone3")
    made.rule(ERRNO | errno.EAGAIN, "clone", (0, MASKED_EQ, CLONE_THREAD, 0))
    made.rule(ERRNO | errno.EAGAIN, "fork")
    made.rule(ERRNO | errno.EAGAIN, "vfork")
    return made


FILTERS: dict[str, Callable[[], _Filter]] = {
    "docker": _docker,
    "no_landlock": lambda: _lacking(errno.ENOSYS, *LANDLOCK),
    "landlock_refused": lambda: _lacking(errno.EPERM, *LANDLOCK),
    "no_seccomp": _no_seccomp,
    "old_kernel": lambda: _lacking(errno.ENOSYS, *YOUNG),
    "no_threads": _no_threads,
    "no_processes": _no_processes,
}


def install(name: str) -> None:
    """Puts a filter on this process and on all that it becomes and starts; raises OSError where that cannot be."""
    FILTERS[name]().load()
