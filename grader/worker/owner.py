"""A user of its own for each worker that root starts: root's files are shut to it, and its threads can be counted.

Capabilities alone do not make root a stranger: its own files stay open to it, and the kernel does not count its
threads. A number that nobody has does both, and keeps the workers of one judge from each other as well.
"""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from .native import linux, prctl

THREADS = 256  # of one worker, who has the count to itself
# Above what systemd gives to containers (0x6FFFFFFF) and below what some tools take for negative (0x80000000); as many
# as there can be processes, so that no two workers share one.
_FIRST, _PIDS = 1_900_000_000, 1 << 22
_PR_SET_KEEPCAPS = 8
# CHOWN, DAC_OVERRIDE, FOWNER, KILL, SETGID, SETUID: to give the scratch folder away, to take it back, to end the worker
_NEEDED = sum(1 << capability for capability in (0, 1, 3, 5, 6, 7))
_INITIAL_USER_NAMESPACE = "user:[4026531837]"  # PROC_USER_INIT_INO of the kernel


def can_change(root: str) -> bool:
    """Whether this process is root and may hand a worker, and folders below `root`, to others, and take them back."""
    if not linux() or os.getuid() != 0:
        return False
    try:
        capabilities = int(_lines("/proc/self/status", "CapEff:")[0][1], 16)
        mapped = all(_covers(_lines(f"/proc/self/{name}_map")) for name in ("uid", "gid"))
    except (OSError, IndexError, ValueError):
        return False
    return mapped and capabilities & _NEEDED == _NEEDED and _given(root)


def is_counted() -> bool:
    """Whether the kernel counts the processes of this user: all but the machine's own root."""
    if not hasattr(os, "getuid") or os.getuid() != 0:
        return hasattr(os, "getuid")
    with contextlib.suppress(OSError):
        return str(Path("/proc/self/ns/user").readlink()) != _INITIAL_USER_NAMESPACE
    return False


def open_to_all(readable: Sequence[str], root: str) -> bool:
    """Whether a stranger can read these places and get to the folders below the root, which is opened for passing."""
    with contextlib.suppress(OSError):
        Path(root).chmod(stat.S_IMODE(_mode(root)) | 0o111)
    above = {str(parent) for path in [*readable, root] for parent in Path(os.path.realpath(path)).parents}
    return all(_mode(path) & 0o001 for path in above) and all(map(_readable, _with_entries(readable)))


def become(scratch: str, keep_capabilities: bool) -> None:
    """Give the scratch folder, and this process, to the user whom nobody else is."""
    number = _FIRST + os.getpid()
    os.chown(scratch, number, number)
    if keep_capabilities:
        prctl(_PR_SET_KEEPCAPS, 1)
    os.setgroups([])
    os.setresgid(number, number, number)
    os.setresuid(number, number, number)


def _given(root: str) -> bool:
    """Whether a folder can be given away there: a network drive may take root for nobody."""
    try:
        with tempfile.TemporaryDirectory(dir=root) as folder:
            os.chown(folder, _FIRST, _FIRST)
    except OSError:
        return False
    return True


def _lines(path: str, first: str = "") -> list[list[str]]:
    lines = Path(path).read_text("ascii", "replace").splitlines()
    return [line.split() for line in lines if line.startswith(first)]


def _covers(ranges: Iterable[Sequence[str]]) -> bool:
    return any(int(start) <= _FIRST and int(start) + int(count) >= _FIRST + _PIDS for start, _, count in ranges)


def _with_entries(paths: Iterable[str]) -> Iterator[str]:
    """The places and, of a folder, what lies in it: a package was installed with one mode for all its files."""
    for path in paths:
        yield path
        with contextlib.suppress(OSError), os.scandir(path) as entries:
            yield from [entry.path for entry in entries]


def _readable(path: str) -> bool:
    mode = _mode(path)
    wanted = 0o005 if stat.S_ISDIR(mode) else 0o004
    return mode & wanted == wanted


def _mode(path: str) -> int:
    try:
        return Path(path).stat().st_mode
    except OSError:
        return stat.S_IFREG | 0o777  # what is not there, as a link into nowhere, is missed by nobody
