"""The warm parent of workers leaves the machine's network, letter boxes and some folders: once, so no worker pays."""

from __future__ import annotations

import contextlib
import os
import struct
from collections.abc import Iterator, Sequence
from pathlib import Path

from .cut import below, real
from .native import libc, linux, syscall
from .process import drop_capabilities

_NEW_MOUNTS, _NEW_IPC, _NEW_USER, _NEW_NET = 0x20000, 0x08000000, 0x10000000, 0x40000000
_READ_ONLY, _NO_SUID, _NO_DEVICES, _NO_PROGRAMS, _BIND, _PRIVATE = 1, 2, 4, 8, 1 << 12, 1 << 18 | 1 << 14
_MOUNT_SETATTR, _CURRENT_FOLDER, _RECURSIVE, _ATTRIBUTE_READ_ONLY = 442, -100, 0x8000, 1


def leave(hidden: Sequence[str] = (), needed: Sequence[str] = (), writable: str = "") -> tuple[str, ...]:
    """Go to namespaces of their own, for good; what this machine let be left, in words.

    Root can. An ordinary user needs a user namespace for it, in which they stay who they are and keep no right. Over
    each hidden folder an empty one is laid; where something needed lies below, over the others around it. Then nothing
    can be written but below `writable`.
    """
    if not linux():
        return ()
    wanted = _NEW_NET | _NEW_IPC | _NEW_MOUNTS
    root, user, group = os.getuid() == 0, os.getuid(), os.getgid()
    if not _unshare(wanted if root else wanted | _NEW_USER):
        return ()
    if not root:
        _stay(user, group)
    left = ["own network"]
    if _mount(None, "/", None, _PRIVATE):
        left += ["the judge's folders covered"] if _cover(hidden, needed) else []
        left += ["disks read-only"] if _shut(writable) else []
    if not root:
        drop_capabilities()
    return tuple(left)


def _stay(user: int, group: int) -> None:
    """Be the same user within; without a map this process is nobody to itself, and to others who it was."""
    with contextlib.suppress(OSError):
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")


def _cover(hidden: Sequence[str], needed: Sequence[str]) -> bool:
    """Lay an empty folder over each hidden one; whether all are covered."""
    folders = [path for path in real(hidden) if Path(path).is_dir()]
    places, flags = real(needed), _READ_ONLY | _NO_SUID | _NO_DEVICES | _NO_PROGRAMS
    found = [_mount(None, path, b"tmpfs", flags) for folder in folders for path in _without(folder, places)]
    return bool(found) and all(found)


def _shut(writable: str) -> bool:
    """Let nothing be written but below this folder, and to /proc, where a worker says that it is the first to go."""
    if not writable or not _mount(writable, writable, None, _BIND):
        return False
    try:
        _set_attributes("/", _RECURSIVE, set_=_ATTRIBUTE_READ_ONLY)
        for path in (writable, "/proc"):
            _set_attributes(path, 0, clear=_ATTRIBUTE_READ_ONLY)
    except OSError:  # before Linux 5.12
        return False
    return True


def _set_attributes(path: str, flags: int, set_: int = 0, clear: int = 0) -> None:
    syscall(
        _MOUNT_SETATTR, _CURRENT_FOLDER, os.fsencode(path) + b"\0", flags, struct.pack("=4Q", set_, clear, 0, 0), 32
    )


def _mount(source: str | None, place: str, kind: bytes | None, flags: int) -> bool:
    options = b"size=4k,mode=755" if kind else None
    return int(libc().mount(os.fsencode(source or "none"), os.fsencode(place), kind, flags, options)) == 0


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
