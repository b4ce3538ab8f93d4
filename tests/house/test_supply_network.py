"""Nothing needs a network at run time: where to ask for an Internet socket is deadly, commands say what they say.

The kernel kills a process that asks for one, the judge as well as the warm parent, its workers and the pool of a class.
"""

from __future__ import annotations

import json
import os
import platform
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "my_impl"
PROGRAM = "from dlgrade.grader.cli import main; main()"
SOCKET = {"x86_64": 41, "aarch64": 198}.get(platform.machine())
DENIED = f"""
import ctypes, os, socket, struct, sys
LOAD, EQUAL, RETURN, KILL, ALLOW = 0x20, 0x15, 0x06, 0x80000000, 0x7FFF0000
steps = [(LOAD, 0, 0, 0), (EQUAL, 0, 4, {SOCKET}), (LOAD, 0, 0, 16)]
steps += [(EQUAL, 1, 0, socket.AF_INET), (EQUAL, 0, 1, socket.AF_INET6), (RETURN, 0, 0, KILL), (RETURN, 0, 0, ALLOW)]
code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
program = ctypes.create_string_buffer(struct.pack("H6xQ", len(steps), ctypes.addressof(code)))
libc = ctypes.CDLL(None, use_errno=True)
if libc.prctl(38, 1, 0, 0, 0) or libc.prctl(22, 2, ctypes.byref(program), 0, 0):
    sys.exit("no seccomp here")
os.execv(sys.executable, [sys.executable, "-c", *sys.argv[1:]])
"""
COMMANDS = {
    "list": ("list", "--format", "json"),
    "submit": ("submit", str(EXAMPLE), "--only", "sigmoid,affine,adam", "--format", "json"),
    "check": ("check", "sigmoid", str(EXAMPLE)),
    "batch": ("batch", "class", "--jobs", "2"),
    "experiment": ("experiment", "optimizer-paths", "--quick"),
    "verify": ("verify", "sigmoid", "--seeds", "1"),
}
SAID = {"list": "sigmoid", "check": "sigmoid", "batch": "2 learners: 2 graded", "verify": "1 of 1 hold"}
SEEDED = ("submit", "check", "experiment")
TIMES = re.compile(r'"seconds": [\d.e-]+|\d+(\.\d+)? (?:ms|s)\b')


def run(start: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # asyncio and others of the test's own may not speak in it
    variables = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    command = [sys.executable, "-c", *([start, PROGRAM] if start else [PROGRAM]), *arguments]
    return subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, timeout=120)


def prepared(folder: Path) -> None:
    """Writes a small class into a folder."""
    for name, wrong in (("ann", "-"), ("bob", "")):
        (folder / "class" / name).mkdir(parents=True)
        code = f"import numpy as np\n\n\ndef sigmoid(x):\n    return 1 / (1 + np.exp({wrong}x))\n"
        (folder / "class" / name / "sigmoid.py").write_text(code)


@pytest.fixture(autouse=True)
def kernel() -> None:
    if SOCKET is None or sys.platform != "linux":
        pytest.skip("only the kernel of Linux can be told to kill who asks for a socket")


@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6"])
def test_who_asks_for_an_internet_socket_is_killed_here(family: str, tmp_path: Path) -> None:
    asks = f"import socket; socket.socket(socket.{family})"
    done = subprocess.run([sys.executable, "-c", DENIED, asks], cwd=tmp_path, capture_output=True, text=True)

    assert done.returncode == -signal.SIGSYS, done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_needs_no_network(name: str, tmp_path: Path) -> None:
    arguments = [*COMMANDS[name], *(("--seed", "1") if name in SEEDED else ())]
    prepared(tmp_path / "without")
    denied = run(DENIED, tmp_path / "without", *arguments)

    assert denied.returncode in (0, 1), denied.stderr
    if name in SAID:
        assert SAID[name] in denied.stdout, denied.stdout
        return
    prepared(tmp_path / "with")
    usual = run("", tmp_path / "with", *arguments)
    assert (denied.returncode, told(denied, tmp_path)) == (usual.returncode, told(usual, tmp_path)), denied.stderr
    if name == "submit":  # the wall's own filter stands on top of this one
        assert json.loads(denied.stdout)["wall"]["enforced"]


def told(done: subprocess.CompletedProcess[str], folder: Path) -> str:
    """What a command printed, without times and without the folder it ran in."""
    return TIMES.sub("", done.stdout.replace(str(folder / "without"), "").replace(str(folder / "with"), ""))
