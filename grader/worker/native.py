"""The few calls into the C library that Python has no function for."""

from __future__ import annotations

import ctypes
import functools
import os
import sys


class WallError(RuntimeError):
    """A layer of the wall that was promised could not be put up: no learner code may run."""


def linux() -> bool:
    """Asked at each call, and not once, so that a test can pretend to be elsewhere."""
    return sys.platform == "linux"


@functools.cache
def libc() -> ctypes.CDLL:
    """The C library of this process; never called where there is no Linux."""
    library = ctypes.CDLL(None, use_errno=True)
    library.syscall.restype = ctypes.c_long
    library.prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
    return library


def syscall(number: int, *arguments: int | bytes | ctypes.Array[ctypes.c_char] | None) -> int:
    """A raw system call. Integers are widened by hand: the C function is variadic and takes an int for what it gets."""
    wide = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    result = int(libc().syscall(ctypes.c_long(number), *wide))
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def prctl(option: int, value: int = 0, third: int = 0) -> int:
    """`prctl(2)`, with its errors as `OSError`."""
    result = int(libc().prctl(option, value, third, 0, 0))
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result
