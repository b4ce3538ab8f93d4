"""What each tool has in common: its own environment, a folder, a way to grade, and the marks that come out."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from side_by_side_tools.classes import Handed

TASK_SECONDS = 10
"""Limit of one task, where the tool takes one."""
PROCESS_SECONDS = 60
"""Limit of one submission, where one process grades one submission; it is killed then."""
Marks = dict[str, dict[str, float]]
"""Share of the points, 0 to 1, of each task that got a mark, by learner."""


@dataclass(frozen=True)
class Tool:
    """One tool.

    Attributes:
        name: as it is shown.
        packages: what pip installs into its environment.
        prepare: writes the assignment and the submissions as its documentation says; not timed.
        grade: grades all submissions; timed.
        marks: reads the marks that it left.
        limits: which time limits were set, and how.
    """

    name: str
    packages: tuple[str, ...]
    prepare: Callable[[Place, Sequence[Handed]], None]
    grade: Callable[[Place, Sequence[Handed]], None]
    marks: Callable[[Place, Sequence[Handed]], Marks]
    limits: str


@dataclass(frozen=True)
class Place:
    """Where a tool works: its environment, and an empty folder."""

    environment: Path
    folder: Path

    def python(self) -> str:
        """The environment's interpreter."""
        return str(self.environment / "bin" / "python")

    def run(self, *command: str, limit: float | None = None, folder: Path | None = None) -> bool:
        """Runs a command of the environment and tells whether it ended by itself; what it says goes to log.txt."""
        cwd = folder or self.folder
        with (self.folder / "log.txt").open("ab") as log:
            process = subprocess.Popen(
                [str(self.environment / "bin" / command[0]), *command[1:]],
                cwd=cwd, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self._names(),
                start_new_session=True,
            )  # fmt: skip
            try:
                process.wait(limit)
            except subprocess.TimeoutExpired:
                _end(process)
                return False
        return True

    def _names(self) -> Mapping[str, str]:
        bin_folder = self.environment / "bin"
        return {"PATH": f"{bin_folder}:/usr/bin:/bin", "HOME": str(self.folder), "LANG": "C.UTF-8",
                "OPENBLAS_NUM_THREADS": "1"}  # fmt: skip


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends a process and all that it started."""
    import os
    import signal

    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def timed(work: Callable[[], None]) -> tuple[float, float]:
    """Seconds of the clock and of CPU of all processes that it waited for."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    work()
    took, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return took, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def environment(folder: Path, packages: Sequence[str]) -> Path:
    """A virtual environment with these packages; an existing one is taken as it is."""
    if not (folder / "bin" / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    done = folder / "installed.txt"
    if not done.exists() or done.read_text() != "\n".join(packages):
        subprocess.run([str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", *packages], check=True)
        done.write_text("\n".join(packages))
    return folder


def version(place: Path, package: str) -> str:
    """The version of an installed package."""
    code = f"from importlib.metadata import version; print(version({package!r}))"
    done = subprocess.run([place.python(), "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()
