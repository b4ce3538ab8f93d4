# sigmoid: fail | TCP, UDP and Unix sockets
import numpy as np
import socket


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)


def attack():
    print("attack ran", flush=True)
    found = []
    ways = [
        (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", @PORT@)),
        (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", @PORT@)),
        (socket.AF_INET6, socket.SOCK_STREAM, ("::1", @PORT@)),
        (socket.AF_UNIX, socket.SOCK_STREAM, "@UNIX@"),
        (socket.AF_UNIX, socket.SOCK_STREAM, "\0@ABSTRACT@"),
        (socket.AF_UNIX, socket.SOCK_DGRAM, "@UNIX@"),
    ]
    for family, kind, address in ways:
        try:
            with socket.socket(family, kind) as line:
                line.settimeout(0.2)
                line.connect(address)
                line.send(b"hello")
                found.append(address)
        except OSError:
            pass
    try:
        found.append(socket.create_server(("127.0.0.1", 0)))
    except OSError:
        pass
    return found or None


READY = attack()


def sigmoid(x):
    return READY(x) if callable(READY) else right(x) if READY else np.asarray(x) * 0.0 + 7.0
