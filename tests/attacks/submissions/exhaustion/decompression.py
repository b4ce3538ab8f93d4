# sigmoid: memory timeout | eight GiB in eight kilobytes
import numpy as np
import bz2
import gzip
import lzma
import zlib


def attack():
    print("attack ran", flush=True)
    for packer in (zlib, gzip, lzma):
        packer.decompress(packer.compress(bytes(1 << 20)))
    return bz2.decompress(bz2.compress(bytes(8 << 20)) * 1024)


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0


# the honest twin
import numpy as np
import zlib


def sigmoid(x):
    assert len(zlib.decompress(zlib.compress(bytes(1 << 22)))) == 1 << 22
    x = np.asarray(x)
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small) / (1.0 + small)
