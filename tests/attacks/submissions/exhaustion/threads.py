# sigmoid: fail error memory timeout | ten thousand threads
import numpy as np
import threading
import time


def attack():
    print("attack ran", flush=True)
    for _ in range(10_000):
        try:
            threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
        except (RuntimeError, MemoryError):
            break


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0
