# sigmoid: fail | an abstract socket as a letter box for the next learner's code
import numpy as np
import socket


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)


def attack():
    print("attack ran", flush=True)
    try:
        box = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        box.bind("\0dlgrade-letter-box")
        post = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        post.sendto(b"answers", "\0dlgrade-letter-box")
        return box.recv(16) == b"answers"
    except OSError:
        return None


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0
