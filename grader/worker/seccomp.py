"""Which system calls a worker may make.

An allow-list. What numpy, threads and plain Python ask of the kernel is short and stable (memory, files, clocks,
futexes); what could leave the wall is long and grows with every kernel. A list of what is denied is out of date
the day io_uring is merged; a list of what is allowed is at worst too strict, and then it says so with an error
that a test here shows first. What makes an allow-list break across C libraries is a new call (clone3, futex_waitv,
statx) that is tried before the old one: those are answered ENOSYS, as by the older kernel every library still
supports, and it falls back. Calls that are known and refused get EPERM, which Python shows as PermissionError.

Landlock rules over files by their path; what it does not see is refused here for every file: mode, owner, times and
attributes, links, device nodes, truncation by an open for reading.

What passes is also what of the kernel's own code a worker can reach. Calls that are needed for one purpose pass for
that one alone where the argument says which: memory without huge pages and merging, futexes without priorities, data
without bytes out of band, sockets without a handle on who is at the other end.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct

from . import bpf, syscalls
from .bpf import OWN_PID, Condition
from .native import linux, prctl

_AUDIT_ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7, "arm64": 0xC00000B7}
_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _FILTER = 22, 38, 2

_CLONE_THREAD = 0x00010000
_CLONE_NEW = 0x7E020000  # NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET
_O_TRUNC, _O_ACCMODE = 0x200, 0x3
# Not truncation by an open for reading: Landlock before ABI 3 lets it pass on every readable file.
_OPEN_FLAGS = (0, 1, 2, 3, _O_TRUNC | 1, _O_TRUNC | 2)
# Blocking and close-on-exec flags, and what `isatty` and the terminal's width ask; not TIOCSTI, not FIOSETOWN.
_IOCTL = (0x5401, 0x802C542A, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
# Duplicates, flags and record locks. Not F_SETOWN and F_SETSIG: they make the kernel send any signal to anyone.
_FCNTL = (0, 1, 2, 3, 4, 5, 6, 7, 1030)
# What malloc, NumPy and thread stacks say of memory. Not MERGEABLE (a page shared with others tells what they hold),
# HWPOISON and SOFT_OFFLINE (they take memory from the machine).
_MADVISE = (0, 1, 2, 3, 4, 8, 10, 11, 14, 15, 16, 17, 18, 19)
_MAP_HUGETLB = 0x40000  # from a pool that is kept for others
# Wait, wake, requeue, wake with an operation, wait and wake by bits; under the flags for private and for which clock.
# Not those with priorities, which no lock of Python, of OpenMP or of the C library's threads uses unasked.
_FUTEX, _FUTEX_FLAGS = (0, 1, 3, 4, 5, 9, 10), 0x180
# MSG_PEEK, MSG_DONTWAIT, MSG_WAITALL, MSG_NOSIGNAL. Not MSG_OOB: on Unix sockets a way into the kernel more than once.
_MESSAGE_FLAGS = 0x2 | 0x40 | 0x100 | 0x4000
# SO_TYPE, SO_ERROR, SO_ACCEPTCONN, SO_PROTOCOL, SO_DOMAIN. Not SO_PEERPIDFD, which opens a handle on the judge.
_SOL_SOCKET, _SOCKET_OPTIONS = 1, (3, 4, 30, 38, 39)
_RENAME_NOREPLACE = 1  # not RENAME_WHITEOUT, which makes a device node
# PR_SET_NAME and the questions; PR_SET_VMA (0x53564D41) names memory for malloc. Not PR_SET_DUMPABLE.
_PRCTL = (2, 3, 15, 16, 21, 30, 39, 42, 0x53564D41)

# To itself, all but SIGKILL: who is ended by that was taken by the machine, and is not to be blamed.
_SIGNALS = tuple(number for number in range(65) if number != 9)

_BY_ARGUMENT: dict[str, tuple[Condition, ...]] = {
    "clone": (Condition(0, (_CLONE_THREAD,), mask=_CLONE_THREAD | _CLONE_NEW),),
    "kill": (Condition(0, (OWN_PID,)), Condition(1, _SIGNALS)),
    "tkill": (Condition(0, (OWN_PID,)), Condition(1, _SIGNALS)),
    "tgkill": (Condition(0, (OWN_PID,)), Condition(2, _SIGNALS)),
    "prctl": (Condition(0, _PRCTL),),
    "prlimit64": (Condition(0, (0, OWN_PID)), Condition(2, (0,)), Condition(2, (0,), high=True)),
    "ioctl": (Condition(1, _IOCTL),),
    "fcntl": (Condition(1, _FCNTL),),
    "mmap": (Condition(3, (0,), mask=_MAP_HUGETLB),),
    "madvise": (Condition(2, _MADVISE),),
    "futex": (Condition(1, _FUTEX, mask=0xFFFFFFFF & ~_FUTEX_FLAGS),),
    "renameat2": (Condition(4, (0, _RENAME_NOREPLACE)),),
    "getsockopt": (Condition(1, (_SOL_SOCKET,)), Condition(2, _SOCKET_OPTIONS)),
    "recvfrom": (Condition(3, (0,), mask=0xFFFFFFFF & ~_MESSAGE_FLAGS),),
    # On a connected socket only: no address.
    "sendto": (
        Condition(3, (0,), mask=0xFFFFFFFF & ~_MESSAGE_FLAGS),
        Condition(4, (0,)),
        Condition(4, (0,), high=True),
    ),
    "open": (Condition(1, _OPEN_FLAGS, mask=_O_TRUNC | _O_ACCMODE),),
    "openat": (Condition(2, _OPEN_FLAGS, mask=_O_TRUNC | _O_ACCMODE),),
}


def why_not() -> str:
    """Why there is no seccomp filter here, or nothing."""
    if not linux():
        return "only Linux has it"
    if platform.machine() not in _AUDIT_ARCHITECTURE:
        return f"no table of system calls for {platform.machine()}"
    if struct.calcsize("P") != 8:
        return "no table of system calls for 32-bit programs"
    return "" if _works() else "the kernel or the container refuses a filter"


def build() -> bpf.Program:
    """The filter, the same for every worker but for its pid."""
    refusal = bpf.refuse(errno.EPERM)
    table = syscalls.numbers(platform.machine())
    fates = {number: bpf.allow(_BY_ARGUMENT.get(name, ()), refusal) for name, number in table.items()}
    fates[table["clone3"]] = [bpf.refuse(errno.ENOSYS)]  # its flags are behind a pointer that a filter cannot follow
    others = (errno.EPERM, errno.ENOSYS)
    return bpf.assemble(_AUDIT_ARCHITECTURE[platform.machine()], fates, syscalls.NEWEST, others)


class _Fprog(ctypes.Structure):
    _fields_ = (("count", ctypes.c_ushort), ("lines", ctypes.c_char_p))


def install(program: bpf.Program) -> None:
    """Put the filter on this process, for good."""
    code = program.for_pid(os.getpid())
    lines = _Fprog(len(code) // 8, code)
    prctl(_PR_SET_NO_NEW_PRIVS, 1)
    prctl(_PR_SET_SECCOMP, _FILTER, ctypes.addressof(lines))


def _works() -> bool:
    """Whether the kernel has filters: it reads a program from nowhere and finds the fault (EFAULT) or has none.

    Nothing is installed and nothing is forked: the question is safe in a process with threads.
    """
    try:
        prctl(_PR_SET_SECCOMP, _FILTER, 0)
    except OSError as error:
        return error.errno == errno.EFAULT
    return False
