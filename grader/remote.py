"""The learner's code as a check sees it: calls cross the wall, arguments changed in place come back changed."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

import numpy as np

from ..exercises.checking.exercise import Exercise
from ..exercises.checking.nets import Parameters, entries, no_parameter
from ..exercises.checking.outcome import LearnerError
from ..exercises.checking.subject import Evaluations, Manner
from ..exercises.checking.text import Text, sentence
from ..exercises.fault import Fault
from . import forms, modes, remarks
from .channel import Worker
from .collect import LoadPlan
from .forms import Binding, Form, Parameter, Signature, attribute_paths, bind, method_names, signature, synonyms
from .layouts import Layout, layout
from .parameter_paths import Path, parameter_paths
from .worker.frames import Callback, FrameError, Handle, Message, Reader, Unsendable, Writer
from .workers import Workers

NOTHING_TOLD = Signature(True, (), {})
MAX_DEATHS = 2
MAX_FAILED = 40
MAX_REASON = 500
MAX_EVALUATIONS = 1 << 31
BACKWARD = frozenset({"backward", "gradient"})
FORWARD = ("forward", "predict", "loss")


class Result:
    """Stands for the class of an object where a value is asked for: nothing of it can take the value's place."""


@dataclass
class Tries:
    """What a subject noticed on the way, for the record.

    Attributes:
        remarks: how the code was called, where it is not as in the book.
        failed: top level statements that raised: file, line, exception.
        output: what the code printed, capped.
        told: names decided the order of every argument.
        sized: the names of a constructor's parameters are those of sizes.
    """

    remarks: list[Text] = field(default_factory=list)
    failed: list[tuple[str, int, str]] = field(default_factory=list)
    output: str = ""
    told: bool = True
    sized: bool = False


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
        writer = Writer(_no_object)
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
                raise self._unbound(name)

    def _unbound(self, name: str) -> LearnerError:
        """The definition did not run: its own statement, or one before it, raised."""
        reason = self.tries.failed[0][2] if self.tries.failed else "NameError"
        kind, _, message = reason.partition(": ")
        text = sentence("exception", type=kind, message=message or name)
        return LearnerError("error", kind, message, text)

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
        return _class_of(kept.kind)(self, kept, spec)

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
                writer = Writer(_no_object)
                target = {"op": "set", "object": layer.handle.number, "paths": forms.KEPT[name]}
                self._ask({**target, "value": writer.value(array)}, writer)
        return layer

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
            _write_back([*args, *kwargs.values()], reply.get("changed"), reader)
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
            writer = Writer(_no_object)
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


class RemoteObject:
    """An object that stays in the worker: a method is called there, an attribute is sent over."""

    def __init__(self, subject: Remote, handle: Handle, spec: type | None) -> None:
        self._subject = subject
        self.handle = handle
        self._spec = spec
        self._methods: Mapping[str, Any] = {}
        self._again: Callable[[], Any] = lambda: None
        self._by_key: dict[str, Any] = {}
        self.layout = Layout()
        self.declared: Mapping[str, Sequence[str]] = {}
        self._kept_at: dict[str | int, list[Path]] = {}
        self._worker = subject._worker

    def __del__(self) -> None:
        """What nobody here can ask for any more need not be kept: a training loop makes thousands of layers."""
        if self._subject._worker is self._worker:
            self._subject._forgotten.append(self.handle.number)

    def learn(self, found: Signature, again: Callable[[], Any]) -> None:
        """Takes note of what methods the object has, and how to make another one."""
        self._methods = found.methods
        self._again = again

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or self._spec is Result:
            raise AttributeError(name)
        if callable(getattr(self._spec, name, None)):
            return lambda *args, **kwargs: self.layout.run(args, lambda *given: self._method(name, given, kwargs))
        paths = attribute_paths(name)
        reply, reader = self._subject._ask({"op": "get", "object": self.handle.number, "paths": paths})
        self._subject._remark(remarks.of_attribute(name, paths, reply.get("taken")))
        return self.layout.read(self._subject._read(reader, reply))

    def set_parameters(self, values: Parameters) -> None:
        """Writes parameters into the arrays of a network; see `fill`."""
        writer = Writer(_no_object)
        named = entries(values)
        told = [[self._paths(name, place), writer.value(value)] for place, (name, value) in enumerate(named)]
        reply, _ = self._subject._ask({"op": "fill", "object": self.handle.number, "entries": told}, writer)
        taken = reply.get("taken")
        for (name, _), (paths, _), number in zip(named, told, taken if isinstance(taken, list) else (), strict=False):
            if type(number) is not int or not 0 <= number < len(paths):
                raise no_parameter(name)
            self._kept_at[name] = [paths[number]]

    def get_parameters(self, names: Iterable[str]) -> dict[str, Any]:
        """Parameters of a network by name; see `params_of`."""
        found = {}
        for place, name in enumerate(names):
            message = {"op": "get", "object": self.handle.number, "paths": self._paths(name, place)}
            try:
                reply, reader = self._subject._ask(message)
            except LearnerError as error:
                raise (no_parameter(name) if error.type == "AttributeError" else error) from error
            found[name] = self._subject._read(reader, reply)
        return found

    def _paths(self, name: str | int, place: int) -> list[Path]:
        """Where a parameter may be, or where it was found the last time."""
        return self._kept_at.get(name) or parameter_paths(name, place)

    def _method(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        theirs = method_names(name, self._methods)
        book = parameter_names(getattr(self._spec, name))[1:]
        found = self._methods.get(theirs, ())
        self._subject._remark(remarks.of_method(name, theirs))
        if name in self.declared:
            binding = forms.bind_declared(book, found, self.declared[name], len(args))
        else:
            if modes.FLAG in book:
                args, kwargs = self._told_mode(name, args, kwargs, found)
            binding = self._subject.binding(
                self._spec.__name__ if self._spec else "",
                name,
                len(args),
                lambda: bind(book[: len(args)], found, synonyms()["parameters"], swap=False),
            )
            self._subject._remark(remarks.of_order(theirs, book, binding))
        if self._subject._form.container == "list":
            return self._with_lists(theirs, args, binding)
        if self._subject._form.container == "array":
            return self._with_arrays(theirs, args, binding)
        target: Message = {"object": self.handle.number, "paths": [[theirs]]}
        if name in BACKWARD:
            target |= self._counting()
        by_name = forms.renamed(kwargs, found, binding.names, synonyms()["parameters"])

        def call(handed: Sequence[Any]) -> Any:
            placed, only_by_name = arranged(handed, book, binding, found)
            return self._subject._call(target, placed, only_by_name | by_name)

        prefix = self._subject.manner.names if name == "update" else ""
        return _under_other_names(prefix, args, call) if prefix else call(args)

    def _told_mode(
        self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], found: Sequence[Parameter]
    ) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """The arguments in the learner's way to tell the mode."""
        asked = modes.asked(getattr(self._spec, name), args, kwargs)
        if any(one.kind in forms.VARIADIC for one in found):
            return args, kwargs
        taken = modes.parameter(found, len(asked.args))
        if taken is None:
            return (asked.args, asked.kwargs) if self._in_mode(asked.flag) else (args, kwargs)
        word = modes.word(asked.flag, taken.name, (module.source for module in self._subject._plan.modules))
        if word is asked.flag and (asked.given or not taken.required):
            return args, kwargs
        return asked.args, {**asked.kwargs, taken.name: word}

    def _in_mode(self, flag: bool) -> bool:
        """Puts the object into a mode before a call that takes none; whether it knows any."""
        if method := modes.switch(flag, self._methods):
            self._subject._call({"object": self.handle.number, "paths": [[method]]}, (), {})
            self._subject._remark(modes.by_method(method))
            return True
        writer = Writer(_no_object)
        message: Message = {"op": "set", "object": self.handle.number, "paths": [[name] for name in modes.ATTRIBUTES]}
        try:
            reply, _ = self._subject._ask({**message, "value": writer.value(flag)}, writer)
        except LearnerError as error:
            if error.type != "AttributeError":
                raise
            return False
        self._subject._remark(modes.by_attribute(reply.get("taken")))
        return True

    def _counting(self) -> Message:
        """Asks for the evaluations of the forward to be counted; notes that there was a backward where not."""
        if not self._subject.manner.counting:
            self._subject.evaluations.append(Evaluations())
            return {}
        return {"count": sorted({method_names(one, self._methods) for one in FORWARD} & set(self._methods))}

    def _with_lists(self, theirs: str, args: tuple[Any, ...], binding: Binding) -> Any:
        """Dictionaries go over as lists and come back as dictionaries."""
        keys = next((list(arg) for arg in args if isinstance(arg, dict)), [])
        lists = [[arg[key] for key in keys] if isinstance(arg, dict) else arg for arg in args]
        target = {"object": self.handle.number, "paths": [[theirs]]}
        result = self._subject._call(target, arranged(lists, (), binding, ())[0], {})
        for arg, changed in zip(args, lists, strict=True):
            if isinstance(arg, dict):
                arg.update(zip(keys, changed, strict=True))
        if isinstance(result, list | tuple) and len(result) == len(keys):
            return dict(zip(keys, result, strict=True))
        return result

    def _with_arrays(self, theirs: str, args: tuple[Any, ...], binding: Binding) -> None:
        """Dictionaries go over array by array, to an object for each key."""
        trees = [arg for arg in args if isinstance(arg, dict)]
        for key in list(trees[0]) if trees else ():
            if key not in self._by_key:
                self._by_key[key] = self._again() if self._by_key else self
            number = self._by_key[key].handle.number
            arrays = [arg[key] if isinstance(arg, dict) else arg for arg in args]
            target = {"object": number, "paths": [[theirs]]}
            result = self._subject._call(target, arranged(arrays, (), binding, ())[0], {})
            if isinstance(result, np.ndarray) and result.shape == np.shape(trees[0][key]):
                trees[0][key] = result


@lru_cache(maxsize=1024)
def _class_of(kind: str) -> type[RemoteObject]:
    """A class of this name, as a comparison names the type of what it got. One for all objects of it: Python keeps
    books of classes, and ten thousand take it minutes.
    """
    return type(kind if kind.isidentifier() else "object", (RemoteObject,), {})


@cache
def parameter_names(function: Callable[..., Any]) -> list[str]:
    """The parameters of a function or constructor of the reference."""
    return list(inspect.signature(function).parameters)


def arranged(
    args: Sequence[Any], book: Sequence[str], binding: Binding, parameters: Sequence[Parameter]
) -> tuple[list[Any], dict[str, Any]]:
    """The book's positional arguments in the learner's order, and by name those that the learner takes by name only."""
    only = {p.name for p in parameters if p.kind == "KEYWORD_ONLY"}
    named = {i: binding.names[name] for i, name in enumerate(book[: len(args)]) if binding.names.get(name) in only}
    order = [i for i in binding.order if i < len(args)]
    placed = [i for i in range(len(args)) if i not in named]
    places = order if sorted(order) == placed else placed
    return [args[i] for i in places], {theirs: args[i] for i, theirs in named.items()}


def _under_other_names(prefix: str, args: Sequence[Any], call: Callable[[Sequence[Any]], Any]) -> Any:
    """Calls with dictionaries whose keys begin with a prefix, which neither we nor the caller see afterwards."""

    def plain(tree: Mapping[Any, Any]) -> dict[Any, Any]:
        return {key.removeprefix(prefix) if isinstance(key, str) else key: item for key, item in tree.items()}

    handed = [{f"{prefix}{key}": item for key, item in arg.items()} if isinstance(arg, dict) else arg for arg in args]
    result = call(handed)
    for ours, changed in zip(args, handed, strict=True):
        if isinstance(ours, dict):
            _assign(ours, plain(changed))
    return plain(result) if isinstance(result, dict) else result


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


def _no_object(value: Any) -> Handle:
    raise TypeError(value)


def _write_back(handed: Sequence[Any], changed: Any, reader: Reader) -> None:
    """Gives our arguments the changes that the learner's code made to its copies."""
    if not isinstance(changed, list):
        raise FrameError("changes that are none")
    for entry in changed:
        match entry:
            case [int(index), new] if 0 <= index < len(handed):
                _assign(handed[index], reader.value(new))
            case _:
                raise FrameError("a change of an argument that is none")


def _assign(ours: Any, new: Any) -> None:
    if isinstance(ours, np.ndarray) and isinstance(new, np.ndarray) and ours.shape == new.shape:
        np.copyto(ours, new, casting="unsafe")
    elif isinstance(ours, dict) and isinstance(new, dict):
        ours.clear()
        ours.update(new)
    elif isinstance(ours, list) and isinstance(new, list):
        ours[:] = new


def _failed(entries: Any, paths: Collection[str]) -> list[tuple[str, int, str]]:
    """Top level statements that raised: file, line, exception."""
    good = []
    for entry in entries[:MAX_FAILED] if isinstance(entries, list) else ():
        match entry:
            case [str(path), int(line), str(reason)] if path in paths and type(line) is int:
                good.append((path, line, reason[:MAX_REASON]))
    return good
