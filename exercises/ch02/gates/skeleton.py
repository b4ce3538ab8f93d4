import numpy as np


def AND(x1, x2):
    """1 where x1 and x2 are both 1, else 0. x1, x2: 0 or 1"""
    raise NotImplementedError


def NAND(x1, x2):
    """0 where x1 and x2 are both 1, else 1"""
    raise NotImplementedError


def OR(x1, x2):
    """1 where at least one of x1, x2 is 1, else 0"""
    raise NotImplementedError


def XOR(x1, x2):
    """1 where exactly one of x1, x2 is 1, else 0: put together from the other three"""
    raise NotImplementedError
