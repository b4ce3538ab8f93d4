"""What reading a bomb takes of the machine: measured in a process of its own, beside one that reads a plain folder."""

from __future__ import annotations

import bz2
import json
import os
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the most memory held")
MIB = 1 << 20
MOST = 500 * MIB
READ = """
import sys
from pathlib import Path
from dlgrade.grader.collect import CollectError, collect
said = "read"
try:
    collect(Path(sys.argv[1]))
except CollectError as error:
    said = error.texts["en"]
# not ru_maxrss, in which the process that started this one counts as well
(most,) = (line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(int(most.split()[1]) << 10, said)
"""


def taken(path: Path) -> tuple[int, str]:
    """The most memory that reading a submission took, in bytes, and what was said."""
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path)],
        capture_output=True,
        text=True,
        timeout=300,
        cwd=path.parent,
        check=True,
    )
    size, _, said = done.stdout.strip().partition(" ")
    return int(size), said


def sparse_notebook(folder: Path) -> Path:
    """500 MB that take no room on the disk."""
    (folder / "a.ipynb").touch()
    os.truncate(folder / "a.ipynb", 500 * MIB)
    return folder / "a.ipynb"


def parts(folder: Path) -> Path:
    (folder / "a.ipynb").write_text('{"cells": [' + "{}," * (19 * MIB // 3) + "{}]}")
    return folder / "a.ipynb"


def cells(folder: Path) -> Path:
    (folder / "a.ipynb").write_text('{"cells": [' + '{"cell_type":"code","source":"x"},' * (19 * MIB // 36) + "{}]}")
    return folder / "a.ipynb"


def words(folder: Path) -> Path:
    (folder / "a.py").write_text("x = [" + "a," * (MIB - 10) + "]\n")
    return folder / "a.py"


def statements(folder: Path) -> Path:
    (folder / "a.py").write_text("x;" * 190_000 + "\n")
    return folder / "a.py"


def expanded(folder: Path) -> Path:
    """An archive of a few kilobytes that says it holds 100 bytes, and holds 2 GiB."""
    bomb = bz2.compress(bytes(8 * MIB)) * 256
    name, crc = b"a.py", zlib.crc32(b"")
    common = struct.pack("<HHHHHIIIHH", 46, 0, 12, 0, 33, crc, len(bomb), 100, len(name), 0)
    local = b"PK\x03\x04" + common + name
    central = b"PK\x01\x02" + struct.pack("<H", 46) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1, 1, len(central), len(local) + len(bomb), 0)
    (folder / "a.zip").write_bytes(local + bomb + central + end)
    return folder / "a.zip"


def entries(folder: Path) -> Path:
    """Three hundred thousand entries without anything in them."""
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("a.txt", b"")
    data = (folder / "a.zip").read_bytes()
    begin, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    central = data[begin:end] * 300_000
    last = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1, 1, len(central), begin, 0)
    (folder / "a.zip").write_bytes(data[:begin] + central + last)
    return folder / "a.zip"


def files(folder: Path) -> Path:
    """As many source files as may be, and each as long as may be, as far as the sum of them goes."""
    for number in range(120):
        (folder / f"a{number}.py").write_bytes(b"#" * (2 * MIB - 10))
    return folder


BOMBS: dict[str, tuple[Callable[[Path], Path], str]] = {
    "a notebook of 500 MB": (sparse_notebook, "larger than 20 MiB"),
    "seven million parts": (parts, "more than 1,000,000 parts"),
    "half a million cells": (cells, "more than 100,000 parts"),
    "a million words": (words, "words and signs"),
    "as many statements as may be": (statements, "read"),
    "a hundred thousandfold": (expanded, "compressed in a way"),
    "three hundred thousand entries": (entries, "entries"),
    "240 MiB of files": (files, "larger than 200 MiB together"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_takes_no_more_memory_than_is_stated(name: str, tmp_path: Path) -> None:
    make, words = BOMBS[name]
    (tmp_path / "work").mkdir()

    size, said = taken(make(tmp_path / "work"))

    assert words in said
    assert size <= MOST


def test_a_plain_folder_takes_little(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("def relu(x):\n    return x\n")
    (tmp_path / "b.ipynb").write_text(json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}))

    size, said = taken(tmp_path)

    assert said == "read"
    assert size <= 150 * MIB
