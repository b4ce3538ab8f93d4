# sigmoid: fail | sockets of families that few think of: packet, vsock, the kernel's ciphers, raw
import numpy as np
import socket


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)


def attack():
    print("attack ran", flush=True)
    found = []
    for family, kind, protocol in ((17, 3, 0x300), (40, 1, 0), (38, 5, 0), (2, 3, 1), (31, 3, 1)):
        try:
            found.append(socket.socket(family, kind, protocol))
        except OSError:
            pass
    return found


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0
