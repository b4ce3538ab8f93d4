"""The warm parent of workers leaves the machine's network, letter boxes and some folders: once, so no worker pays."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from .cut import below, real
from .native import libc, linux
from .process import drop_capabilities

_NEW_MOUNTS, _NEW_IPC, _NEW_USER, _NEW_NET = 0x20000, 0x08000000, 0x10000000, 0x40000000
_PRIVATE, _READ_ONLY, _NO_SUID, _NO_DEVICES, _NO_PROGRAMS = (1 << 18) | (1 << 14), 1, 2, 4, 8


def leave(hidden: Sequence[str] = (), needed: Sequence[str] = ()) -> tuple[str, ...]:
    """Go to namespaces of their own, for good; what this machine let be left, in words.

    Root can. An ordinary user needs a user namespace for it, in which they stay who they are and keep no right. Over
    each hidden folder an empty one is laid; where something needed lies below, over the others around it.
    """
    if not linux():
        return ()
    wanted = _NEW_NET | _NEW_IPC | _NEW_MOUNTS
    root, user, group = os.getuid() == 0, os.getuid(), os.getgid()
    if not _unshare(wanted if root else wanted | _NEW_USER):
        return ()
    if not root:
        _stay(user, group)
    covered = _cover(hidden, needed)
    if not root:
        drop_capabilities()
    return ("own network", "the judge's folders covered") if covered else ("own network",)


def _stay(user: int, group: int) -> None:
    """Be the same user within; without a map this process is nobody to itself, and to others who it was."""
    with contextlib.suppress(OSError):
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")


def _cover(hidden: Sequence[str], needed: Sequence[str]) -> bool:
    """Lay an empty folder over each hidden one; whether all are covered."""
    if libc().mount(b"none", b"/", None, _PRIVATE, None) != 0:
        return False
    folders = [path for path in real(hidden) if Path(path).is_dir()]
    places, flags = real(needed), _READ_ONLY | _NO_SUID | _NO_DEVICES | _NO_PROGRAMS
    found = [
        libc().mount(b"none", os.fsencode(path), b"tmpfs", flags, b"size=4k,mode=755")
        for folder in folders
        for path in _without(folder, places)
    ]
    return bool(found) and not any(found)


def _without(folder: str, places: Sequence[str]) -> Iterator[str]:
    """The folder, or those in it that no needed place lies in."""
    inside = [place for place in places if below(place, folder)]
    if not inside:
        yield folder
    elif folder not in inside:
        with os.scandir(folder) as entries:
            children = [entry.path for entry in entries if entry.is_dir(follow_symlinks=False)]
        for child in children:
            yield from _without(child, inside)


def _unshare(what: int) -> bool:
    """All of it or nothing."""
    return int(libc().unshare(what)) == 0
