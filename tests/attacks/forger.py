"""What learner code needs to speak for its worker: the inherited socket, and the number of the call it is in."""

from __future__ import annotations

FORGER = """
import os
import socket
import struct
import time

import msgpack
import numpy as np


def line():
    for number in range(3, 64):
        try:
            return socket.socket(fileno=os.dup(number))
        except OSError:
            continue


def frame(header, body=b""):
    header = header if isinstance(header, bytes) else msgpack.packb(header)
    return struct.pack("<II", len(header), len(body)) + header + body


known = []


def server():
    import gc

    if not known:
        gc.unfreeze()
        known.append(next(one for one in gc.get_objects() if type(one).__name__ == "Server"))
    return known[0]


def number():
    return server().number


class Mute:  # swallows the reply that the worker itself would give
    def __init__(self, server):
        self.server, self.sock = server, server.sock

    def sendall(self, data):
        self.server.sock = self.sock


def reply(result, body=b"", **more):
    return frame({"n": number(), "result": result, "changed": [], **more}, body)


def send(data):
    line().sendall(data)


def instead(data):
    send(data)
    server().sock = Mute(server())


def nested(depth):
    value = ["l"]
    for _ in range(depth):
        value = ["l", value]
    return value


def attack():
    print("attack ran", flush=True)
    ATTACK


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0
"""
AT_IMPORT = FORGER.replace("def sigmoid(x):\n    attack()\n", "def sigmoid(x, loaded=attack()):\n")
CALLED = FORGER.replace("def sigmoid(x):\n", "def numerical_gradient(f, x):\n")
