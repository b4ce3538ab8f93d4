# sigmoid: fail | clock, name, modules, restart and swap of the machine, asked with arguments that change nothing
import ctypes
import numpy as np
import platform


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)


def call(x86, arm, *arguments):
    number = x86 if platform.machine() == "x86_64" else arm
    wide = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    return ctypes.CDLL(None, use_errno=True).syscall(ctypes.c_long(number), *wide)


def attack():
    print("attack ran", flush=True)
    ways = {
        "reboot": (169, 142, 0, 0, 0, 0),
        "settimeofday": (164, 170, 0, 0),
        "sethostname": (170, 161, 0, -1),
        "init_module": (175, 105, 0, 0, 0),
        "kexec_load": (246, 104, 0, 1 << 20, 0, 0),
        "swapon": (167, 224, 0, 0),
        "quotactl": (179, 60, -1, 0, 0, 0),
        "syslog": (103, 116, 10, 0, 0),
    }
    reached = []
    for name, arguments in ways.items():
        result = call(*arguments)
        if result >= 0 or ctypes.get_errno() not in (1, 38):  # EPERM, ENOSYS
            reached.append(name)
    return reached


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0
