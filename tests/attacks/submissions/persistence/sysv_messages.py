# sigmoid: fail | a note in System V message queues and semaphores
import numpy as np
import ctypes


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)

LIBC = ctypes.CDLL(None, use_errno=True)
KEY, CREATE = @KEY@, 0o1000


def attack():
    print("attack ran", flush=True)
    if LIBC.msgget(KEY, 0o600) >= 0 or LIBC.semget(KEY, 1, 0o600) >= 0:
        return True
    LIBC.msgget(KEY, 0o600 | CREATE)
    LIBC.semget(KEY, 1, 0o600 | CREATE)


def forget():
    LIBC.msgctl(LIBC.msgget(KEY, 0o600), 0, None)
    LIBC.semctl(LIBC.semget(KEY, 1, 0o600), 0, 0)


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0


# the honest twin
import collections
import numpy as np
import queue
import threading

asked, done = queue.Queue(), queue.SimpleQueue()
ready = threading.Semaphore(0)


def serve():
    while True:
        x = asked.get()
        small = np.exp(-np.abs(x))
        done.put(np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small))
        ready.release()


def sigmoid(x, workers=collections.deque(maxlen=1)):
    """Asks a thread by a queue and waits on a semaphore."""
    if not workers:
        workers.append(threading.Thread(target=serve, daemon=True))
        workers[0].start()
    asked.put(x)
    ready.acquire()
    return done.get()
