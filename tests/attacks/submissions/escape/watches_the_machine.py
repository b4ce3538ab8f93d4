# sigmoid: fail | counters of the processor, which see what others do
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
    event = ctypes.create_string_buffer(struct.pack("=IIQ", 1, 112, 0), 112)
    return call(298, 241, event, 0, -1, -1, 0) >= 0


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0
