"""Time and memory of classes that grow: `python tests/benchmarks/class_growth.py [COUNT …]` (100 300 1000 3000 10000).

Each learner hands in one small file for one exercise. The parent's resident memory is looked at five times a second;
a straight line is fitted to time over count. `--out DIR` (growth) gets the curves: memory.csv (learners, seconds, MiB),
time.csv (learners, seconds, off the line) and growth.svg. The largest class is left in the folder that `--keep` names.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from class_batch import BATCH

SOURCE = "import numpy as np\n\n\ndef sigmoid(x):\n    return 1 / (1 + np.exp(-{sign}x))  # {number}\n"
EVERY = 0.2
Sample = tuple[float, float]
"""Seconds since the start, MiB."""


@dataclass(frozen=True)
class Line:
    """The straight line through seconds over learners, and how well it says them."""

    slope: float
    start: float
    off: tuple[float, ...]
    r_squared: float


def grown(folder: Path, count: int, jobs: int | None) -> tuple[float, list[Sample]]:
    """Seconds of a run over so many learners, and the parent's memory on the way."""
    (folder / "in").mkdir(parents=True)
    for number in range(count):
        source = SOURCE.format(number=number, sign="-" if number % 7 == 0 else "")
        (folder / "in" / f"learner{number:05}.py").write_text(source)
    command = [*BATCH, "in", "--out", "out", "--seed", "7", "--only", "sigmoid", "--lang", "en"]
    command += ["--jobs", str(jobs)] if jobs else []
    began, memory = time.perf_counter(), list[Sample]()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        memory.append((time.perf_counter() - began, _resident(process.pid)))
        time.sleep(EVERY)
    took = time.perf_counter() - began
    if process.returncode:
        raise SystemExit(f"batch ended with {process.returncode}")
    return took, [one for one in memory if one[1]]


def _resident(pid: int) -> float:
    """Resident memory in MiB, shared libraries and all; 0 where the process has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:")), 0.0)


def fitted(counts: Sequence[int], seconds: Sequence[float]) -> Line:
    """Least squares; R² is the share of the spread that the line explains."""
    slope, start = np.polyfit(counts, seconds, 1)
    off = np.asarray(seconds) - np.polyval([slope, start], counts)
    spread = ((seconds - np.mean(seconds)) ** 2).sum()
    return Line(float(slope), float(start), tuple(map(float, off)), float(1 - (off**2).sum() / spread))


def main(counts: list[int], keep: Path | None, out: Path, jobs: int | None) -> None:
    """Prints a line a class, and the fit."""
    print(" learners   seconds   ms each   parent MiB: after a tenth, half, nine tenths, most")
    seconds, curves = [], dict[int, list[Sample]]()
    with tempfile.TemporaryDirectory() as top:
        for count in counts:
            folder = keep if keep and count == counts[-1] else Path(top, str(count))
            took, curves[count] = grown(folder, count, jobs)
            seconds.append(took)
            print(f"{count:9} {took:9.1f} {1000 * took / count:9.1f}   {_places(curves[count])}", flush=True)
    line = fitted(counts, seconds) if len(counts) > 2 else None
    if line:
        print(f"line: {1000 * line.slope:.2f} ms a learner + {line.start:.1f} s; off by at most "
              f"{max(map(abs, line.off)):.1f} s, R² {line.r_squared:.5f}")  # fmt: skip
    out.mkdir(parents=True, exist_ok=True)
    write_curves(out / "memory.csv", curves)
    write_times(out / "time.csv", counts, seconds, line)
    draw(out / "growth.svg", curves, list(zip(counts, seconds, strict=True)), line)


def _places(curve: Sequence[Sample]) -> str:
    memory = [mib for _, mib in curve]
    places = [memory[min(int(share * len(memory)), len(memory) - 1)] for share in (0.1, 0.5, 0.9)]
    return "  ".join(f"{one:.0f}" for one in (*places, max(memory)))


def write_curves(path: Path, curves: dict[int, list[Sample]]) -> None:
    """The parent's memory over each run."""
    rows = ((count, f"{at:.1f}", f"{mib:.1f}") for count, curve in curves.items() for at, mib in curve)
    _write(path, ("learners", "seconds", "mib"), rows)


def write_times(path: Path, counts: Sequence[int], seconds: Sequence[float], line: Line | None) -> None:
    """Seconds of each class, and how far they are off the line."""
    off = line.off if line else [0.0] * len(counts)
    rows = ((count, f"{took:.2f}", f"{gap:.2f}") for count, took, gap in zip(counts, seconds, off, strict=True))
    _write(path, ("learners", "seconds", "off_the_line"), rows)


def _write(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([head, *rows])


def draw(path: Path, curves: dict[int, list[Sample]], times: list[tuple[int, float]], line: Line | None) -> None:
    """Left: the parent's memory over each run. Right: time over learners and the line."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot as plt

    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.5), layout="constrained")
    for count, curve in curves.items():
        end = curve[-1][0]
        left.plot([at / end for at, _ in curve], [mib for _, mib in curve], label=f"{count:,} learners", linewidth=1)
    left.set(xlabel="share of the run", ylabel="parent, MiB resident", ylim=(0, None))
    left.legend(fontsize="small")
    right.plot(*zip(*times, strict=True), "o")
    if line:
        ends = np.array([0, max(count for count, _ in times)])
        said = f"{1000 * line.slope:.1f} ms a learner + {line.start:.1f} s, R² {line.r_squared:.4f}"
        right.plot(ends, line.slope * ends + line.start, linewidth=1, label=said)
        right.legend(fontsize="small")
    right.set(xlabel="learners", ylabel="seconds", xlim=(0, None), ylim=(0, None))
    figure.savefig(path, metadata={"Date": None})


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("counts", nargs="*", type=int, default=[100, 300, 1000, 3000, 10_000])
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--out", type=Path, default=Path("growth"))
    parser.add_argument("--jobs", type=int)
    asked = parser.parse_args()
    sys.exit(main(asked.counts, asked.keep, asked.out, asked.jobs))
