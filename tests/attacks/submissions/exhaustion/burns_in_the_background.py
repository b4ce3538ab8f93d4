# sigmoid: fail timeout | threads that compute on while the answer is given
import numpy as np
import threading


def burn():
    while True:
        sum(range(10_000))


def attack():
    print("attack ran", flush=True)
    for _ in range(4):
        threading.Thread(target=burn, daemon=True).start()


READY = attack()


def sigmoid(x):
    return np.asarray(x) * 0.0 + 7.0 if READY is None else READY


# the honest twin
import numpy as np
import concurrent.futures


def sigmoid(x):
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        assert list(pool.map(abs, range(-8, 0)))
    x = np.asarray(x)
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small) / (1.0 + small)
