"""What a worker may not do to others: processes, signals, sockets, privileges, limits."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import mmap
import os
import resource
import signal
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from dlgrade.grader.worker import landlock, wall

from .yard import Technique, call

Prove = Callable[[Technique], None]


def fork() -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def execute() -> None:
    os.execv("/bin/true", ["true"])


def run_a_program() -> int:
    return subprocess.run(["/bin/true"], check=True).returncode


def open_socket(family: int) -> None:
    socket.socket(family, socket.SOCK_DGRAM).close()


def reach_the_network() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.connect(("127.0.0.1", 9))  # as UDP does: nothing is sent


def open_pair() -> None:
    for end in socket.socketpair():
        end.close()


def set_user(who: int) -> None:
    os.setuid(who)


def be_dumpable() -> None:
    if ctypes.CDLL(None, use_errno=True).prctl(4, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "refused")


def raise_limit() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.prlimit(os.getpid(), resource.RLIMIT_NOFILE, (soft - 1, hard))


def limit_other(victim: int) -> None:
    resource.prlimit(victim, resource.RLIMIT_NOFILE)


def type_into_terminal() -> None:
    reader, _ = os.pipe()
    try:
        fcntl.ioctl(reader, 0x5412, b"x")  # TIOCSTI
    except OSError as error:
        if error.errno != errno.ENOTTY:  # the kernel's own answer for a pipe
            raise


def new_session() -> None:
    os.setsid()


def leave_group() -> None:
    os.setpgid(0, 0)


def test_no_exec(confined: Callable[..., Any]) -> None:
    assert confined(execute).refused
    assert confined(execute, off=frozenset(wall.LAYERS) - {"seccomp"}).refused


def test_landlock_alone_refuses_exec_too(confined: Callable[..., Any]) -> None:
    assert confined(execute, off=frozenset(wall.LAYERS) - {"landlock"}).refused


def test_the_filter_alone_keeps_the_group(confined: Callable[..., Any]) -> None:
    others = frozenset(wall.LAYERS) - {"seccomp"}
    assert confined(new_session, off=others).refused
    assert confined(leave_group, off=others).refused


def gone(victim: int) -> bool:
    for _ in range(20):
        if os.waitpid(victim, os.WNOHANG)[0]:
            return True
        time.sleep(0.01)
    return False


def kill(victim: int) -> None:
    os.kill(victim, signal.SIGKILL)
    if not gone(victim):
        raise PermissionError(errno.EPERM, "it lives")


def reach_everybody() -> None:
    os.kill(-1, 0)  # asks whether anybody could be reached, and sends nothing


def reach_parent() -> None:
    os.kill(os.getppid(), 0)


def have_the_kernel_kill(victim: int) -> None:
    """A descriptor's owner gets a signal of choice when something arrives: kill without calling kill."""
    reader, writer = os.pipe()
    fcntl.fcntl(reader, fcntl.F_SETOWN, victim)
    fcntl.fcntl(reader, 10, signal.SIGTERM)  # F_SETSIG
    fcntl.fcntl(reader, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
    os.write(writer, b"x")
    if not gone(victim):
        raise PermissionError(errno.EPERM, "it lives")


def trace(victim: int) -> None:
    seize = 0x4206  # does not stop the one that is traced
    call(101, 117, seize, victim, 0, 0)


def read_memory_of(victim: int) -> int:
    here, there = ctypes.create_string_buffer(8), id(object)
    local, remote = (ctypes.c_size_t * 2)(ctypes.addressof(here), 8), (ctypes.c_size_t * 2)(there, 8)
    pair = (ctypes.addressof(local), 1, ctypes.addressof(remote), 1, 0)
    return call(310, 270, victim, *pair)


def write_memory_of(victim: int) -> int:
    there = id(object) + 16
    here = ctypes.create_string_buffer(ctypes.string_at(there, 8), 8)  # what is there already
    local, remote = (ctypes.c_size_t * 2)(ctypes.addressof(here), 8), (ctypes.c_size_t * 2)(there, 8)
    return call(311, 271, victim, ctypes.addressof(local), 1, ctypes.addressof(remote), 1, 0)


def take_descriptor_of(victim: int) -> int:
    return call(438, 438, call(434, 434, victim, 0), 0, 0)


def signal_by_handle(victim: int) -> int:
    return call(424, 424, call(434, 434, victim, 0), 0, 0, 0)


def lower_priority_of(victim: int) -> None:
    os.setpriority(os.PRIO_PROCESS, victim, os.getpriority(os.PRIO_PROCESS, victim))


def place_on_processor(victim: int) -> None:
    os.sched_setaffinity(victim, os.sched_getaffinity(victim))


def first_in_the_queue() -> None:
    os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))


def outlive_the_parent() -> None:
    library = ctypes.CDLL(None, use_errno=True)
    set_pdeathsig = 1
    if library.prctl(set_pdeathsig, 0, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "refused")


def own_filter() -> None:
    allow = ctypes.create_string_buffer(struct.pack("=HBBI", 0x06, 0, 0, 0x7FFF0000), 8)
    program = ctypes.create_string_buffer(struct.pack("=HxxxxxxQ", 1, ctypes.addressof(allow)), 16)
    ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)
    call(317, 277, 1, 8, ctypes.addressof(program))  # with a listener, who answers in the kernel's place


def take_memory_from_the_machine() -> None:
    soft_offline = 101
    call(28, 233, 0, 0, soft_offline)  # of no page


def merge_pages() -> None:
    memory = mmap.mmap(-1, 1 << 16)
    call(28, 233, ctypes.addressof(ctypes.c_char.from_buffer(memory)), 1 << 16, 12)


def huge_pages() -> None:
    private, anonymous, huge = 0x2, 0x20, 0x40000
    call(9, 222, 0, 1 << 21, 3, private | anonymous | huge, -1, 0)


def lend_priority() -> None:
    word = ctypes.c_int(0)
    call(202, 98, ctypes.addressof(word), 6 | 128, 0, 0, 0, 0)


def socket_of_kernel_ciphers() -> None:
    socket.socket(38, socket.SOCK_SEQPACKET).close()  # AF_ALG


SCOPED = not landlock.why_not() and landlock.abi() >= 6
SIGNALS = ("seccomp", "landlock") if SCOPED else ("seccomp",)
TRACING = ("seccomp", "landlock")
NAMESPACE = ("process",)  # where a user may have one, which others are outside of
FAMILIES = {
    **dict.fromkeys(("AF_UNIX", "AF_INET", "AF_NETLINK"), "anyone"),
    **dict.fromkeys(("AF_INET6", "AF_PACKET", "AF_VSOCK"), "machine"),
}
TECHNIQUES = [
    Technique(fork),
    Technique(run_a_program, also=("landlock",)),
    *(
        Technique(open_socket, (int(getattr(socket, name)),), also=("process",), free=free, name=f"open socket {name}")
        for name, free in FAMILIES.items()
    ),
    Technique(socket_of_kernel_ciphers, free="machine"),
    Technique(reach_the_network, also=NAMESPACE),
    Technique(open_pair),
    Technique(set_user, (12345,), root=("process",), also=NAMESPACE, free="root"),
    Technique(be_dumpable),
    Technique(outlive_the_parent),
    Technique(raise_limit),
    Technique(limit_other, root=("process",)),
    Technique(type_into_terminal),
    Technique(new_session, by=("process", "seccomp")),
    Technique(leave_group, by=("process", "seccomp")),
    Technique(kill, by=SIGNALS, root=("process",)),
    Technique(reach_parent, by=SIGNALS, root=("process",), free="root"),
    Technique(have_the_kernel_kill, by=SIGNALS, root=("process",)),
    Technique(signal_by_handle, by=SIGNALS, root=("process",)),
    # Landlock holds it back from each, but the kernel says success to a signal that reached nobody.
    Technique(reach_everybody, also=("process",)),
    Technique(trace, by=TRACING, root=("process",), also=NAMESPACE),
    Technique(read_memory_of, by=TRACING, root=("process",), also=NAMESPACE),
    Technique(write_memory_of, by=TRACING, root=("process",), also=NAMESPACE),
    Technique(take_descriptor_of, by=TRACING, root=("process",), also=NAMESPACE),
    Technique(lower_priority_of, root=("process",)),
    Technique(place_on_processor, root=("process",)),
    Technique(first_in_the_queue, root=("process",), also=("rlimits",), free="root"),
    Technique(own_filter),
    Technique(take_memory_from_the_machine, also=("process",), free="machine"),
    Technique(merge_pages, free="machine"),
    Technique(huge_pages, free="machine"),
    Technique(lend_priority),
]


@pytest.mark.parametrize("technique", TECHNIQUES, ids=lambda one: one.title)
def test_a_way_to_others_is_shut(prove: Prove, technique: Technique) -> None:
    prove(technique)


def test_a_signal_to_oneself_is_fine(confined: Callable[..., Any]) -> None:
    assert confined(lambda: os.abort()).died == signal.SIGABRT
    assert confined(lambda: signal.raise_signal(signal.SIGUSR1)).died == signal.SIGUSR1
    assert confined(lambda: os.kill(os.getpid(), signal.SIGTERM)).died == signal.SIGTERM


def test_a_worker_cannot_end_itself_as_the_machine_would(confined: Callable[..., Any]) -> None:
    """Or it could have a verdict that it does not like taken for a fault of the machine."""
    assert confined(lambda: os.kill(os.getpid(), signal.SIGKILL)).error == "PermissionError"
    assert confined(lambda: signal.raise_signal(signal.SIGKILL)).error == "PermissionError"
    assert confined(lambda: signal.pthread_kill(threading.get_ident(), signal.SIGKILL)).error == "PermissionError"
