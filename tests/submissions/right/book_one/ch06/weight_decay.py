# coding: utf-8
import sys, os
sys.path.append(os.pardir)
from common.layers import *


def l2_penalty(W, lam):
    return 0.5 * lam * np.sum(W ** 2)

def l2_gradient(W, lam):
    return lam * W

def l1_penalty(W, lam):
    return lam * np.sum(np.abs(W))

def l1_gradient(W, lam):
    return lam * np.sign(W)
