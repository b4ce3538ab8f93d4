"""An object of the learner's as a check sees it: it stays in the worker, methods are called there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from ..exercises.checking.nets import Parameters, entries, no_parameter
from ..exercises.checking.outcome import LearnerError
from ..exercises.checking.subject import Evaluations
from . import forms, modes, remarks
from .forms import Binding, Parameter, Signature, attribute_paths, bind, method_names, synonyms
from .handing import arranged, parameter_names, under_other_names
from .layouts import Layout
from .parameter_paths import Path, parameter_paths
from .worker.frames import Handle, Message, Writer

if TYPE_CHECKING:
    from .remote import Remote

BACKWARD = frozenset({"backward", "gradient"})
FORWARD = ("forward", "predict", "loss")


class Result:
    """Stands for the class of an object where a value is asked for: nothing of it can take the value's place."""


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
        writer = Writer(no_object)
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
            result = self._subject._call(target, placed, only_by_name | by_name)
            self._subject.note_result(theirs, getattr(self._spec, name), result)
            return result

        prefix = self._subject.manner.names if name == "update" else ""
        return under_other_names(prefix, args, call) if prefix else call(args)

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
        writer = Writer(no_object)
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
def class_of(kind: str) -> type[RemoteObject]:
    """A class of this name, as a comparison names the type of what it got. One for all objects of it: Python keeps
    books of classes, and ten thousand take it minutes.
    """
    return type(kind if kind.isidentifier() else "object", (RemoteObject,), {})


def no_object(value: Any) -> Handle:
    raise TypeError(value)
