"""The worker's loop: loads the learner's modules, answers calls with plain values. It holds nothing to compare with.

Requests are dictionaries with a number `n` and an operation `op`; each is answered by one reply with the same number,
before which the worker may ask any number of callbacks.
"""

from __future__ import annotations

import _thread
import contextlib
import inspect
import random
import socket
import sys
import traceback
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from .calling import apart, counted
from .frames import Buffered, Callback, Handle, Message, Reader, Unsendable, Writer, receive
from .loading import Loader, Told
from .places import NOTHING, follow, put, write

MAX_NAME = 100
MAX_MESSAGE = 2_000
MAX_FRAMES = 40

SPARE = 4 << 20
"""Bytes set aside for telling that there is no memory left: to pack a reply takes a buffer of 1 MiB."""


class Server:
    """Serves one exercise of one learner over a socket."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.read = Buffered(sock.recv)
        self.kept: list[Any] = []
        self.symbols: dict[str, Any] = {}
        self.paths: frozenset[str] = frozenset()
        self.number = 0
        self.asks = _thread.allocate_lock()
        self.spare = _spare()

    def run(self) -> None:
        """Answers requests until the judge closes the socket."""
        while True:
            message, body = receive(self.read)
            self.number = message["n"]
            for number in message.get("forgotten", ()):
                self.kept[number] = None
            self._answer(message, body)

    def _answer(self, message: Message, body: memoryview) -> None:
        writer = Writer(self._refer)
        try:
            if "seed" in message:
                self._seed(message["seed"])
            operation: Callable[[Message, Reader, Writer], Message] = getattr(self, f"_{message['op']}")
            reply = operation(message, Reader(body, self._resolve), writer)
            frame = writer.frame({"n": self.number, **reply})
        except Unsendable as error:
            frame = self._told({"unusable": str(error)[:MAX_MESSAGE]})
        except BaseException as error:
            self.spare = None
            frame = self._told({"error": self._error(error)})
        _flush()
        self.sock.sendall(frame)

    def _told(self, reply: Message) -> bytes:
        """The frame of a reply that may have to do with what was set aside."""
        self.spare = None
        try:
            return Writer(self._refer).frame({"n": self.number, **reply})
        finally:
            self.spare = _spare()

    def _error(self, error: BaseException) -> list[Any]:
        """Type, message and own lines of an exception; one that cannot be read is told by less of it."""
        name, message, frames = "Exception", "", list[Any]()
        with contextlib.suppress(BaseException):
            name = _text(type.__dict__["__name__"].__get__(type(error)))[:MAX_NAME]
            message = _text(str(error))[:MAX_MESSAGE]
        with contextlib.suppress(BaseException):
            frames = self._frames(error)
        return [name, message, frames[-MAX_FRAMES:]]

    def _frames(self, error: BaseException) -> list[Any]:
        trace = ((frame.f_code, line) for frame, line in traceback.walk_tb(error.__traceback__))
        frames = [
            [code.co_filename, line, _text(code.co_name)] for code, line in trace if code.co_filename in self.paths
        ]
        if isinstance(error, SyntaxError) and error.filename in self.paths:
            frames.append([error.filename, int(error.lineno or 0), "<module>"])
        return frames

    def _load(self, message: Message, reader: Reader, writer: Writer) -> Message:
        """Loads the plan's modules and describes the asked symbols."""
        modules = {
            name: Told(path, _source(reader.value(source)), package, None if keep is None else tuple(keep))
            for name, path, source, package, keep in message["modules"]
        }
        self.paths = frozenset(told.path for told in modules.values())
        loader = Loader(modules, {(importer, asked): module for importer, asked, module in message["aliases"]})
        described, missing = {}, {}
        for symbol, (module, attribute) in message["symbols"].items():
            try:
                self.symbols[symbol] = getattr(loader.load(module), attribute)
                described[symbol] = _describe(self.symbols[symbol])
            except AttributeError:
                missing[symbol] = attribute
        failed = [[path, line, _text(reason)[:MAX_MESSAGE]] for path, line, reason in loader.failed[-MAX_FRAMES:]]
        return {"symbols": described, "missing": missing, "failed": failed}

    def _seed(self, seed: int) -> None:
        """Seeds the generators that learner code draws from when it names none."""
        random.seed(seed)
        np.random.seed(seed)
        generators = np.random.SeedSequence(seed)
        original = _default_rng

        def default_rng(seed: Any = None) -> np.random.Generator:
            return original(generators.spawn(1)[0] if seed is None else seed)

        np.random.default_rng = default_rng

    def _generator(self, message: Message, reader: Reader, writer: Writer) -> Message:
        """Makes a generator in the state of one of the judge's, and keeps it."""
        generator = _default_rng()
        generator.bit_generator.state = reader.value(message["state"])
        return {"result": writer.value(generator)}

    def _call(self, message: Message, reader: Reader, writer: Writer) -> Message:
        """Calls a symbol or a method and sends back the result and the arguments that were changed."""
        function = self._target(message)
        args = [reader.value(item) for item in message["args"]]
        kwargs = {name: reader.value(item) for name, item in message["kwargs"].items()}
        handed = [*args, *kwargs.values()]
        before = [_snapshot(item) for item in handed]
        result, more = self._result(message, partial(function, *args, **kwargs))
        reply: Message = {"result": writer.value(result), **more}
        changed = [i for i, item in enumerate(handed) if not _same(before[i], item)]
        reply["changed"] = [[i, writer.value(handed[i])] for i in changed]
        return reply

    def _result(self, message: Message, call: Callable[[], Any]) -> tuple[Any, Message]:
        """What a call gives in the manner that is asked for, and what else there is to tell of it."""
        if "apart" in message:
            return apart(call), {}
        if "count" not in message:
            return call(), {}
        kept = self.kept[message["object"]]
        forward = [getattr(type(kept), name, None) for name in message["count"]]
        result, evaluations = counted(call, forward, self.paths)
        return result, {"evaluations": evaluations}

    def _get(self, message: Message, reader: Reader, writer: Writer) -> Message:
        """Sends an attribute of a kept object, by the first of several paths that leads to one."""
        taken, value = self._first(self.kept[message["object"]], message["paths"])
        return {"result": writer.value(value), "taken": taken}

    def _set(self, message: Message, reader: Reader, writer: Writer) -> Message:
        """Puts a value where the first of several paths leads that is there already; tells which."""
        kept, value = self.kept[message["object"]], reader.value(message["value"])
        number, _ = self._first(kept, message["paths"])
        put(kept, message["paths"][number], value)
        return {"taken": number}

    def _fill(self, message: Message, reader: Reader, writer: Writer) -> Message:
        """Writes parameters into a kept object, each where one of several paths leads; tells which (None: nowhere)."""
        kept = self.kept[message["object"]]
        return {"taken": [write(kept, paths, reader.value(value)) for paths, value in message["entries"]]}

    def _target(self, message: Message) -> Any:
        if "symbol" in message:
            return self.symbols[message["symbol"]]
        return self._first(self.kept[message["object"]], message["paths"])[1]

    def _first(self, value: Any, paths: list[list[Any]]) -> tuple[int, Any]:
        """The first path that leads anywhere, by its number, and what is there."""
        for number, path in enumerate(paths):
            found = follow(value, path)
            if found is not NOTHING:
                return number, found
        raise AttributeError(f"{type(value).__name__!r} object has no attribute {paths[0][0]!r}")

    def _refer(self, value: Any) -> Handle:
        self.kept.append(value)
        return Handle(len(self.kept) - 1, _text(type(value).__name__)[:MAX_NAME])

    def _resolve(self, reference: Handle | Callback) -> Any:
        if isinstance(reference, Handle):
            return self.kept[reference.number]
        return lambda *args, **kwargs: self._ask(reference.number, args, kwargs)

    def _ask(self, number: int, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Calls back a function that stays in the judge; threads that do so at once wait for each other."""
        writer = Writer(_no_reference)
        values = [writer.value(item) for item in args]
        named = {name: writer.value(item) for name, item in kwargs.items()}
        frame = writer.frame({"n": self.number, "callback": number, "args": values, "kwargs": named})
        with self.asks:
            self.sock.sendall(frame)
            reply, body = receive(self.read)
        if "error" in reply:
            raise RuntimeError(reply["error"])
        return Reader(body, self._resolve).value(reply["result"])


_default_rng = np.random.default_rng


def _spare() -> np.ndarray[Any, Any] | None:
    """Memory that is not touched, and so costs none but what is allowed."""
    try:
        return np.empty(SPARE, np.uint8)
    except MemoryError:
        return None


def _no_reference(value: Any) -> Handle:
    raise Unsendable(f"a {type(value).__name__}")


def _text(value: str) -> str:
    """A str of no subclass, which can be encoded."""
    return str.encode(value, "utf-8", "replace").decode()


def _source(raw: np.ndarray[Any, Any]) -> str:
    """The text of a module, which came as bytes: a header has no room for long ones."""
    return raw.tobytes().decode("utf-8", "surrogatepass")


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(BaseException):
            stream.flush()


def _snapshot(value: Any) -> Any:
    """What an argument was, to tell afterwards whether it was changed."""
    if isinstance(value, np.ndarray):
        return value.tobytes("C")
    if isinstance(value, dict):
        return {key: (id(item), _snapshot(item)) for key, item in value.items()}
    if isinstance(value, list):
        return [(id(item), _snapshot(item)) for item in value]
    return None


def _same(before: Any, value: Any) -> bool:
    return bool(before == _snapshot(value))


def _describe(value: Any) -> dict[str, Any]:
    """Kind, parameters and methods of a symbol, by which the judge chooses the form of its calls."""
    is_class = inspect.isclass(value)
    methods = {}
    if is_class:
        members = inspect.getmembers(value, callable)
        methods = {name: _parameters(method, skip=1) for name, method in members if _interesting(name)}
    return {"class": is_class, "parameters": _parameters(value), "methods": methods}


def _interesting(name: str) -> bool:
    return not name.startswith("__") or name == "__call__"


def _parameters(value: Any, skip: int = 0) -> list[list[Any]]:
    """[name, required, kind] of each parameter; empty where Python cannot tell."""
    try:
        parameters = list(inspect.signature(value).parameters.values())[skip:]
    except Exception:  # a signature of the learner's making
        return []
    return [[_text(p.name), p.default is p.empty, p.kind.name] for p in parameters]
