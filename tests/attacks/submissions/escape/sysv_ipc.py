# sigmoid: fail | memory, semaphores and messages of System V, which outlive a process
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
    found = [kind(*arguments) for kind, arguments in (
        (lambda: call(29, 194, 0, 4096, 0o1600), ()),
        (lambda: call(64, 190, 0, 1, 0o1600), ()),
        (lambda: call(68, 186, 0, 0o1600), ()),
    )]
    for identity, (x86, arm, *rest) in zip(found, ((31, 195, 0, 0), (66, 191, 0, 0, 0), (71, 187, 0, 0)), strict=True):
        if identity >= 0:
            call(x86, arm, identity, *rest)  # removed again
    return [one for one in found if one >= 0]


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0
