"""Builds the zip of a Gradescope autograder: https://gradescope-autograders.readthedocs.io/en/latest/specs/

It holds `setup.sh`, `run_autograder`, the assignment, dlgrade's own wheel and the wheels of all it needs, fetched
once, here. Gradescope then installs from these files, and grades without network.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from ..reports.safe import one_line
from .batch.problem import BatchError
from .messages import Texts
from .own_wheel import entry, write_own_wheel
from .status import PASSED

PARTS = Path(__file__).with_name("autograder")
# Gradescope's images are Ubuntu 22.04 and later on x86_64: glibc 2.35. pip takes only what is named.
PLATFORMS = (
    "manylinux_2_35_x86_64",
    "manylinux_2_34_x86_64",
    "manylinux_2_31_x86_64",
    "manylinux_2_28_x86_64",
    "manylinux_2_27_x86_64",
    "manylinux_2_24_x86_64",
    "manylinux_2_17_x86_64",
    "manylinux2014_x86_64",
    "manylinux_2_5_x86_64",
    "manylinux1_x86_64",
)
RUNNING = f"{sys.version_info.major}.{sys.version_info.minor}"


def gradescope(out: Path, assignment: Path | None, python: str, lang: str) -> int:
    """Writes the zip to `out`; gives the exit status.

    Raises:
        BatchError: the assignment is wrong, a package could not be fetched, or the zip cannot be written.
    """
    rules = _checked(assignment) if assignment else None
    with tempfile.TemporaryDirectory() as folder:
        wheels = Path(folder) / "wheels"
        own = write_own_wheel(Path(folder))
        _fetch(own, wheels, python)
        _write(out, list(_files(own, wheels, rules, python, lang)))
    size = f"{out.stat().st_size / 1e6:.0f}"
    click.echo(text("built", lang, path=out, size=size, python=python))
    return PASSED


text = Texts(Path(__file__).with_name("gradescope.toml")).say
"""What building and running the autograder says."""


def _error(key: str, **fields: Any) -> BatchError:
    return BatchError(text(key, "en", **fields), text(key, "ja", **fields))


def _checked(assignment: Path) -> bytes:
    """The bytes of the assignment, which must be right before it is shut in."""
    from .batch.assignment import FILE, read_assignment

    read_assignment(assignment)
    return (assignment / FILE if assignment.is_dir() else assignment).read_bytes()


def _fetch(own: Path, wheels: Path, python: str) -> None:
    """Has pip fetch the wheels of all that `own` needs, for Gradescope's machines and not for this one."""
    platforms = [part for platform in PLATFORMS for part in ("--platform", platform)]
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--dest", str(wheels)]
    command += ["--only-binary=:all:", "--implementation", "cp", "--python-version", python, *platforms, str(own)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # our own command
    if done.returncode:
        said = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        raise _error("download", reason=one_line((said or ["pip"])[-1].removeprefix("ERROR: "))[:200])


def _files(own: Path, wheels: Path, rules: bytes | None, python: str, lang: str) -> Iterator[tuple[str, int, bytes]]:
    """Name, mode and content of each file of the zip."""
    values = {"@PYTHON@": python, "@LANG@": lang, "@VERSION@": own.name.split("-")[1]}
    for name in ("setup.sh", "run_autograder"):
        script = (PARTS / name).read_text(encoding="utf-8")
        for mark, value in values.items():
            script = script.replace(mark, value)
        yield name, 0o755, script.encode()
    if rules is not None:
        yield "assignment.toml", 0o644, rules
    for wheel in sorted(wheels.glob("*.whl")):
        yield f"wheels/{wheel.name}", 0o644, wheel.read_bytes()


def _write(out: Path, files: list[tuple[str, int, bytes]]) -> None:
    """The whole zip or the one that was there before."""
    staged = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(staged, "w") as archive:
            for name, mode, data in files:
                archive.writestr(entry(name, mode), data)
        staged.replace(out)
    except OSError as error:
        raise _error("write", path=out, reason=error.strerror) from error
    finally:
        staged.unlink(missing_ok=True)
