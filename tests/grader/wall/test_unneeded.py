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

from .yard import ALL, call

Confined = Callable[..., Any]
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
    "fallocate": (285, 47, (-1, 0, 0, 0)),
    "sendfile": (40, 71, (-1, -1, 0, 0)),
    "copy_file_range": (326, 285, (-1, 0, -1, 0, 0, 0)),
    "splice": (275, 76, (-1, 0, -1, 0, 0, 0)),
    "vmsplice": (278, 75, (-1, 0, 0, 0)),
    "tee": (276, 77, (-1, -1, 0, 0)),
    "epoll_create1": (291, 20, (-1,)),
    "eventfd2": (290, 19, (0, -1)),
    "timerfd_create": (283, 85, (-1, 0)),
    "timer_create": (222, 107, (-1, 0, 0)),
    "io_setup": (206, 0, (0, 0)),
    "futex_waitv": (449, 449, (0, 0, -1, 0, 0)),
    "get_robust_list": (274, 100, (-1, 0, 0)),
    "mbind": (237, 235, (0, 0, -1, 0, 0, 0)),
    "mlock2": (325, 284, (0, 0, -1)),
    "move_mount": (429, 429, (-1, 0, -1, 0, 0)),
    "mount_setattr": (442, 442, (-1, 0, 0, 0, 0)),
    "delete_module": (176, 106, (0, -1)),
    "syslog": (103, 116, (10, 0, 0)),
    "lookup_dcookie": (212, 18, (0, 0, 0)),
    "pkey_alloc": (330, 289, (-1, 0)),
    "process_mrelease": (448, 448, (-1, 0)),
    "socketpair": (53, 199, (-1, 0, 0, 0)),
    "arch_prctl": (158, 0xFFFF, (-1, 0)),
}


def reach(name: str) -> int:
    """Make one of these calls; shut is what the wall answers, any other error is the kernel's own."""
    x86, arm, arguments = UNNEEDED[name]
    try:
        return call(x86, arm, *arguments)
    except OSError as error:
        if error.errno in (errno.EPERM, errno.ENOSYS):
            raise
        return 0


def shut() -> list[str]:
    """Which of these calls get the wall's answer; in one worker, for it is only asked."""
    return [name for name in UNNEEDED if _shut(name)]


def _shut(name: str) -> bool:
    try:
        reach(name)
    except OSError:
        return True
    return False


@pytest.mark.parametrize("off", [frozenset[str](), ALL - {"seccomp"}], ids=["the whole wall", "the filter alone"])
def test_no_call_that_no_exercise_needs_is_open(confined: Confined, off: frozenset[str]) -> None:
    assert confined(shut, off=off).value == list(UNNEEDED)


def test_most_of_these_calls_are_reached_without_the_wall_or_the_filter(confined: Confined, who: str) -> None:
    """Else the test above would prove nothing."""
    bare, without = (set(UNNEEDED).difference(confined(shut, off=off).value) for off in (ALL, frozenset({"seccomp"})))

    assert len(bare) >= (70 if who == "root" else 55), sorted(bare)
    assert without <= bare
    assert len(without) >= 45, sorted(without)


@pytest.mark.skipif(HERE != "x86_64", reason="the old call exists on x86-64 only")
def test_vfork_by_its_own_number(confined: Confined) -> None:
    # Never without the wall: parent and child would share this stack.
    assert confined(call, 58, 58).refused
    assert confined(call, 58, 58, off=ALL - {"seccomp"}).refused


@pytest.mark.skipif(HERE != "x86_64", reason="x32 and 32-bit calls are x86's")
def test_other_tables_of_calls(confined: Confined) -> None:
    """The x32 numbers get no answer; a 32-bit call ends the worker, as its numbers mean other things."""
    assert confined(call, 0x40000000 + 39, 0).refused
    assert confined(thirty_two_bit).died == signal.SIGSYS
    assert confined(thirty_two_bit, off=frozenset({"seccomp"})).died != signal.SIGSYS


def thirty_two_bit() -> int:
    # mov eax, 20 (getpid of i386); int 0x80; ret
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")
    start = ctypes.addressof(ctypes.c_char.from_buffer(code))
    return int(ctypes.CFUNCTYPE(ctypes.c_int)(start)())
