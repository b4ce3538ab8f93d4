"""The calls of the kernel that no exercise needs, each refused by its number."""

from __future__ import annotations

import ctypes
import errno
import mmap
import platform
import signal
from collections.abc import Callable
from typing import Any

import pytest
from dlgrade.grader.worker import wall

Prove = Callable[..., None]
HERE = "x86_64" if platform.machine() == "x86_64" else "aarch64"

# Calls that no exercise needs: number on x86-64, on aarch64, and arguments that the kernel itself finds wrong, so
# that nothing happens where there is no wall. What comes back then (a fault, a bad value) shows that it was reached.
UNNEEDED: dict[str, tuple[int, int, tuple[int, ...]]] = {
    "io_uring_setup": (425, 425, (0, 0)),
    "io_uring_enter": (426, 426, (-1, 0, 0, 0, 0, 0)),
    "io_uring_register": (427, 427, (-1, 0, 0, 0)),
    "userfaultfd": (323, 282, (-1,)),
    "bpf": (321, 280, (-1, 0, 0)),
    "perf_event_open": (298, 241, (0, 0, 0, 0, 0)),
    "add_key": (248, 217, (0, 0, 0, 0, 0)),
    "request_key": (249, 218, (0, 0, 0, 0)),
    "keyctl": (250, 219, (0, -3, 0)),
    "memfd_create": (319, 279, (0, -1)),
    "memfd_secret": (447, 447, (-1,)),
    "shmget": (29, 194, (0, 0, 0)),
    "msgget": (68, 186, (1234567, 0)),
    "semget": (64, 190, (0, -1, 0)),
    "mq_open": (240, 180, (0, 0, 0, 0)),
    "pidfd_open": (434, 434, (-1, 0)),
    "pidfd_send_signal": (424, 424, (-1, 0, 0, 0)),
    "pidfd_getfd": (438, 438, (-1, 0, 0)),
    "process_vm_readv": (310, 270, (-1, 0, 0, 0, 0, 0)),
    "process_vm_writev": (311, 271, (-1, 0, 0, 0, 0, 0)),
    "process_madvise": (440, 440, (-1, 0, 0, 0, 0)),
    "kcmp": (312, 272, (-1, -1, 0, 0, 0)),
    "ptrace": (101, 117, (0x4206, -1, 0, 0)),
    "unshare": (272, 97, (1,)),
    "setns": (308, 268, (-1, 0)),
    "mount": (165, 40, (0, 0, 0, 0, 0)),
    "umount2": (166, 39, (0, -1)),
    "pivot_root": (155, 41, (0, 0)),
    "chroot": (161, 51, (0,)),
    "open_tree": (428, 428, (-1, 0, -1)),
    "fsopen": (430, 430, (0, -1)),
    "name_to_handle_at": (303, 264, (-1, 0, 0, 0, -1)),
    "open_by_handle_at": (304, 265, (-1, 0, 0)),
    "openat2": (437, 437, (-1, 0, 0, 0)),
    "personality": (135, 92, (0xFFFFFFFF,)),
    "inotify_init1": (294, 26, (-1,)),
    "fanotify_init": (300, 262, (-1, 0)),
    "quotactl": (179, 60, (-1, 0, 0, 0)),
    "swapon": (167, 224, (0, -1)),
    "init_module": (175, 105, (0, 0, 0)),
    "kexec_load": (246, 104, (0, -1, 0, -1)),
    "acct": (163, 89, (1,)),
    "settimeofday": (164, 170, (1, 0)),
    "sethostname": (170, 161, (1, -1)),
    "setpriority": (141, 140, (-1, 0, 0)),
    "sched_setaffinity": (203, 122, (0, 0, 0)),
    "sched_setscheduler": (144, 119, (0, -1, 0)),
    "setresuid": (117, 147, (-1, -1, -1)),
    "setgroups": (116, 159, (-1, 0)),
    "capset": (126, 91, (0, 0)),
    "rt_sigqueueinfo": (129, 138, (-1, 0, 0)),
    "rt_tgsigqueueinfo": (297, 240, (-1, -1, 0, 0)),
    "signalfd4": (289, 74, (-1, 0, 0, -1)),
    "landlock_create_ruleset": (444, 444, (0, 0, 1)),
    "seccomp": (317, 277, (-1, 0, 0)),
    "sendmsg": (46, 211, (-1, 0, 0)),
    "recvmsg": (47, 212, (-1, 0, 0)),
    "bind": (49, 200, (-1, 0, 0)),
    "connect": (42, 203, (-1, 0, 0)),
    "listen": (50, 201, (-1, 0)),
    "accept4": (288, 242, (-1, 0, 0, -1)),
    "setsockopt": (54, 208, (-1, 0, 0, 0, 0)),
    "clone3": (435, 435, (0, 0)),
    "execve": (59, 221, (0, 0, 0)),
    "execveat": (322, 281, (-1, 0, 0, 0, -1)),
    "fchmod": (91, 52, (-1, 0)),
    "fchown": (93, 55, (-1, 0, 0)),
}


def call(number: int, *arguments: int) -> int:
    """A raw system call; shut is what the wall answers, any other error is the kernel's own."""
    library = ctypes.CDLL(None, use_errno=True)
    result = int(library.syscall(number, *(ctypes.c_long(a) for a in arguments)))
    if result < 0 and ctypes.get_errno() in (errno.EPERM, errno.ENOSYS):
        raise OSError(ctypes.get_errno(), "shut")
    return result


@pytest.mark.parametrize("name", UNNEEDED)
def test_a_call_that_no_exercise_needs(prove: Prove, name: str) -> None:
    x86, arm, arguments = UNNEEDED[name]
    prove(call, x86 if HERE == "x86_64" else arm, *arguments, by=("seccomp",), also=("process",), free="machine")


def test_most_of_these_calls_are_reached_without_the_wall(confined: Callable[..., Any], who: str) -> None:
    """Else the test above would prove nothing."""

    def reached() -> list[str]:
        return [name for name, (x86, arm, arguments) in UNNEEDED.items() if _open(x86, arm, arguments)]

    count = len(confined(reached, off=frozenset(wall.LAYERS)).value)
    assert count >= (50 if who == "root" else 40)
    assert confined(reached).value == []


def _open(x86: int, arm: int, arguments: tuple[int, ...]) -> bool:
    try:
        call(x86 if HERE == "x86_64" else arm, *arguments)
    except OSError:
        return False
    return True


@pytest.mark.skipif(HERE != "x86_64", reason="the old call exists on x86-64 only")
def test_vfork_by_its_own_number(confined: Callable[..., Any]) -> None:
    # Never without the wall: parent and child would share this stack.
    assert confined(call, 58).refused
    assert confined(call, 58, off=frozenset(wall.LAYERS) - {"seccomp"}).refused


@pytest.mark.skipif(HERE != "x86_64", reason="x32 and 32-bit calls are x86's")
def test_other_tables_of_calls(confined: Callable[..., Any]) -> None:
    """The x32 numbers get no answer; a 32-bit call ends the worker, as its numbers mean other things."""
    assert confined(call, 0x40000000 + 39).refused
    assert confined(thirty_two_bit).died == signal.SIGSYS
    assert confined(thirty_two_bit, off=frozenset({"seccomp"})).died != signal.SIGSYS


def thirty_two_bit() -> int:
    # mov eax, 20 (getpid of i386); int 0x80; ret
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")
    start = ctypes.addressof(ctypes.c_char.from_buffer(code))
    return int(ctypes.CFUNCTYPE(ctypes.c_int)(start)())
