# sigmoid: fail | sockets of this machine, by their path and by a name without one
import numpy as np
import socket


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)


def attack():
    print("attack ran", flush=True)
    found = []
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        for address in ("@UNIX@", "\0@ABSTRACT@"):
            try:
                with socket.socket(socket.AF_UNIX, kind) as line:
                    line.settimeout(0.2)
                    line.connect(address)
                    line.send(b"hello")
                    found.append(address)
            except OSError:
                pass
    return found


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0
