"""What a worker may read and write, as the kernel's Landlock sees it.

Two rulesets are stacked on a worker, and what passes must pass both. The first is made once and is long: what may be
read, with the hidden folders cut out. The second is made for each worker and is short: the same places before the
cut, and the one folder where this worker may write, so that a worker does not see another one's folder.
"""

from __future__ import annotations

import errno
import os
import stat
import struct
from collections.abc import Iterable
from dataclasses import dataclass

from .native import linux, prctl, syscall

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same numbers on every architecture
_VERSION_FLAG, _PATH_BENEATH, _QUIET, _PR_SET_NO_NEW_PRIVS = 1, 1, 1, 38

_EXECUTE, _WRITE_FILE, READ_FILE, READ_DIR, _REMOVE_DIR, _REMOVE_FILE = (1 << i for i in range(6))
_MAKE_CHAR, _MAKE_DIR, _MAKE_REG, _MAKE_SOCK, _MAKE_FIFO, _MAKE_BLOCK, _MAKE_SYM = (1 << i for i in range(6, 13))
_REFER, _TRUNCATE, _IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
_ON_FILES = _EXECUTE | _WRITE_FILE | READ_FILE | _TRUNCATE | _IOCTL_DEV  # the others make sense on folders only

READ = READ_FILE | READ_DIR
# Plain files and folders; no links, pipes, sockets or devices: the parent may walk here later.
WRITE = READ | _WRITE_FILE | _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_REG | _REFER | _TRUNCATE
WRITE_ONLY = _WRITE_FILE | READ_FILE  # of a device such as /dev/null


@dataclass(frozen=True)
class Place:
    """An open handle on a file or folder, and what may be done there and below."""

    handle: int
    access: int
    folder: bool


def abi() -> int:
    """The version of Landlock that the kernel speaks; raises OSError where there is none."""
    if not linux():
        raise OSError(errno.ENOSYS, "only Linux has it")
    return syscall(_CREATE, None, 0, _VERSION_FLAG)


def why_not() -> str:
    """Why there is no Landlock here, or nothing."""
    try:
        abi()
    except OSError as error:
        reasons = {errno.ENOSYS: "the kernel has none", errno.EOPNOTSUPP: "switched off when the machine was started"}
        return "only Linux has it" if not linux() else reasons.get(error.errno or 0, str(error))
    return ""


def handled(version: int) -> int:
    """All file accesses that a version can rule over: one bit was added by each of 2 (refer), 3 and 5."""
    return (1 << (13 + (version >= 2) + (version >= 3) + (version >= 5))) - 1


def create(version: int, network: bool) -> int:
    """A ruleset that refuses everything: files and, with `network`, TCP, signals and abstract sockets outside."""
    files = handled(version)
    tcp = 0b11 if network and version >= 4 else 0
    scoped = 0b11 if network and version >= 6 else 0
    size = 8 + 8 * (version >= 4) + 8 * (version >= 6)
    return syscall(_CREATE, struct.pack("=QQQ", files, tcp, scoped)[:size], size, 0)


def place(path: str, access: int) -> Place | None:
    """A handle on a path, following links; nothing where the path does not exist or may not be reached."""
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return None
    return Place(handle, access, stat.S_ISDIR(os.fstat(handle).st_mode))


def allow(ruleset: int, places: Iterable[Place], version: int) -> None:
    """Add places to a ruleset."""
    for spot in places:
        access = spot.access & handled(version) & (-1 if spot.folder else _ON_FILES)
        if access:
            syscall(_ADD, ruleset, _PATH_BENEATH, struct.pack("=Qi", access, spot.handle), 0)


def restrict(ruleset: int, version: int) -> None:
    """Put a ruleset on this process, for good; from version 7 refusals are not written to the machine's audit log."""
    prctl(_PR_SET_NO_NEW_PRIVS, 1)
    syscall(_RESTRICT, ruleset, _QUIET if version >= 7 else 0)
