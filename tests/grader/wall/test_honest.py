"""What an honest exercise does goes on working behind the wall."""

from __future__ import annotations

import ctypes
import datetime
import importlib
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import zoneinfo
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest

Confined = Callable[..., Any]


def threads() -> int:
    with ThreadPoolExecutor(8) as pool:
        return sum(pool.map(lambda n: n * n, range(100)))


def locks() -> bool:
    event = threading.Event()
    threading.Timer(0.01, event.set).start()
    return event.wait(5)


def matrices() -> list[float]:
    a = np.random.default_rng(0).normal(size=(200, 200))
    u, s, v = np.linalg.svd(a @ a.T)
    return [float(np.abs(u * s @ v - a @ a.T).max()), float(np.abs(np.fft.ifft2(np.fft.fft2(a)) - a).max())]


def saved_array() -> float:
    np.savez_compressed("saved.npz", a=np.arange(10.0))
    return float(np.load("saved.npz")["a"].sum())


def late_imports() -> list[str]:
    names = ["csv", "statistics", "sqlite3", "decimal", "fractions", "xml.dom.minidom", "lzma", "asyncio", "colorsys"]
    names += ["numpy.polynomial", "numpy.testing", "multiprocessing", "unittest", "this_is_not_there"]
    return [name for name in names if not _imports(name)]


def _imports(name: str) -> bool:
    for known in [m for m in sys.modules if m == name or m.startswith(f"{name}.")]:
        del sys.modules[known]
    importlib.invalidate_caches()
    try:
        importlib.import_module(name)
    except ModuleNotFoundError:
        return False
    return True


def site_import() -> str:
    importlib.invalidate_caches()
    for name in [m for m in sys.modules if m.split(".")[0] == "click"]:
        del sys.modules[name]
    return importlib.import_module("click").__name__


def large_file() -> int:
    """NumPy reserves the room of a large file with a call that is refused, and writes it all the same."""
    np.zeros(2 << 20).tofile("large")
    size = pathlib.Path("large").stat().st_size
    pathlib.Path("large").unlink()
    return size


def waits_for_a_pipe() -> str:
    """As a learner's code imports it in the worker: without the call it would like best it takes another."""
    sys.modules.pop("selectors", None)
    selectors = importlib.import_module("selectors")
    reader, writer = os.pipe()
    with selectors.DefaultSelector() as selector:
        selector.register(reader, selectors.EVENT_READ)
        os.write(writer, b"x")
        return os.read(selector.select(5)[0][0].fd, 1).decode()


def temporary_files() -> list[bool]:
    with tempfile.TemporaryDirectory() as folder, tempfile.NamedTemporaryFile("w") as file:
        file.write("text")
        shutil.copyfile(file.name, pathlib.Path(folder, "copy"))
        return [folder.startswith(os.environ["TMPDIR"]), pathlib.Path(folder, "copy").exists()]


def clocks() -> list[Any]:
    start = time.monotonic()
    time.sleep(0.01)
    tokyo = datetime.datetime(2024, 1, 1, tzinfo=zoneinfo.ZoneInfo("Asia/Tokyo"))
    return [time.monotonic() - start >= 0.01, str(tokyo.utcoffset()), time.localtime().tm_year > 2000]


def chance() -> list[Any]:
    return [0 <= random.random() < 1, len(os.urandom(8)), float(np.random.default_rng().normal()) != 0]


def home() -> list[Any]:
    folder = pathlib.Path(os.environ["HOME"])
    return [folder == pathlib.Path.cwd(), os.environ["PATH"], [path.name for path in folder.iterdir()]]


def callback() -> list[int]:
    numbers = (ctypes.c_int * 3)(3, 1, 2)
    compare = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_int), ctypes.POINTER(ctypes.c_int))
    ctypes.CDLL(None).qsort(numbers, 3, 4, compare(lambda a, b: a[0] - b[0]))
    return list(numbers)


def terminal() -> list[Any]:
    return [os.isatty(0), shutil.get_terminal_size().columns > 0, os.cpu_count() is None or os.cpu_count() > 0]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        (threads, 328350),
        (locks, True),
        (saved_array, 45.0),
        (late_imports, ["this_is_not_there"]),
        (site_import, "click"),
        (temporary_files, [True, True]),
        (large_file, 16 << 20),
        (waits_for_a_pipe, "x"),
        (clocks, [True, "9:00:00", True]),
        (chance, [True, 8, True]),
        (callback, [1, 2, 3]),
    ],
)
def test_honest_work(confined: Confined, work: Callable[[], Any], expected: Any) -> None:
    result = confined(work)
    assert result.through, result.text
    assert result.value == expected


def test_linear_algebra(confined: Confined) -> None:
    result = confined(matrices)
    assert result.through, result.text
    assert max(result.value) < 1e-9


def test_the_terminal_is_asked_without_harm(confined: Confined) -> None:
    assert confined(terminal).through


def test_home_is_the_scratch_folder(confined: Confined) -> None:
    assert confined(home).value == [True, "", []]


def test_an_inherited_socket_is_read_and_written(confined: Confined) -> None:
    """The one way out of a worker, by the calls the transport uses."""
    program = """
import os, socket, sys, tempfile
from dlgrade.grader.worker import wall
ours, theirs = socket.socketpair()
root = tempfile.mkdtemp()
prepared = wall.prepare(wall.python_paths(), [], root)
if os.fork() == 0:
    ours.close()
    wall.enter(prepared, root, wall.Limits(), [theirs.fileno()])
    theirs.settimeout(100)
    same = socket.socket(fileno=os.dup(theirs.fileno()))
    same.sendall(same.recv(5).upper())
    os.write(theirs.fileno(), b"!")
    os._exit(0)
theirs.close()
ours.sendall(b"hello")
got = b""
while piece := ours.recv(10):
    got += piece
os.wait()
os.rmdir(root)
print(got.decode())
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120)
    assert done.stdout == "HELLO!\n", done.stderr
