"""What the warm parent of workers does once, so that none of them does it: it serves a learner of its own making.

Python adapts code that has run several times to the types that it met there, and fills tables as it looks names up.
Done before the fork this is shared; after it each worker would write pages of its own, and begin slowly.
"""

from __future__ import annotations

import gc
import linecache
import random
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import numpy as np

from .frames import Buffered, Callback, Closed, Handle, Message, Writer, receive
from .serve import Server

ROUNDS = 10
"""Python adapts code when it has run eight times."""

MODULE, PATH = "made_up", "made_up.py"
SOURCE = """
import numpy as np


def function(x, t=None, axis=-1):
    x = x - np.max(x, axis=axis, keepdims=True)
    y = np.exp(x) / np.sum(np.exp(x), axis=axis, keepdims=True)
    y[y < 1e-7] = 0
    return np.where(y > 0, np.maximum(y, 1e-7), 0.0)


def difference(f, x):
    grad = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        kept = x[index]
        x[index] = kept + 1e-4
        grad[index] = f(x)
        x[index] = kept
    return grad


def fails(x):
    raise ValueError("of no consequence")


class Layer:
    def __init__(self, W, b):
        self.params = {"W": W, "b": b}
        self.W, self.b = W, b
        self.x = None

    def forward(self, x, train_flg=True):
        self.x = x.reshape(x.shape[0], -1)
        return np.dot(self.x, self.W) + self.b

    def backward(self, dout=1):
        self.dW = np.dot(self.x.T, dout)
        self.db = np.sum(dout, axis=0)
        return np.dot(dout, self.W.T).reshape(self.x.shape)

    def statistics(self, x):
        n = np.arange(x.size) % 2
        kept = np.concatenate([x.mean(axis=0), np.var(x, axis=0), -np.log(np.abs(x[0]) + 1e-7)])
        return kept, x.transpose(1, 0).copy(), np.argmax(x, axis=1), float(x.std()), n, np.random.rand(2) < 0.5

    def update(self, params, grads):
        for key in params.keys():
            params[key] -= 0.1 * grads[key] / (np.sqrt(grads[key] * grads[key]) + 1e-7)
"""


def warm() -> None:
    """Serves the made-up learner several times. What is left of it are the tables that were filled."""
    default_rng = np.random.default_rng
    for _ in range(ROUNDS):
        _serve()
        np.random.default_rng = default_rng
    random.seed(0)
    np.random.seed(0)
    # what is there now is never collected, so a worker does not copy the pages by counting references
    gc.collect()
    gc.freeze()


def _serve() -> None:
    """One worker's life. All that the judge would say is said beforehand: it is less than the socket holds."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(b"".join(_frames()))
        ours.shutdown(socket.SHUT_WR)
        with suppress(Closed):
            Server(theirs).run()
        theirs.shutdown(socket.SHUT_WR)
        read = Buffered(ours.recv)
        with suppress(Closed):
            while True:
                receive(read)
    del sys.modules[MODULE], linecache.cache[PATH]


def _frames() -> Iterator[bytes]:
    """What the judge says: modules to load, calls of all kinds, the answers to what is asked back."""
    x, W, b = np.linspace(-1.0, 1.0, 6).reshape(2, 3), np.full((3, 2), 0.5), np.zeros(2)
    layer: dict[str, Any] = {"object": 0}
    tree = {"W": W, "b": b}
    yield _loading()
    yield _call([x], symbol="function", seed=1)
    yield _call([x], symbol="function", kwargs={"axis": 0})
    yield _call([x], symbol="fails")
    yield _call([Callback(0), x], symbol="difference")
    for _ in range(x.size):
        yield _frame(lambda writer: {"result": writer.value(0.5)})
    yield _call([W, b], symbol="Layer")
    yield _call([x], **layer, paths=[["forward"]])
    yield _call([x, False], **layer, paths=[["forward"]], seed=2)
    yield _call([np.asfortranarray(x[:, :2])], **layer, paths=[["backward"]])
    yield _call([x[:, :2]], **layer, paths=[["backward"]], count=["forward"])
    yield _call([x], **layer, paths=[["statistics"]])
    yield _call([tree, dict(tree)], **layer, paths=[["update"]])
    yield _frame(lambda _: {"op": "get", **layer, "paths": [["dw"], ["dW"]]})
    yield _frame(lambda _: {"op": "get", **layer, "paths": [["no_such_name"]]})
    yield _frame(lambda writer: {"op": "set", **layer, "paths": [["W"]], "value": writer.value(W)})
    yield _frame(lambda writer: {"op": "fill", **layer, "entries": [[[["params", "W"], ["W"]], writer.value(W)]]})
    state = np.random.default_rng(0).bit_generator.state
    yield _frame(lambda writer: {"op": "generator", "state": writer.value(state), "forgotten": [0]})


def _loading() -> bytes:
    source = np.frombuffer(SOURCE.encode(), np.uint8)
    symbols = {name: [MODULE, name] for name in ("function", "difference", "fails", "Layer")}
    return _frame(
        lambda writer: {
            "op": "load",
            "modules": [[MODULE, PATH, writer.value(source), False, None]],
            "aliases": [],
            "symbols": symbols,
        }
    )


def _call(args: list[Any], kwargs: dict[str, Any] | None = None, **target: Any) -> bytes:
    return _frame(
        lambda writer: {
            "op": "call",
            **target,
            "args": [writer.value(item) for item in args],
            "kwargs": {name: writer.value(item) for name, item in (kwargs or {}).items()},
        }
    )


def _frame(message: Callable[[Writer], Message]) -> bytes:
    writer = Writer(_itself)
    return writer.frame({"n": 1, **message(writer)})


def _itself(value: Any) -> Handle | Callback:
    assert isinstance(value, Handle | Callback)
    return value
