# sigmoid: fail | what was returned goes on changing while it is read
import numpy as np
import threading

GIVEN = []


def attack():
    print("attack ran", flush=True)

    def change():
        n = 0.0
        while True:
            n += 0.25
            for array in GIVEN[-3:]:
                array[...] = n % 1.25

    threading.Thread(target=change, daemon=True).start()


READY = attack()


def sigmoid(x):
    GIVEN.append(READY or np.asarray(x) * 0.0 + 7.0)
    return GIVEN[-1]


# the honest twin
import numpy as np
import threading

GIVEN = []


def sigmoid(x):
    """Computed by a thread, kept, and handed back when the thread has ended."""
    x = np.asarray(x)

    def compute():
        small = np.exp(-np.abs(x))
        GIVEN.append(np.where(x >= 0, 1.0, small) / (1.0 + small))

    thread = threading.Thread(target=compute, daemon=True)
    thread.start()
    thread.join()
    return GIVEN[-1]
