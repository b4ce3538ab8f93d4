"""Landlock put to use: the two rulesets of a worker, the long one of all and the short one of its own."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Sequence
from dataclasses import dataclass

from . import landlock
from .cut import below, cut, outermost, real
from .landlock import Place
from .native import WallError

_NOWHERE = "/dev/null"


@dataclass(frozen=True)
class Files:
    """The long ruleset, and what the short one is made of."""

    version: int
    ruleset: int
    readable: tuple[Place, ...]
    writable_root: str

    @property
    def handles(self) -> tuple[int, ...]:
        """The descriptors that a worker needs until it is confined."""
        return (self.ruleset, *(place.handle for place in self.readable))


def prepare(readable: Sequence[str], hidden: Sequence[str], writable_root: str) -> Files:
    """Make the long ruleset: readable but for what is hidden, and the folder that holds all scratch folders."""
    version = landlock.abi()
    ruleset = landlock.create(version, network=True)
    tops = real(readable)
    # A folder that was cut open may not be listed, or the names of what is hidden in it would show. The import system
    # does list the folders of `sys.path`; `list_for_imports` has it do so before the wall is up.
    whole, _ = cut(tops, real(hidden))
    wanted = [(path, landlock.READ) for path in whole]
    wanted += [(writable_root, landlock.WRITE), (_NOWHERE, landlock.WRITE_ONLY)]
    for path, access in wanted:
        if place := landlock.place(path, access):
            landlock.allow(ruleset, [place], version)
            os.close(place.handle)  # the ruleset holds the folder itself
    places = [landlock.place(path, landlock.READ) for path in outermost(tops)]
    places.append(landlock.place(_NOWHERE, landlock.WRITE_ONLY))
    return Files(version, ruleset, tuple(place for place in places if place), writable_root)


def list_for_imports() -> None:
    """Has the import system list each folder of `sys.path` now; the lists serve as long as no folder changes."""
    importlib.util.find_spec("no_module_has_this_name")


def enter(files: Files, scratch: str) -> str:
    """Put both rulesets on this process; the answer says what is in force."""
    own = landlock.place(scratch, landlock.WRITE)
    if own is None or not below(scratch, files.writable_root):
        raise WallError(f"the scratch folder {scratch} is not one of {files.writable_root}")
    short = landlock.create(files.version, network=False)
    landlock.allow(short, (*files.readable, own), files.version)
    landlock.restrict(files.ruleset, files.version)
    landlock.restrict(short, files.version)
    for handle in (*files.handles, own.handle, short):
        os.close(handle)
    return describe(files.version)


def describe(version: int) -> str:
    """What a version of Landlock holds back."""
    also = [text for since, text in ((4, "TCP"), (6, "signals and abstract sockets")) if version >= since]
    return ", ".join([f"version {version}: files", *also])
