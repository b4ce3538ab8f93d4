"""Puts a command into broken surroundings: run as a script it breaks its own process as told, and becomes the command.

Everything here is real: limits of the kernel, mounts in a name space of its own, a filter of system calls that answers
as a kernel or a container does that lacks them. Nothing of it is left when the command ends, and the product knows
nothing of it.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

NEWNS, NEWUSER = 0x00020000, 0x10000000
MS = {"ro": 1, "noexec": 8, "remount": 32, "bind": 4096, "rec": 16384, "private": 1 << 18}
STRANGER = 65534
CANNOT = 77
"""Exit status where this machine cannot make the surroundings; why stands on standard error."""


@dataclass(frozen=True)
class Surroundings:
    """What is broken.

    Attributes:
        mounts: (what, where, flags, options) of each mount, in order; a name space of mounts is made for them.
        limits: soft and hard limit of each resource, by its name without `RLIMIT_`.
        filters: names of filters of system calls; see `filters.py`.
        closed: descriptors that are closed.
        variables: of the environment; None takes one away.
        prefix: a command in front of the command, such as `faketime`.
        one_core: only the first processor that this process has.
        stranger: as an ordinary user, where the test runs as root.
        fills: a file that takes all the space there is, made after the mounts.
        enter: the working folder after the mounts, where that is another.
    """

    mounts: tuple[tuple[str, str, tuple[str, ...], str], ...] = ()
    limits: Mapping[str, int] = field(default_factory=dict)
    filters: tuple[str, ...] = ()
    closed: tuple[int, ...] = ()
    variables: Mapping[str, str | None] = field(default_factory=dict)
    prefix: tuple[str, ...] = ()
    one_core: bool = False
    stranger: bool = False
    fills: str = ""
    enter: str = ""

    def command(self, command: Sequence[str]) -> list[str]:
        """The command, run in these surroundings."""
        return [sys.executable, "-S", "-E", str(Path(__file__)), json.dumps(asdict(self)), *command]

    def environment(self, base: Mapping[str, str]) -> dict[str, str]:
        """The variables of the command."""
        changed: dict[str, str | None] = {**base, **self.variables}
        return {name: value for name, value in changed.items() if value is not None}


def _call(name: str, *arguments: object) -> None:
    if getattr(ctypes.CDLL(None, use_errno=True), name)(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


def _apart() -> None:
    """A name space of mounts of its own."""
    uid, gid = os.getuid(), os.getgid()
    _call("unshare", NEWNS if uid == 0 else NEWNS | NEWUSER)
    if uid != 0:
        for file, text in (("setgroups", "deny"), ("uid_map", f"0 {uid} 1"), ("gid_map", f"0 {gid} 1")):
            Path("/proc/self", file).write_text(text)
    _call("mount", b"none", b"/", None, ctypes.c_ulong(MS["rec"] | MS["private"]), None)


def _mounted(mounts: Sequence[Sequence[object]]) -> None:
    for what, where, flags, options in mounts:
        value = sum(MS[flag] for flag in flags)  # type: ignore[attr-defined]
        kind = None if {"bind", "remount"} & set(flags) else b"tmpfs"  # type: ignore[call-overload]
        _call("mount", str(what).encode(), str(where).encode(), kind, ctypes.c_ulong(value), str(options).encode())


def _opened_up(prefix: str) -> None:
    """Has strangers reach the interpreter where it lies in a home that is shut: the home is empty but for it."""
    above = [str(folder) for folder in reversed(Path(prefix).parents)]
    shut = next((folder for folder in above if not os.stat(folder).st_mode & 0o001), None)
    if shut is None:
        return
    _mounted([(prefix, "/mnt", ("bind", "rec"), ""), ("none", shut, (), "mode=755")])
    os.makedirs(prefix)
    _mounted([("/mnt", prefix, ("bind", "rec"), "")])


def _filled(path: str) -> None:
    try:
        with open(path, "wb", buffering=0) as file:
            while file.write(b"\0" * 4096):
                pass
    except OSError:
        return


def main(told: str, command: Sequence[str]) -> None:
    """Breaks this process as told and becomes the command."""
    spec = json.loads(told)
    try:
        stranger = spec["stranger"] and os.getuid() == 0
        if spec["mounts"] or stranger:
            here = os.getcwd()
            _apart()
            if stranger:
                _opened_up(sys.base_prefix)
            _mounted(spec["mounts"])
            os.chdir(spec["enter"] or here)  # what is mounted there now
        if spec["fills"]:
            _filled(spec["fills"])
        if spec["one_core"]:
            os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
        if stranger:
            os.setgroups([])
            os.setgid(STRANGER)
            os.setuid(STRANGER)
        if spec["filters"]:
            import filters  # beside this script

            for name in spec["filters"]:
                filters.install(name)
        for name, value in spec["limits"].items():
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (value, value))
    except (OSError, ImportError) as error:
        print(error, file=sys.stderr)
        sys.exit(CANNOT)
    for number in spec["closed"]:
        os.close(number)
    os.execvp((*spec["prefix"], *command)[0], (*spec["prefix"], *command))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
