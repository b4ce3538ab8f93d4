"""A yard with a wall around it: the files an attack goes for, and a way to run a function as a worker would.

Without pytest, so that the table of layers is made with it, too.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import json
import os
import pathlib
import platform
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from dlgrade.grader.worker import apart, wall

ALL = frozenset(wall.LAYERS)
STRANGER = 64123  # a user whom no machine has
SHUT = {errno.EPERM, errno.EACCES, errno.ENOSYS, errno.EXDEV}
SHUT |= {errno.ENOENT, errno.EBUSY, errno.EROFS, errno.ENETUNREACH}  # of what namespaces cover and leave behind
FILES = {
    "site/answers/__init__.py": "SECRET = 42",
    "site/honest/__init__.py": "OPEN = 1",
    "learners/me/impl.py": "x = 1",
    "learners/other/impl.py": "x = 2",
    "home/.netrc": "password",
    "scratches/own/": "",
    "scratches/other/left.txt": "work",
    "outside/thesis.txt": "years",
}


def call(x86: int, arm: int, *arguments: int | bytes) -> int:
    """A raw system call by its number on x86-64 and on aarch64, its errors as `OSError`."""
    library = ctypes.CDLL(None, use_errno=True)
    wide = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    result = int(library.syscall(x86 if platform.machine() == "x86_64" else arm, *wide))
    if result < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return result


@dataclass(frozen=True)
class Result:
    """How a function in a worker ended: with a value, an exception or a signal."""

    value: Any = None
    error: str = ""
    number: int = 0
    text: str = ""
    died: int = 0
    layers: Any = ()

    @property
    def through(self) -> bool:
        return not self.error and not self.died

    @property
    def refused(self) -> bool:
        return self.number in SHUT or self.error == "ModuleNotFoundError"


@dataclass(frozen=True)
class Yard:
    """What lies where. The mode of every file lets everybody in: only the wall keeps out."""

    top: pathlib.Path

    def __getattr__(self, name: str) -> pathlib.Path:
        return self.top / name

    @property
    def hidden(self) -> list[str]:
        return [str(self.site / "answers"), str(self.learners / "other")]

    @property
    def readable(self) -> list[str]:
        return [*wall.python_paths(), str(self.site), str(self.learners / "me")]


@dataclass(frozen=True)
class Technique:
    """A way out that an attacker tries, and what is known of it.

    Args:
        act: raises OSError where it is refused; `yard` and `victim` are handed to who names them.
        by: layers of which each stops it alone.
        root: further ones that do so where root judges, whose workers are users of their own.
        also: layers that may stop it too, in part, for some users or on some machines.
        free: who gets through where there is no wall: anyone, root, or whom the machine's kernel lets.
    """

    act: Callable[..., Any]
    args: tuple[Any, ...] = ()
    by: tuple[str, ...] = ("seccomp",)
    root: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    free: str = "anyone"
    name: str = ""

    @property
    def title(self) -> str:
        """What it is called in a list."""
        return self.name or " ".join([self.act.__name__.replace("_", " "), *map(str, self.args)])


@contextlib.contextmanager
def laid_out() -> Iterator[Yard]:
    """A yard for a while, with a folder of it on the path."""
    top = pathlib.Path(os.path.realpath(tempfile.mkdtemp(prefix="yard")))
    furnish(top)
    sys.path.insert(0, str(top / "site"))  # a folder on the path is one that Python may list
    try:
        yield Yard(top)
    finally:
        sys.path.remove(str(top / "site"))
        shutil.rmtree(top)


def behind(
    yard: Yard, who: str, attack: Callable[..., Any], *args: Any, off: frozenset[str] = frozenset(), **limits: int
) -> Result:
    """Run a function behind the wall, in a fork, and say how it ended."""
    furnish(yard.top)
    prepared = None if who == "stranger" else wall.prepare(yard.readable, yard.hidden, str(yard.scratches), off)
    (reader, writer), leash = os.pipe(), os.pipe()
    child = _fork()
    if child == 0:
        os.close(reader)
        _end(writer, lambda: _inside(prepared, yard, who, off, limits, writer, leash, attack, args))
    os.close(writer)
    os.close(leash[0])
    result = _answer(reader, child)
    os.close(leash[1])
    for handle in prepared.files.handles if prepared and prepared.files else ():
        os.close(handle)
    return result


def furnish(top: pathlib.Path) -> None:
    """Put everything in its place, as at the start: attacks that get through leave their marks."""
    shutil.rmtree(top / "scratches", ignore_errors=True)
    for name, text in FILES.items():
        path = top / name
        (path if name.endswith("/") else path.parent).mkdir(parents=True, exist_ok=True)
        if not name.endswith("/"):
            path.write_text(text)
    for path in [top, *top.rglob("*")]:
        path.chmod(0o777 if path.is_dir() else 0o666)


def _fork() -> int:
    with warnings.catch_warnings():  # from 3.12 on: numpy has threads here. A worker's parent has one BLAS thread.
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _end(writer: int, inside: Callable[[], dict[str, Any]]) -> None:
    """Never come back into pytest."""
    try:
        try:
            answer = inside()
        except BaseException as error:
            number = error.errno if isinstance(error, OSError) else 0
            answer = {"error": type(error).__name__, "number": number, "text": traceback.format_exc()}
        os.write(writer, json.dumps(answer).encode())
    finally:
        os._exit(0)


def _inside(
    prepared: wall.Prepared | None,
    yard: Yard,
    who: str,
    off: frozenset[str],
    limits: dict[str, int],
    writer: int,
    leash: tuple[int, int],
    attack: Callable[..., Any],
    args: tuple[Any, ...],
) -> dict[str, Any]:
    if who == "stranger":
        become_stranger()
    victim = _victim(writer, leash)
    if "process" not in off:
        apart.leave(yard.hidden, yard.readable, str(yard.scratches))
    prepared = prepared or wall.prepare(yard.readable, yard.hidden, str(yard.scratches), off)
    layers = wall.enter(prepared, str(yard.scratches / "own"), wall.Limits(**limits), [writer])
    wanted = {"yard": yard, "victim": victim}
    told = [wanted[name] for name in attack.__code__.co_varnames[: attack.__code__.co_argcount] if name in wanted]
    return {"value": attack(*told, *args), "layers": layers}


def _answer(reader: int, child: int) -> Result:
    data, deadline = b"", time.monotonic() + 60
    while select.select([reader], [], [], max(0.0, deadline - time.monotonic()))[0]:
        if not (piece := os.read(reader, 65536)):
            break
        data += piece
    else:
        os.kill(child, signal.SIGKILL)
    os.close(reader)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return Result(died=os.WTERMSIG(status))
    return Result(**json.loads(data))


def _victim(writer: int, leash: tuple[int, int]) -> int:
    """A process of the same user that does nothing, can be attacked, and ends when the test lets go of the leash."""
    victim = _fork()
    if victim == 0:
        os.close(writer)
        os.close(leash[1])
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.read(leash[0], 1)
        os._exit(0)
    for end in leash:
        os.close(end)
    return victim


def become_stranger() -> None:
    """Be an ordinary user from now on, to whom the interpreter is open."""
    if not _reachable(sys.base_prefix):
        _open_the_way(sys.base_prefix)
    os.setgroups([])
    os.setgid(STRANGER)
    os.setuid(STRANGER)
    ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # as after an exec, which is how a user's process starts


def _reachable(path: str) -> bool:
    return all(parent.stat().st_mode & 0o001 for parent in [pathlib.Path(path), *pathlib.Path(path).parents])


def _open_the_way(path: str) -> None:
    """In this process alone, lay the interpreter open where it lives in a home that is shut to others."""
    shut = next(p for p in reversed(pathlib.Path(path).parents) if not p.stat().st_mode & 0o001)
    library = ctypes.CDLL(None, use_errno=True)
    new_namespace, bind, private = 0x20000, 0x1000, 0x44000

    def must(result: int) -> None:
        if result:
            raise OSError(ctypes.get_errno(), "the way to the interpreter cannot be opened")

    must(library.unshare(new_namespace))
    must(library.mount(b"none", b"/", None, private, None))
    handle = os.open(path, os.O_PATH)
    must(library.mount(b"none", bytes(shut), b"tmpfs", 0, b"mode=755"))
    pathlib.Path(path).mkdir(parents=True)
    must(library.mount(b"/proc/self/fd/%d" % handle, path.encode(), None, bind, None))
    os.close(handle)
