# sigmoid: fail | a filter of one's own that answers the calls of the kernel in its place
import ctypes
import numpy as np
import platform
import struct


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)


def call(x86, arm, *arguments):
    number = x86 if platform.machine() == "x86_64" else arm
    wide = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    return ctypes.CDLL(None, use_errno=True).syscall(ctypes.c_long(number), *wide)


def attack():
    print("attack ran", flush=True)
    allow = struct.pack("=HBBI", 0x06, 0, 0, 0x7FFF0000)
    lines = ctypes.create_string_buffer(allow, 8)
    program = struct.pack("=HxxxxxxQ", 1, ctypes.addressof(lines))
    new_listener = 8
    ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)
    return call(317, 277, 1, new_listener, program) >= 0


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0
