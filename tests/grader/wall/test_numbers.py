"""The numbers of the system calls, checked against others who list them: libseccomp and the kernel's own headers."""

from __future__ import annotations

import ctypes
import ctypes.util
import functools
import pathlib
import platform
import re

import pytest
from dlgrade.grader.worker import seccomp, syscalls

from .test_unneeded import UNNEEDED

MACHINES = ("x86_64", "aarch64")
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # AUDIT_ARCH_* are libseccomp's SCMP_ARCH_*
# The headers that list them. That of aarch64 is the one that architectures without a history share.
HEADERS = {
    "x86_64": ["/usr/include/x86_64-linux-gnu/asm/unistd_64.h", "/usr/include/asm/unistd_64.h"],
    "aarch64": ["/usr/include/asm-generic/unistd.h"],
}
# What the shared header calls otherwise.
RENAMED = {"fstatat": "newfstatat"}
ABSENT_ON_ARM = {"arch_prctl"}


@functools.cache
def libseccomp() -> ctypes.CDLL | None:
    name = ctypes.util.find_library("seccomp")
    return ctypes.CDLL(name) if name else None


def resolved(machine: str, name: str) -> int:
    """A number as libseccomp knows it; negative where it knows none."""
    library = libseccomp()
    assert library is not None
    return int(library.seccomp_syscall_resolve_name_arch(ctypes.c_uint32(ARCHITECTURES[machine]), name.encode()))


def listed(machine: str) -> dict[str, int]:
    """The numbers in the kernel's header; empty where there is none."""
    path = next((path for path in map(pathlib.Path, HEADERS[machine]) if path.exists()), None)
    lines = re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", path.read_text()) if path else []
    return {RENAMED.get(name, name): int(number) for name, number in lines}


def unneeded(machine: str) -> dict[str, int]:
    which = MACHINES.index(machine)
    return {name: row[which] for name, row in UNNEEDED.items() if machine == "x86_64" or name not in ABSENT_ON_ARM}


@pytest.mark.skipif(libseccomp() is None, reason="libseccomp is not installed here")
@pytest.mark.parametrize("machine", MACHINES)
def test_libseccomp_knows_them_by_the_same_numbers(machine: str) -> None:
    ours = {**unneeded(machine), **syscalls.numbers(machine)}

    others = {name: resolved(machine, name) for name in ours}

    assert {name: number for name, number in ours.items() if others[name] not in (number, -1)} == {}
    assert sum(number == -1 for number in others.values()) <= 3  # calls newer than the library


@pytest.mark.parametrize("machine", MACHINES)
def test_the_headers_of_the_kernel_have_the_same_numbers(machine: str) -> None:
    if not (theirs := listed(machine)):
        pytest.skip(f"the kernel's headers for {machine} are not installed here")
    ours = {**unneeded(machine), **syscalls.numbers(machine)}

    assert {name: number for name, number in ours.items() if theirs.get(name, number) != number} == {}
    assert len(set(ours) & set(theirs)) >= 0.9 * len(ours)


@pytest.mark.parametrize("machine", MACHINES)
def test_no_number_stands_twice_and_what_is_ruled_by_argument_is_allowed_at_all(machine: str) -> None:
    table = syscalls.numbers(machine)

    assert len(set(table.values())) == len(table)
    assert max(table.values()) <= syscalls.NEWEST
    absent = {"open"} if machine == "aarch64" else set()
    assert set(seccomp._BY_ARGUMENT) - absent <= set(table)
    assert not set(table) & set(UNNEEDED) - {"clone3"}


def test_both_machines_let_the_same_pass() -> None:
    """But for the calls that newer architectures never had, each of which has a successor that passes on both."""
    x86, arm = (set(syscalls.numbers(machine)) for machine in MACHINES)
    old = {"open", "stat", "lstat", "access", "pipe", "select", "poll", "dup2", "alarm", "pause", "rename", "mkdir"}
    old |= {"rmdir", "unlink", "readlink", "getdents", "time", "getpgrp"}

    assert x86 - arm == old
    assert arm - x86 == set()


def test_the_table_of_this_machine_is_one_of_those() -> None:
    assert syscalls.numbers(platform.machine())
    assert not syscalls.numbers("riscv64")
