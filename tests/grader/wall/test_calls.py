"""What a worker may not do to others: processes, signals, sockets, privileges, limits."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import platform
import resource
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from typing import Any

import pytest
from dlgrade.grader.worker import landlock, wall

Prove = Callable[..., None]
HERE = "x86_64" if platform.machine() == "x86_64" else "aarch64"


def call(number: int, *arguments: int) -> int:
    """A raw system call, its errors as `OSError`."""
    library = ctypes.CDLL(None, use_errno=True)
    result = int(library.syscall(number, *(ctypes.c_long(a) for a in arguments)))
    if result < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return result


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


def test_no_new_processes(prove: Prove) -> None:
    prove(fork, by=("seccomp",))
    prove(run_a_program, by=("seccomp",), also=("landlock",))


def test_no_exec(confined: Callable[..., Any]) -> None:
    assert confined(execute).refused
    assert confined(execute, off=frozenset(wall.LAYERS) - {"seccomp"}).refused


def test_landlock_alone_refuses_exec_too(confined: Callable[..., Any]) -> None:
    assert confined(execute, off=frozenset(wall.LAYERS) - {"landlock"}).refused


@pytest.mark.parametrize("family", ["AF_UNIX", "AF_INET", "AF_INET6", "AF_NETLINK"])
def test_no_sockets(prove: Prove, family: str) -> None:
    number = int(getattr(socket, family))
    prove(open_socket, number, by=("seccomp",), free="machine" if family == "AF_INET6" else "anyone")


def test_no_socket_pair(prove: Prove) -> None:
    prove(open_pair, by=("seccomp",))


def test_no_other_user(prove: Prove, who: str) -> None:
    prove(set_user, 12345, by=("seccomp", "process"), free="root")


def test_no_way_back_to_being_traced(prove: Prove) -> None:
    prove(be_dumpable, by=("seccomp",))


def test_limits_stay(prove: Prove) -> None:
    prove(raise_limit, by=("seccomp",))
    prove(limit_other, by=("seccomp",))


def test_no_typing_into_a_terminal(prove: Prove) -> None:
    prove(type_into_terminal, by=("seccomp",))


def test_no_leaving_the_group_that_the_parent_kills(prove: Prove) -> None:
    prove(new_session, by=("process",), also=("seccomp",))
    prove(leave_group, by=("process",), also=("seccomp",))


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
    call(101 if HERE == "x86_64" else 117, seize, victim, 0, 0)


def read_memory_of(victim: int) -> int:
    here, there = ctypes.create_string_buffer(8), id(object)
    local, remote = (ctypes.c_size_t * 2)(ctypes.addressof(here), 8), (ctypes.c_size_t * 2)(there, 8)
    pair = (ctypes.addressof(local), 1, ctypes.addressof(remote), 1, 0)
    return call(310 if HERE == "x86_64" else 270, victim, *pair)


@pytest.mark.parametrize("attack", [kill, reach_parent, have_the_kernel_kill])
def test_no_signals_to_others(prove: Prove, attack: Callable[..., Any]) -> None:
    by = ("seccomp", "landlock") if not landlock.why_not() and landlock.abi() >= 6 else ("seccomp",)
    prove(attack, by=by, free="anyone" if attack is not reach_parent else "root")


def test_no_signal_to_everybody(prove: Prove) -> None:
    # Landlock holds it back from each, but the kernel says success to a signal that reached nobody.
    prove(reach_everybody, by=("seccomp",))


def test_no_reading_of_others(prove: Prove) -> None:
    prove(trace, by=("seccomp", "landlock"), also=("process",))
    prove(read_memory_of, by=("seccomp", "landlock"), also=("process",))


def test_a_signal_to_oneself_is_fine(confined: Callable[..., Any]) -> None:
    assert confined(lambda: os.abort()).died == signal.SIGABRT
    assert confined(lambda: signal.raise_signal(signal.SIGUSR1)).died == signal.SIGUSR1
    assert confined(lambda: os.kill(os.getpid(), signal.SIGKILL)).died == signal.SIGKILL
