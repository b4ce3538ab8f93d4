# sigmoid: error fail | SystemExit while the module is loaded
import numpy as np
import sys


def attack():
    print("attack ran", flush=True)
    sys.exit(0)


READY = attack()


def sigmoid(x):
    return np.asarray(x) * 0.0 + 7.0 if READY is None else READY


# the honest twin
import argparse
import sys

import numpy as np


def sigmoid(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)


def main(arguments=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("number", type=float)
    print(sigmoid(parser.parse_args(arguments).number))


if len(sys.argv) > 1000:
    sys.exit("too many")
main(["0.5"])
sys.exit(0)
