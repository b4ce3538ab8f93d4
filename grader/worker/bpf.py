"""A seccomp program put together: which system calls pass, which pass by their arguments, which do not.

The kernel runs the program on every system call, and on each of its numbers once when the filter is installed. Both
are cheap only if the program is short on every path, so the numbers are cut into ranges of one fate and found by
halving (8 comparisons) instead of by a list (150).
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_LOAD, _AND, _JUMP, _JUMP_EQUAL, _JUMP_AT_LEAST, _RETURN = 0x20, 0x54, 0x05, 0x15, 0x35, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data
_KILL_PROCESS, _ALLOW, _ERRNO = 0x80000000, 0x7FFF0000, 0x00050000
_REACH = 255  # the farthest a conditional jump goes

OWN_PID = -1  # stands in the program for the pid that is only known after the fork

Instruction = tuple[int, int, int, int]  # code, jump if true, jump if false, operand


@dataclass(frozen=True)
class Condition:
    """One half of an argument, under a mask, is one of some values."""

    argument: int
    values: tuple[int, ...]
    mask: int = 0xFFFFFFFF
    high: bool = False

    def code(self, refusal: Instruction) -> list[Instruction]:
        """Fall through when it holds, return `refusal` when it does not."""
        where = _ARGUMENTS + 8 * self.argument + 4 * self.high  # little-endian, as both architectures are
        lines: list[Instruction] = [(_LOAD, 0, 0, where)]
        if self.mask != 0xFFFFFFFF:
            lines.append((_AND, 0, 0, self.mask))
        count = len(self.values)
        lines += [(_JUMP_EQUAL, count - i, 0, value) for i, value in enumerate(self.values)]
        return [*lines, refusal]


@dataclass(frozen=True)
class Program:
    """A program as bytes, and the places where the pid of the confined process is to be written."""

    code: bytes
    pid_at: tuple[int, ...]

    def for_pid(self, pid: int) -> bytes:
        """The program of one process."""
        code = bytearray(self.code)
        for place in self.pid_at:
            struct.pack_into("=I", code, place, pid)
        return bytes(code)


def refuse(errno: int) -> Instruction:
    """Answer a call with an error, as if the kernel had none such."""
    return (_RETURN, 0, 0, _ERRNO | errno)


def allow(conditions: Sequence[Condition], refusal: Instruction) -> list[Instruction]:
    """Let a call pass if all its conditions hold."""
    lines = [line for condition in conditions for line in condition.code(refusal)]
    return [*lines, (_RETURN, 0, 0, _ALLOW)]


def assemble(architecture: int, fates: Mapping[int, list[Instruction]], known: int, others: tuple[int, int]) -> Program:
    """The program that gives each number its fate; `others` are the errors up to the number `known` and above it.

    Numbers above are newer than this table, and on x86-64 those of the x32 interface. A call by another
    architecture's table (32-bit code in a 64-bit process) would be read wrongly, so it kills.
    """
    low, high = ([refuse(errno)] for errno in others)
    ranges: list[tuple[int, list[Instruction]]] = []
    for number in range(known + 2):
        fate = fates.get(number, low if number <= known else high)
        if not ranges or ranges[-1][1] != fate:
            ranges.append((number, fate))
    lines = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_JUMP_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL_PROCESS),
        (_LOAD, 0, 0, _NUMBER),
        *_halve(ranges),
    ]
    return _pack(lines)


def _halve(ranges: Sequence[tuple[int, list[Instruction]]]) -> list[Instruction]:
    if len(ranges) == 1:
        return ranges[0][1]
    middle = len(ranges) // 2
    left, right = _halve(ranges[:middle]), _halve(ranges[middle:])
    start = ranges[middle][0]
    if len(left) <= _REACH:
        return [(_JUMP_AT_LEAST, len(left), 0, start), *left, *right]
    return [(_JUMP_AT_LEAST, 0, 1, start), (_JUMP, 0, 0, len(left)), *left, *right]


def _pack(lines: Sequence[Instruction]) -> Program:
    pid_at = tuple(8 * i + 4 for i, line in enumerate(lines) if line[3] == OWN_PID)
    code = b"".join(struct.pack("=HBBI", code, yes, no, max(k, 0)) for code, yes, no, k in lines)
    return Program(code, pid_at)
