"""What a worker loses before it reads any learner code: descriptors, its parent's group, privileges."""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import struct
from collections.abc import Iterable

from . import owner
from .native import linux, prctl, syscall

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS, _PR_CAP_AMBIENT = 1, 4, 38, 47
_SIGKILL, _CLEAR_ALL = 9, 4
_CAPGET_CAPSET = {"x86_64": (125, 126), "aarch64": (90, 91), "arm64": (90, 91)}.get(platform.machine())
_HEADER = struct.pack("=Ii", 0x20080522, 0)  # version 3, this process
_words = (ctypes.c_char * 24)()  # made before the fork: a new array type is slow, and a worker asks but once
_DAC_READ_SEARCH = 1 << 2


def why_not() -> str:
    """Why a worker cannot be set apart here, or nothing."""
    return "" if hasattr(os, "setsid") else "this system has no sessions"


def apply(keep: Iterable[int], scratch: str, own_user: bool, reads_all: bool) -> str:
    """Set this process apart from its parent; the answer says what is in force.

    Of root's powers, `reads_all` keeps the reading of what others own; `own_user` makes it a user whom nobody else is.
    """
    _close_all_but(keep)
    os.umask(0o077)
    with contextlib.suppress(PermissionError):  # it leads its group already
        os.setsid()
    if not linux():
        return "own session, no inherited descriptors"
    _first_to_go()
    if own_user:
        owner.become(scratch, keep_capabilities=reads_all)
    drop_capabilities(_DAC_READ_SEARCH if reads_all else 0)
    prctl(_PR_SET_PDEATHSIG, _SIGKILL)
    prctl(_PR_SET_DUMPABLE, 0)  # nobody of the same user may trace it or read its memory
    prctl(_PR_SET_NO_NEW_PRIVS, 1)
    user = ", own user" if own_user else ""
    return f"own session{user}, no inherited descriptors, no capabilities, dies with its parent, no new privileges"


def _close_all_but(keep: Iterable[int]) -> None:
    """Close every descriptor but the three standard ones and `keep`."""
    start = 3
    for descriptor in sorted({d for d in keep if d > 2}):
        os.closerange(start, descriptor)
        start = descriptor + 1
    os.closerange(start, os.sysconf("SC_OPEN_MAX"))


def _first_to_go() -> None:
    """Where the machine runs out of memory a worker is to be ended, and not the shell of the instructor."""
    with contextlib.suppress(OSError):
        descriptor = os.open("/proc/self/oom_score_adj", os.O_WRONLY)
        try:
            os.write(descriptor, b"1000")
        finally:
            os.close(descriptor)


def drop_capabilities(but: int = 0) -> None:
    """Give up what root has over an ordinary user: mounting, tracing, device nodes, signals to all, raw sockets."""
    if _CAPGET_CAPSET is None:
        return
    capget, capset = _CAPGET_CAPSET
    syscall(capget, _HEADER, _words)
    _, permitted, _, _, more, _ = struct.unpack("=6I", _words)
    if not permitted | more:  # an ordinary user
        return
    with contextlib.suppress(OSError):  # kernels before 4.3 have no ambient set
        prctl(_PR_CAP_AMBIENT, _CLEAR_ALL)
    kept = permitted & but
    syscall(capset, _HEADER, struct.pack("=6I", kept, kept, 0, 0, 0, 0))
