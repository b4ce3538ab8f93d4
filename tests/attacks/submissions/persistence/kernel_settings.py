# sigmoid: fail | settings of the kernel, which hold for all and until it is started anew
import numpy as np
import os
import socket
import time


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)

FILES = ("core_pattern", "hostname", "modprobe", "shmmax", "pid_max", "randomize_va_space")


def attack():
    print("attack ran", flush=True)
    found = []
    for way in (
        *(lambda name=name: open(f"/proc/sys/kernel/{name}", "r+").close() or name for name in FILES),
        lambda: open("/proc/sysrq-trigger", "w").close() or "sysrq",
        lambda: open(f"/proc/{os.getppid()}/oom_score_adj", "w").close() or "oom",
        lambda: os.mkdir("/sys/fs/cgroup/dlgrade-attack") or os.rmdir("/sys/fs/cgroup/dlgrade-attack") or "cgroup",
        lambda: socket.sethostname(socket.gethostname()) or "host",
        lambda: time.clock_settime(time.CLOCK_REALTIME, time.time()) or "clock",
    ):
        try:
            found.append(way())
        except OSError:
            pass
    return found


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0


# the honest twin
import numpy as np
import os
import platform
import socket
import time

print(platform.platform(), platform.python_version(), os.cpu_count(), socket.gethostname(), time.tzname)


def sigmoid(x):
    """Says on which machine it runs."""
    assert platform.uname().system and os.getloadavg is not None and time.monotonic()
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)
