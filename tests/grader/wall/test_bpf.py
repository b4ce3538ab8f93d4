"""The filter's program, run here as the kernel would run it."""

from __future__ import annotations

import errno
import platform
import struct

import pytest
from dlgrade.grader.worker import bpf, seccomp, syscalls
from dlgrade.grader.worker.bpf import OWN_PID, Condition

ALLOW, ERRNO, KILL = 0x7FFF0000, 0x00050000, 0x80000000
ARCHITECTURE = 0xC000003E


def run(program: bpf.Program, number: int, *arguments: int, architecture: int = ARCHITECTURE, pid: int = 77) -> int:
    """An interpreter of the few instructions there are."""
    words = [*arguments, *[0] * (6 - len(arguments))]
    data = struct.pack("=IIQ6Q", number, architecture, 0, *(w & 0xFFFFFFFFFFFFFFFF for w in words))
    lines = list(struct.iter_unpack("=HBBI", program.for_pid(pid)))
    at, held = 0, 0
    while True:
        code, yes, no, k = lines[at]
        at += 1
        if code == 0x06:
            return int(k)
        if code == 0x20:
            held = struct.unpack_from("=I", data, k)[0]
        elif code == 0x54:
            held &= k
        elif code == 0x05:
            at += k
        else:
            at += yes if (held == k if code == 0x15 else held >= k) else no


@pytest.fixture
def program() -> bpf.Program:
    refusal = bpf.refuse(errno.EPERM)
    fates = {number: bpf.allow([], refusal) for number in range(0, 400, 2)}
    fates[3] = bpf.allow([Condition(0, (OWN_PID,)), Condition(1, (0,), high=True)], refusal)
    fates[5] = bpf.allow([Condition(2, (1, 2, 3), mask=0xF)], refusal)
    return bpf.assemble(ARCHITECTURE, fates, 450, (errno.EPERM, errno.ENOSYS))


def test_each_number_meets_its_fate(program: bpf.Program) -> None:
    for number in range(460):
        expected = ALLOW if number < 400 and number % 2 == 0 else ERRNO | errno.EPERM
        if number > 450:
            expected = ERRNO | errno.ENOSYS
        assert run(program, number, -1, 0, 0) == expected, number
    assert run(program, 0xFFFFFFFF) == ERRNO | errno.ENOSYS


def test_arguments_are_compared(program: bpf.Program) -> None:
    assert run(program, 3, 77, 5) == ALLOW
    assert run(program, 3, 77, 5, pid=78) == ERRNO | errno.EPERM
    assert run(program, 3, 77, 1 << 32) == ERRNO | errno.EPERM
    assert run(program, 5, 0, 0, 0xF2) == ALLOW
    assert run(program, 5, 0, 0, 0xF4) == ERRNO | errno.EPERM


def test_another_architecture_kills(program: bpf.Program) -> None:
    assert run(program, 0, architecture=0x40000003) == KILL


@pytest.mark.parametrize(("machine", "architecture"), [("x86_64", 0xC000003E), ("aarch64", 0xC00000B7)])
def test_the_filter_of_each_architecture(monkeypatch: pytest.MonkeyPatch, machine: str, architecture: int) -> None:
    monkeypatch.setattr(platform, "machine", lambda: machine)
    program, table = seccomp.build(), syscalls.numbers(machine)
    assert len(program.code) // 8 < 4096  # the kernel's limit

    def answer(name: str, *arguments: int) -> int:
        return run(program, table[name], *arguments, architecture=architecture)

    refused = ERRNO | errno.EPERM
    assert answer("read") == ALLOW
    assert answer("clone3") == ERRNO | errno.ENOSYS
    assert answer("clone", 0x003D0F00) == ALLOW  # what a thread is made with
    assert answer("clone", 0x01200011) == refused  # what fork is made with
    assert answer("clone", 0x003D0F00 | 0x10000000) == refused
    assert answer("kill", 77, 15) == ALLOW
    assert answer("kill", 77, 9) == refused
    assert answer("kill", 1, 9) == refused
    assert answer("kill", -1, 9) == refused
    assert answer("openat", 0, 0, 0o1000) == refused
    assert answer("openat", 0, 0, 0o1101) == ALLOW
    assert answer("prlimit64", 0, 7, 0, 1) == ALLOW
    assert answer("prlimit64", 0, 7, 1 << 40, 1) == refused
    assert answer("sendto", 3, 0, 0, 0, 0) == ALLOW
    assert answer("sendto", 3, 0, 0, 0, 1 << 33) == refused
    assert answer("ioctl", 0, 0x5412) == refused
    assert answer("fcntl", 0, 8) == refused


def test_no_table_for_other_machines() -> None:
    assert syscalls.numbers("riscv64") == {}
