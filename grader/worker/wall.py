"""The wall around a worker: five layers, put up after the fork and before any learner code is read.

`prepare` does once, in the process that workers are forked from, what takes time; `enter` does the rest in each
worker. A layer that this machine does not have is off, and says why. A layer that it has and that fails to come up
raises, and the worker is to end: there is no half a wall.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from . import bpf, confine, environment, landlock, owner, process, seccomp
from . import limits as resources
from .environment import installed_copies, python_paths
from .limits import Limits
from .native import WallError

__all__ = [
    "LAYERS",
    "Layer",
    "Limits",
    "Prepared",
    "WallError",
    "available",
    "enter",
    "installed_copies",
    "prepare",
    "python_paths",
]

LAYERS = ("process", "rlimits", "landlock", "seccomp", "environment")
Layer = tuple[str, bool, str]

_OFFERED = {
    "process": "own session, no inherited descriptors, no privileges",
    "rlimits": "CPU, memory, files, descriptors",
    "seccomp": "allow-list of system calls",
    "environment": "few variables, own folder",
}


@dataclass(frozen=True)
class Prepared:
    """What every worker of one parent shares."""

    parent: int
    tasks: int  # how many processes and threads the user of a worker may have; 0 where nobody counts
    why_not: Mapping[str, str]  # the layers that are off
    left: tuple[str, ...] = ()  # what the process that workers are forked from has left behind
    own_user: bool = False
    reads_all: bool = True
    files: confine.Files | None = None
    program: bpf.Program | None = field(default=None, repr=False)

    def on(self, layer: str) -> bool:
        """Whether this layer was promised."""
        return layer not in self.why_not


def available() -> tuple[Layer, ...]:
    """The layers that this machine offers, asked without confining who asks."""
    return tuple((layer, not reason, reason or _detail(layer)) for layer, reason in _reasons().items())


def prepare(
    readable: Sequence[str],
    hidden: Sequence[str],
    writable_root: str,
    off: frozenset[str] = frozenset(),
    left: tuple[str, ...] = (),
) -> Prepared:
    """Make ready what all workers share: a filter, and a ruleset on which `hidden` is cut out of `readable`.

    `off` takes layers away by name. It is for tests, which show with it what each layer stops. `left` is what
    this process has left behind for good (`apart.leave`).
    """
    if unknown := off.difference(LAYERS):
        raise ValueError(f"no such layer: {', '.join(sorted(unknown))}")
    reasons = {**_reasons(), **dict.fromkeys(off, "switched off")}
    missing = {layer: reason for layer, reason in reasons.items() if reason}
    confine.list_for_imports()
    own_user = "process" not in missing and owner.can_change(writable_root)
    return Prepared(
        parent=os.getpid(),
        tasks=0 if "rlimits" in missing else _tasks(own_user),
        why_not=missing,
        left=left,
        own_user=own_user,
        reads_all=not (own_user and owner.open_to_all(readable, writable_root)),
        files=None if "landlock" in missing else confine.prepare(readable, hidden, writable_root),
        program=None if "seccomp" in missing else seccomp.build(),
    )


def enter(prepared: Prepared, scratch: str, limits: Limits, keep_fds: Iterable[int] = ()) -> tuple[Layer, ...]:
    """Put the wall around this process, for good. Raises `WallError` where a promised layer does not come up.

    The order is what each layer still needs: /proc before the files close, and all the rest before the filter
    forbids the calls that put it up.
    """
    files = prepared.files
    kept = [*keep_fds, *(files.handles if files else ())]
    steps: dict[str, Callable[[], str]] = {
        "environment": lambda: environment.apply(scratch),
        "process": lambda: ", ".join(
            [process.apply(kept, scratch, prepared.own_user, prepared.reads_all), *prepared.left]
        ),
        "rlimits": lambda: resources.apply(limits, prepared.tasks),
        "landlock": lambda: confine.enter(files, scratch) if files else "",
        "seccomp": lambda: _filter(prepared.program),
    }
    _still_watched(prepared.parent)
    os.chdir(scratch)
    details = {layer: _up(layer, step) for layer, step in steps.items() if prepared.on(layer)}
    return tuple((layer, prepared.on(layer), details.get(layer) or prepared.why_not[layer]) for layer in LAYERS)


def _tasks(own_user: bool) -> int:
    """How many tasks the user of a worker may have: of a user of its own a few, of everybody's a few more than now."""
    if own_user:
        return owner.THREADS
    return resources.tasks_of_user() + resources.SPARE_THREADS if owner.is_counted() else 0


def _up(layer: str, step: Callable[[], str]) -> str:
    try:
        return step()
    except Exception as error:
        raise WallError(f"{layer}: {error}") from error


def _filter(program: bpf.Program | None) -> str:
    assert program is not None, "the layer is on"
    seccomp.install(program)
    return f"allow-list of system calls, {len(program.code) // 8} steps"


def _still_watched(parent: int) -> None:
    """A parent that died before this process asked to die with it would leave it alone in the world."""
    if os.getpid() != parent and os.getppid() != parent:
        raise WallError("the process that started this worker is gone")


def _reasons() -> dict[str, str]:
    """Each layer, and why this machine does not have it; nothing where it does."""
    return {
        "process": process.why_not(),
        "rlimits": resources.why_not(),
        "landlock": landlock.why_not(),
        "seccomp": seccomp.why_not(),
        "environment": "",  # everywhere
    }


def _detail(layer: str) -> str:
    return confine.describe(landlock.abi()) if layer == "landlock" else _OFFERED[layer]
