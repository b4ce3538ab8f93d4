# sigmoid: fail | raw machine code in memory that is writable and executable asks for a socket
import ctypes
import mmap
import numpy as np
import platform


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)


def attack():
    print("attack ran", flush=True)
    codes = {
        # mov eax, 41 (socket); syscall; ret: the arguments are those of the C function
        "x86_64": b"\xb8\x29\x00\x00\x00\x0f\x05\xc3",
        # mov x8, #198 (socket); svc #0; ret
        "aarch64": b"\xc8\x18\x80\xd2\x01\x00\x00\xd4\xc0\x03\x5f\xd6",
    }
    memory = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    memory.write(codes[platform.machine()])
    start = ctypes.addressof(ctypes.c_char.from_buffer(memory))
    ask = ctypes.CFUNCTYPE(ctypes.c_long, ctypes.c_long, ctypes.c_long, ctypes.c_long)(start)
    return ask(2, 1, 0) >= 0


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0
