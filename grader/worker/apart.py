"""The warm parent of workers leaves the network and the letter boxes of the machine: once, so that no worker pays."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from .native import libc, linux
from .process import drop_capabilities

_NEW_IPC, _NEW_USER, _NEW_NET = 0x08000000, 0x10000000, 0x40000000


def leave() -> bool:
    """Go to namespaces of their own for network and IPC, for good; whether this machine lets one.

    Root can. An ordinary user needs a user namespace for it, in which they stay who they are and keep no right.
    """
    if not linux():
        return False
    if os.getuid() == 0:
        return _unshare(_NEW_NET | _NEW_IPC)
    user, group = os.getuid(), os.getgid()
    if not _unshare(_NEW_USER | _NEW_NET | _NEW_IPC):
        return False
    with contextlib.suppress(OSError):  # without a map this process is nobody to itself, and to others who it was
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    drop_capabilities()
    return True


def _unshare(what: int) -> bool:
    """All of it or nothing."""
    return int(libc().unshare(what)) == 0
