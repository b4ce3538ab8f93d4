# sigmoid: fail | a process of its own session that waits for the next one and tells it
import numpy as np
import os
import signal
import socket


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)

NAME = "\0@MARK@"


def attack():
    print("attack ran", flush=True)
    try:
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(NAME)
            return True
    except OSError:
        pass
    try:
        if os.fork():
            return
        signal.alarm(20)
        os.setsid()
        os.closerange(0, 64)
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(NAME)
            server.listen()
            server.accept()
        os._exit(0)
    except OSError:
        pass


def forget():
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(NAME)


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0


# the honest twin
import multiprocessing
import numpy as np
import os


def part(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)


def sigmoid(x):
    """Would share the work among processes, and does it alone where it may have none."""
    try:
        with multiprocessing.Pool(2) as pool:
            return pool.map(part, [x])[0]
    except OSError:
        return part(x)
