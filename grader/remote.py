"""The learner's code as a check sees it: calls cross the wall, arguments changed in place come back changed."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..exercises.checking.exercise import Exercise
from ..exercises.checking.outcome import LearnerError
from ..exercises.checking.subject import Evaluations, Manner
from ..exercises.checking.text import Text, exception, sentence
from ..exercises.fault import Fault
from . import forms, remarks
from .channel import Worker
from .collect import LoadPlan
from .forms import Binding, Form, Parameter, Signature, bind, signature, synonyms
from .handing import arranged, parameter_names, write_back
from .layouts import layout
from .remote_object import RemoteObject, Result, class_of, no_object
from .worker.frames import Callback, FrameError, Handle, Message, Reader, Unsendable, Writer
from .workers import Workers

NOTHING_TOLD = Signature(True, (), {})
MAX_DEATHS = 2
MAX_FAILED = 40
MAX_REASON = 500
MAX_EVALUATIONS = 1 << 31


@dataclass
class Tries:
    """What a subject noticed on the way, for the record.

    Attributes:
        remarks: how the code was called, where it is not as in the book.
        failed: top level statements that raised: file, line, exception.
        output: what the code printed, capped.
        told: names decided the order of every argument.
        sized: the names of a constructor's parameters are those of sizes.
        no_value: the first function that gave back neither array nor number where the book's does, and what it gave.
    """

    remarks: list[Text] = field(default_factory=list)
    failed: list[tuple[str, int, str]] = field(default_factory=list)
    output: str = ""
    told: bool = True
    sized: bool = False
    no_value: tuple[str, str] | None = None


class Remote:
    """One exercise of a learner, called in one form. A worker that dies is replaced, twice at most.

    Args:
        workers: hands out workers.
        exercise: the exercise.
        plan: what a worker is to load.
        form: how to call.

    Attributes:
        asked: calls so far.
        manner: how the calls from now on are made.
        evaluations: of the forward within the calls of a backward; empty while they are not counted.
    """

    def __init__(self, workers: Workers, exercise: Exercise, plan: LoadPlan, form: Form) -> None:
        self._workers = workers
        self._exercise = exercise
        self._plan = plan
        self._form = form
        self._worker: Worker | None = None
        self._signatures: dict[str, Signature] = {}
        self._bindings: dict[tuple[str, str, int], Binding] = {}
        self._seed: int | None = None
        self._deaths: list[LearnerError] = []
        self._unbound: LearnerError | None = None
        self._generators: dict[int, tuple[np.random.Generator, RemoteObject]] = {}
        self._forgotten: list[int] = []
        self.tries = Tries()
        self.asked = 0
        self.manner = Manner()
        self.evaluations: list[Evaluations] = []

    def __getattr__(self, symbol: str) -> Any:
        if symbol in self._exercise.given:
            return lambda *args, **kwargs: self._make(symbol, args, kwargs, self._exercise.given[symbol], NOTHING_TOLD)
        if symbol.startswith("_") or symbol not in self._exercise.symbols:
            raise AttributeError(symbol)
        if symbol not in self._plan.symbols:
            raise _missing(symbol, self._exercise)
        return lambda *args, **kwargs: self._construct(symbol, args, kwargs)

    def parameters(self, symbol: str) -> frozenset[str]:
        """Names of the parameters of the learner's function or constructor."""
        if not self._signatures:
            try:
                self._alive()
            except LearnerError:
                return frozenset()
        found = self._signatures.get(symbol)
        return frozenset(p.name for p in found.parameters) if found else frozenset()

    def begin(self, seed: int) -> None:
        """Has the next request seed the worker, before a check; a dead worker is replaced first.

        Raises:
            LearnerError: workers died twice already, or the code could not be loaded.
        """
        self._alive()
        self._generators.clear()
        self.evaluations.clear()
        self._seed = seed

    def close(self) -> None:
        """Ends the worker and keeps what the code printed."""
        if self._worker:
            self._worker.end()
            self.tries.output += self._worker.output()
            self._worker = None

    def _alive(self) -> Worker:
        if self._unbound:
            raise self._unbound
        if self._worker and self._worker.ending is None:
            return self._worker
        self.close()
        if len(self._deaths) >= MAX_DEATHS:
            raise self._deaths[-1]
        self._worker = self._workers.start(self._exercise.cpu_seconds)
        self._forgotten.clear()
        self._load()
        return self._worker

    def _load(self) -> None:
        plan = self._plan
        writer = Writer(no_object)
        modules = [
            [m.name, m.path, writer.value(_bytes(m.source)), m.package, None if m.keep is None else list(m.keep)]
            for m in plan.modules
        ]
        aliases = [list(alias) for alias in plan.aliases]
        symbols = {name: list(place) for name, place in plan.symbols.items()}
        reply, _ = self._ask({"op": "load", "modules": modules, "aliases": aliases, "symbols": symbols}, writer)
        described = reply.get("symbols")
        described = described if isinstance(described, dict) else {}
        self._signatures = {name: signature(described.get(name)) for name in plan.symbols}
        self.tries.failed = _failed(reply.get("failed"), {module.path for module in plan.modules})
        for name in plan.symbols:
            if name not in described:
                self._unbound = self._not_run(name)
                raise self._unbound

    def _not_run(self, name: str) -> LearnerError:
        """The definition did not run: its own statement raised, or one before it that was to bind what it names."""
        place, failed = self._plan.symbols[name], self.tries.failed
        lines = {module.path: module.source.split("\n") for module in self._plan.modules}
        own = [reason for path, line, reason in failed if place.attribute in "".join(lines[path][line - 1 : line])]
        own = [reason for reason in own if not reason.startswith("NameError")]
        reason = next(iter([*own, *(reason for _, _, reason in failed)]), "NameError")
        kind, _, message = reason.partition(": ")
        return LearnerError("error", kind, message, exception(kind, message or name))

    def _ask(
        self,
        message: Message,
        writer: Writer | None = None,
        callbacks: Sequence[Callable[..., Any]] = (),
        spec: type | None = None,
    ) -> tuple[Message, Reader]:
        assert self._worker is not None
        self.asked += 1
        if self._forgotten:
            message, self._forgotten = {**message, "forgotten": self._forgotten}, []
        if self._seed is not None:
            message, self._seed = {**message, "seed": self._seed}, None
        try:
            return self._worker.request(message, writer, lambda kept: self._object(kept, spec), callbacks)
        except LearnerError as error:
            if self._worker.ending is not None:
                self._deaths.append(error)
            raise
        except (Fault, Unsendable):
            raise
        except Exception as error:  # of ours: not to be taken for a fault of what the learner returned
            raise Fault(f"{type(error).__name__}: {error}") from error

    def _object(self, kept: Handle | Callback, spec: type | None) -> RemoteObject:
        if isinstance(kept, Callback):
            raise FrameError("a function that is not ours")
        return class_of(kept.kind)(self, kept, spec)

    def _construct(self, symbol: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        names = parameter_names(self._exercise.reference[symbol])
        turned = layout(self._exercise.symbols[symbol], self._form.declared)
        made = turned.make(names, args, lambda *handed: self._made(symbol, handed, kwargs))
        if isinstance(made, RemoteObject):
            made.layout, made.declared = turned, self._said(symbol)
        return made

    def _said(self, symbol: str) -> Mapping[str, Sequence[str]]:
        """Orders of arguments that are declared for a symbol, by method."""
        return self._form.declared[symbol].arguments if symbol in self._form.declared else {}

    def _made(self, symbol: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        book = self._exercise.reference[symbol]
        names = parameter_names(book)
        found = self._signatures.get(symbol, Signature(False, (), {}))
        also = {**synonyms()["parameters"], **self._exercise.symbols[symbol].parameters}
        every = self._bound(symbol, names, len(names), found.parameters, also)
        kwargs = forms.gathered(kwargs, found.parameters)
        kwargs = {every.names.get(name, name): value for name, value in kwargs.items()}
        spec = book if inspect.isclass(book) else Result
        axes = forms.sizes(found.parameters) if found.is_class and args else ()
        self.tries.sized = self.tries.sized or bool(axes)
        if spec is not Result and symbol not in self._form.declared:
            self._remark(remarks.of_form(symbol, self._form))
        if axes and self._form.sized:
            return self._with_sizes(symbol, axes, dict(zip(names, args, strict=False)), spec, found)
        binding = self._bound(symbol, names, max(len(args), 1), found.parameters, also)
        if not binding.told and len(args) == 2:
            self.tries.told = False
        if "" not in self._said(symbol):
            self._remark(remarks.of_order(symbol, names, binding))
        placed, by_name = arranged(args, names, binding, found.parameters)
        return self._make(symbol, placed, {**by_name, **kwargs}, spec, found)

    def _bound(
        self, symbol: str, names: Sequence[str], given: int, found: Sequence[Parameter], also: Mapping[str, Any]
    ) -> Binding:
        """Which of the learner's parameters each of the first arguments is: as declared, else by name and place."""
        said = self._said(symbol).get("")

        def bound() -> Binding:
            if said is not None:
                return forms.bind_declared(names, found, said, given)
            return bind(names[:given], found, also, self._form.swapped)

        return self.binding(symbol, "", given, bound)

    def binding(self, symbol: str, method: str, given: int, make: Callable[[], Binding]) -> Binding:
        """How arguments are bound, found out once for each number of them."""
        key = symbol, method, given
        if key not in self._bindings:
            self._bindings[key] = make()
        return self._bindings[key]

    def _make(self, symbol: str, args: Sequence[Any], kwargs: Mapping[str, Any], spec: type, found: Signature) -> Any:
        result = self._call({"symbol": symbol}, args, kwargs, spec)
        if spec is Result:
            self.note_result(symbol, self._exercise.reference[symbol], result)
        if isinstance(result, RemoteObject):
            result.learn(found, lambda: self._make(symbol, args, kwargs, spec, found))
        return result

    def _with_sizes(
        self, symbol: str, axes: Sequence[int], arrays: Mapping[str, Any], spec: type, found: Signature
    ) -> Any:
        """A layer that is made with the sizes of its weights, and is then given its arrays."""
        weights = next((np.shape(array) for array in arrays.values() if np.ndim(array) == 2), (1, 1))
        layer = self._make(symbol, [weights[axis] for axis in axes], {}, spec, found)
        for name, array in arrays.items():
            if isinstance(layer, RemoteObject) and name in forms.KEPT:
                writer = Writer(no_object)
                target = {"op": "set", "object": layer.handle.number, "paths": forms.KEPT[name]}
                self._ask({**target, "value": writer.value(array)}, writer)
        return layer

    def note_result(self, name: str, book: Any, result: Any) -> None:
        """Keeps what came back in the place of a value: nothing, or an object such as a generator."""
        odd = result is None or isinstance(result, RemoteObject)
        if odd and not self.tries.no_value and getattr(book, "__annotations__", {}).get("return", "None") != "None":
            self.tries.no_value = name, "None" if result is None else type(result).__name__

    def _remark(self, text: Text | None) -> None:
        if text and text not in self.tries.remarks:
            self.tries.remarks.append(text)

    def _call(
        self,
        target: Message,
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
        spec: type = Result,
    ) -> Any:
        callbacks: list[Callable[..., Any]] = []
        writer = Writer(lambda value: self._refer(value, callbacks))
        message: Message = {"op": "call", **target, "args": [writer.value(item) for item in args]}
        message["kwargs"] = {name: writer.value(item) for name, item in kwargs.items()}
        if self.manner.apart:
            message["apart"] = True
        reply, reader = self._ask(message, writer, callbacks, spec)
        if "count" in target:
            self.evaluations.append(_evaluations(reply.get("evaluations")))
        try:
            result = reader.value(reply.get("result"))
            write_back([*args, *kwargs.values()], reply.get("changed"), reader)
        except FrameError as error:
            raise self._broken(error) from error
        return result

    def _refer(self, value: Any, callbacks: list[Callable[..., Any]]) -> Handle | Callback:
        """Stands for what a check hands in that is no plain value."""
        if isinstance(value, np.random.Generator):
            return self._twin(value)
        if isinstance(value, RemoteObject):
            return value.handle
        if callable(value):
            callbacks.append(value)
            return Callback(len(callbacks) - 1)
        raise TypeError(f"a check handed in a {type(value).__name__}")

    def _twin(self, generator: np.random.Generator) -> Handle:
        """The generator of the worker that draws in the place of one of ours, the same at each call of a check."""
        if id(generator) not in self._generators:
            writer = Writer(no_object)
            state = writer.value(generator.bit_generator.state)
            reply, reader = self._ask({"op": "generator", "state": state}, writer)
            twin = self._read(reader, reply)
            if not isinstance(twin, RemoteObject):
                raise self._broken(FrameError("no generator"))
            self._generators[id(generator)] = generator, twin
        return self._generators[id(generator)][1].handle

    def _read(self, reader: Reader, reply: Message) -> Any:
        """The result of a reply."""
        try:
            return reader.value(reply.get("result"))
        except FrameError as error:
            raise self._broken(error) from error

    def _broken(self, error: FrameError) -> LearnerError:
        if self._worker:
            self._worker.end()
        failure = LearnerError("refused", "refused", str(error), sentence("refused", reason=str(error)))
        self._deaths.append(failure)
        return failure


def _evaluations(reply: Any) -> Evaluations:
    """What a worker counted; nothing where it does not tell."""
    match reply:
        case [int(), int(), int()] if all(0 <= count < MAX_EVALUATIONS for count in reply):
            return Evaluations(*reply)
    return Evaluations()


def _missing(symbol: str, exercise: Exercise) -> LearnerError:
    text = sentence("missing", symbol=symbol, skeleton=f"dlgrade init DIR {exercise.id}")
    return LearnerError("error", "missing", symbol, text)


def _bytes(source: str) -> np.ndarray[Any, Any]:
    return np.frombuffer(source.encode("utf-8", "surrogatepass"), np.uint8)


def _failed(entries: Any, paths: Collection[str]) -> list[tuple[str, int, str]]:
    """Top level statements that raised: file, line, exception."""
    good = []
    for entry in entries[:MAX_FAILED] if isinstance(entries, list) else ():
        match entry:
            case [str(path), int(line), str(reason)] if path in paths and type(line) is int:
                good.append((path, line, reason[:MAX_REASON]))
    return good
