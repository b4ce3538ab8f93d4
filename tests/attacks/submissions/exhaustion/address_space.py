# sigmoid: error memory | a terabyte of address space that is never touched
import numpy as np
import mmap


def attack():
    print("attack ran", flush=True)
    return mmap.mmap(-1, 1 << 40, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000)


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0


# the honest twin
import numpy as np
import mmap


def sigmoid(x):
    with mmap.mmap(-1, 1 << 24) as place:
        place.write(b"scratch")
    x = np.asarray(x)
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small) / (1.0 + small)
