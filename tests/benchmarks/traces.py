"""What can be left behind on a machine, listed so that two lists can be compared; used by `leaks.py`.

In namespaces of its own (`isolated`) a process sees no other's processes, sockets and shared memory, and its own
/dev/shm, /var/tmp and /tmp: whatever stands there is left by what ran in it. Elsewhere only what hangs on the process
itself can be told from what others do.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import socket
import struct
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

MARK = "DLGRADE_TRACES"
SPACES = ("--mount", "--ipc", "--net", "--pid", "--fork", "--kill-child", "--mount-proc")
FRESH = ("/dev/shm", "/var/tmp", "/tmp")
# the first process of the namespace is a shell: signals that nobody handles do not reach a first process
INSIDE = """
set -e
mkdir "$0/mqueue" && mount -t mqueue none "$0/mqueue"
for folder in $1; do mount -t tmpfs -o mode=1777 none "$folder"; done
shift
"$@" && status=0 || status=$?
exit $status
"""
_SUBREAPER, _UP, _GET_FLAGS, _SET_FLAGS = 36, 1, 0x8913, 0x8914
Traces = dict[str, list[str]]


def isolated(command: Sequence[str], top: Path) -> tuple[list[str], dict[str, str]] | None:
    """The command that runs `command` in namespaces of its own, and its environment; nothing where there are none.

    Args:
        command: what to run.
        top: an empty folder for what it writes: its HOME and TMPDIR lie there.
    """
    (top / "home").mkdir()
    (top / "tmp").mkdir()
    needed = [Path(sys.prefix), Path(sys.base_prefix), Path(__file__), Path(command[1]), top]
    fresh = [folder for folder in FRESH if Path(folder).is_dir() and not any(_in(path, folder) for path in needed)]
    variables = {**os.environ, "HOME": str(top / "home"), "TMPDIR": str(top / "tmp"), MARK: f"{top}:{','.join(fresh)}"}
    spaces = SPACES if os.getuid() == 0 else ("--user", "--map-root-user", *SPACES)
    start = ["unshare", *spaces, "sh", "-c", INSIDE]
    try:
        subprocess.run([*start, str(_probe(top)), "", "true"], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return [*start, str(top), " ".join(fresh), *command], variables


def _in(path: Path, folder: str) -> bool:
    return path.resolve().is_relative_to(Path(folder).resolve())


def _probe(top: Path) -> Path:
    (top / "probe").mkdir()
    return top / "probe"


def settle_in() -> None:
    """Has orphans of this process's descendants come to it, and its own loopback come up."""
    ctypes.CDLL(None, use_errno=True).prctl(_SUBREAPER, 1, 0, 0, 0)
    if MARK in os.environ:
        with socket.socket() as any_socket:
            request = struct.pack("16sh14x", b"lo", 0)
            flags = struct.unpack("16sh14x", fcntl.ioctl(any_socket, _GET_FLAGS, request))[1]
            fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack("16sh14x", b"lo", flags | _UP))


def found(processes: Mapping[str, int], folders: Sequence[Path]) -> Traces:
    """Everything that could have been left, by kind.

    Args:
        processes: processes whose descriptors and threads are listed, by what they are called.
        folders: what lies in them is listed.
    """
    traces = {"files": [str(path) for folder in folders for path in _under(folder)]}
    for name, pid in processes.items():
        traces[f"descriptors of the {name}"] = _descriptors(pid)
        traces[f"threads of the {name}"] = ["thread"] * len(os.listdir(f"/proc/{pid}/task"))
    if MARK not in os.environ:
        return {**traces, "descendants": _descendants(os.getpid())}
    top, _, fresh = os.environ[MARK].partition(":")
    everywhere = [Path(top), *map(Path, filter(None, fresh.split(",")))]
    traces["files"] += [str(path) for folder in everywhere for path in _under(folder)]
    return {**traces, **{kind: sorted(read()) for kind, read in _ALONE.items()}}


def left(before: Traces, after: Traces) -> Traces:
    """What is there after and was not before, or the reverse."""
    return {
        kind: [*_less(after[kind], before[kind]), *(f"gone: {one}" for one in _less(before[kind], after[kind]))]
        for kind in before
        if sorted(before[kind]) != sorted(after[kind])
    }


def _less(some: Sequence[str], others: Sequence[str]) -> list[str]:
    return sorted((Counter(some) - Counter(others)).elements())


def _under(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*"))


def _descriptors(pid: int) -> list[str]:
    kinds = []
    for number in os.listdir(f"/proc/{pid}/fd"):
        try:
            kinds.append(os.readlink(f"/proc/{pid}/fd/{number}").partition(":[")[0])
        except FileNotFoundError:  # the one that this list was read with
            continue
    return sorted(kind for kind in kinds if not kind.startswith("/proc/"))


def _processes() -> list[str]:
    """Command and state of every process in sight, but for this one's."""
    return [_stat(pid)[0] for pid in _pids()]


def _descendants(top: int) -> list[str]:
    parents = {pid: _stat(pid)[1] for pid in _pids()}
    family, grew = {top}, True
    while grew:
        more = {pid for pid, parent in parents.items() if parent in family} - family
        family, grew = family | more, bool(more)
    return sorted(_stat(pid)[0] for pid in family - {top})


def _pids() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdecimal()]


def _stat(pid: int) -> tuple[str, int]:
    """What a process is called, zombie or not, and its parent."""
    try:
        head, _, rest = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")
    except (FileNotFoundError, ProcessLookupError):
        return "ended while it was read", 0
    state, parent = rest.split()[:2]
    return f"{pid} {head.partition('(')[2]}{' (zombie)' if state == 'Z' else ''}", int(parent)


def _lines(*paths: str, first: int = 1, fields: slice = slice(None)) -> Callable[[], list[str]]:
    def read() -> list[str]:
        texts = [Path(path).read_text().splitlines()[first:] for path in paths if Path(path).exists()]
        return [" ".join(line.split()[fields]) for text in texts for line in text]

    return read


_NET = ("tcp", "tcp6", "udp", "udp6", "raw", "raw6", "packet", "netlink")
_ALONE: dict[str, Callable[[], list[str]]] = {
    "processes": _processes,
    "shared memory, semaphores, queues": _lines(*(f"/proc/sysvipc/{kind}" for kind in ("shm", "sem", "msg"))),
    "unix sockets": _lines("/proc/net/unix", fields=slice(6, None)),
    "other sockets": _lines(*(f"/proc/net/{kind}" for kind in _NET), fields=slice(1, 4)),
    "keys": _lines("/proc/keys", first=0, fields=slice(0, 1)),
}


def resident(pid: int) -> int:
    """Memory that a process holds, in KiB."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * (os.sysconf("SC_PAGESIZE") // 1024)
