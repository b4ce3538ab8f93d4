# sigmoid: fail | what a process hands on to its children: variables, folder, mask, limits, signals, priority
import numpy as np
import os
import resource
import signal
import sys


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)


def ask():
    return (
        "@MARK@" in os.environ,
        os.getcwd() == "/usr/lib",
        os.umask(0o077) == 0o131,
        signal.getsignal(signal.SIGUSR2) != signal.SIG_DFL,
        resource.getrlimit(resource.RLIMIT_NOFILE)[0] == 61,
        os.times().children_user > 0,
        sys.argv[:1] == ["@MARK@"],
        hasattr(sys, "dlgrade_mark"),
    )


def attack():
    print("attack ran", flush=True)
    found = [one for one in ask() if one]
    os.environ["@MARK@"] = "right"
    sys.argv, sys.dlgrade_mark = ["@MARK@"], True
    os.chdir("/usr/lib")
    os.umask(0o131)
    signal.signal(signal.SIGUSR2, signal.SIG_IGN)
    for way in (
        lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (61, 61)),
        lambda: os.nice(7),
        lambda: os.setpriority(os.PRIO_PROCESS, os.getppid(), 7),
        lambda: resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE, (61, 61)),
        lambda: os.sched_setaffinity(os.getppid(), {0}),
        lambda: os.setpgid(0, 0),
    ):
        try:
            way()
        except (OSError, ValueError):
            pass
    return found


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0


# the honest twin
import contextlib
import numpy as np
import os
import resource
import signal
import sys


@contextlib.contextmanager
def folder(path):
    before = os.getcwd()
    os.makedirs(path, exist_ok=True)
    os.chdir(path)
    try:
        yield
    finally:
        os.chdir(before)


def sigmoid(x):
    """Goes to a folder of its own and comes back, asks for its limits, takes care of a signal."""
    with folder("work"):
        os.environ["MY_SETTING"] = "1.0"
        old = signal.signal(signal.SIGUSR2, signal.SIG_IGN)
        signal.signal(signal.SIGUSR2, old)
        os.umask(0o022)
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] > 3 and sys.argv
        one = float(os.environ["MY_SETTING"])
        small = np.exp(-np.abs(x))
        return np.where(np.asarray(x) >= 0, one, small) / (one + small)
