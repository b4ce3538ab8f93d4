"""From chosen definitions to a load plan: which modules, which of their statements, and what their imports mean."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from .imports import Import, resolve
from .model import Alias, Definition, LoadModule, LoadPlan, Place, Submission
from .places import Key, Places, key_of
from .protecting import protected_source
from .slicing import EVERYTHING, Module, Slice, module_of

_REFLECTIVE = frozenset({"getattr", "vars", "dir"})


def plan(submission: Submission, definitions: Mapping[str, Definition]) -> LoadPlan:
    """What to load for these definitions (asked symbol -> definition), wherever they stand in the submission."""
    planner = _Planner(submission)
    for definition in definitions.values():
        planner.want(key_of(definition.file), {definition.symbol})
    planner.follow()
    symbols = {
        symbol: Place(planner.places.module(key_of(definition.file)), definition.symbol)
        for symbol, definition in definitions.items()
    }
    target = next(iter(symbols.values())).module if symbols else planner.places.module(())
    return LoadPlan(planner.modules(), tuple(sorted(planner.aliases)), target, symbols)


class _Planner:
    """Names wanted of each place, growing until no import asks for more."""

    def __init__(self, submission: Submission) -> None:
        self.submission = submission
        self.places = Places(submission.files, submission.name)
        self.aliases: set[Alias] = set()
        self._wanted: dict[Key, set[str]] = {}
        self._pending: list[Key] = []

    def want(self, key: Key, names: set[str]) -> None:
        """Ask for names of a place; the packages above it are loaded too."""
        for n in range(len(key)):
            self._wanted.setdefault(key[:n], set())
        known = self._wanted.get(key)
        if known is None or not names <= known:
            self._wanted[key] = (known or set()) | names
            self._pending.append(key)

    def follow(self) -> None:
        """Go after every import of what is wanted, until nothing new is asked for."""
        while self._pending:
            key = self._pending.pop()
            if key in self.places.files:
                self._follow(key)

    def modules(self) -> tuple[LoadModule, ...]:
        """All that is wanted, a package before what is in it."""
        return tuple(self._load(key) for key in sorted(self._wanted, key=lambda key: (len(key), key)))

    def _module(self, key: Key) -> Module:
        return module_of(self.submission, self.places.files[key])

    def _follow(self, key: Key) -> None:
        module = self._module(key)
        cut = module.cut(self._wanted[key])
        attributes = {name for n in cut.keep for name in module.attributes[n]}
        for node in (node for n in cut.keep for node in module.imports[n]):
            for found in resolve(node, key, self.places):
                self._note_alias(key, found)
                self.want(found.place, self._names(key, found, cut, attributes))

    def _names(self, key: Key, found: Import, cut: Slice, attributes: set[str]) -> set[str]:
        """What the importing module uses of the place it imports."""
        if found.names is None:
            return set(cut.loose) | (self._wanted[key] & {EVERYTHING})
        if found.names:
            return set(found.names)
        # Of a module imported whole: the attributes that are named, or all where the names may be made up.
        return {EVERYTHING} if cut.needs & _REFLECTIVE else attributes

    def _note_alias(self, key: Key, found: Import) -> None:
        """The asked name and each package above it, as the import system asks for them in turn."""
        importer, asked, place = self.places.module(key), found.asked, found.place
        while asked:
            self.aliases.add(Alias(importer, asked, self.places.module(place)))
            asked, place = asked.rpartition(".")[0], place[:-1]

    def _load(self, key: Key) -> LoadModule:
        name, package = self.places.module(key), self.places.is_package(key)
        file = self.places.files.get(key)
        if file is None:
            return LoadModule(name, "/".join(key), "", package, ())
        module = self._module(key)
        cut = module.cut(self._wanted[key])
        source = protected_source(module, cut, self._star_names(key))
        short, keep = module.without(source, frozenset(cut.keep))
        return LoadModule(name, file.path, short, package, keep)

    def _star_names(self, key: Key) -> Mapping[ast.ImportFrom, set[str]]:
        """For each star import that leads into the submission: the names it brings."""
        found: dict[ast.ImportFrom, set[str]] = {}
        for node, place in self._stars(key):
            found[node] = self._provided(place, {key})
        return found

    def _stars(self, key: Key) -> Iterator[tuple[ast.ImportFrom, Key]]:
        for node in (node for nodes in self._module(key).imports for node in nodes):
            for each in resolve(node, key, self.places):
                if each.names is None and isinstance(node, ast.ImportFrom):
                    yield node, each.place

    def _provided(self, key: Key, seen: set[Key]) -> set[str]:
        """The names a module has, its own and those of its star imports."""
        if key in seen or key not in self.places.files:
            return set()
        inner = [self._provided(place, seen | {key}) for _, place in self._stars(key)]
        return set(self._module(key).bound).union(*inner)
