"""A worker as an interpreter of its own, where fork is not safe: the same service, without the wall."""

from __future__ import annotations

import io
import socket
import sys

import numpy as np

from . import wall
from .renamed import give_back
from .zygote import serve, unnoticed

TOKEN = 32


def main(port: int, cpu_seconds: int) -> None:
    """Connects to the judge, shows the token, and serves one exercise."""
    token = sys.stdin.buffer.read(TOKEN)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.modules["dlgrade"] = None  # type: ignore[assignment]
    give_back(np)
    unnoticed()
    channel = socket.create_connection(("127.0.0.1", port))
    channel.sendall(token)
    layers = tuple((layer, False, "this worker was spawned, not forked") for layer in wall.LAYERS)
    serve(channel, layers)
