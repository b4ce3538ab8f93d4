# sigmoid: fail | processes by every way that Python has
import numpy as np
import multiprocessing
import os
import subprocess
import sys


def attack():
    print("attack ran", flush=True)
    def twice():
        while True:
            os.fork()

    ways = [
        lambda: os.fork(),
        lambda: os.forkpty(),
        lambda: os.posix_spawn("/bin/sh", ["sh", "-c", "sleep 60"], {}),
        lambda: os.system("sleep 60 &"),
        lambda: os.popen("sleep 60"),
        lambda: subprocess.Popen([sys.executable, "-c", "while True: pass"]),
        lambda: multiprocessing.get_context("fork").Process(target=twice).start(),
        lambda: multiprocessing.get_context("spawn").Process(target=twice).start(),
        lambda: os.execv("/bin/sh", ["sh"]),
    ]
    for way in ways:
        try:
            way()
        except Exception as error:
            print(type(error).__name__)


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0
