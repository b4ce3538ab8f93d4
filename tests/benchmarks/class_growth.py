"""Time and memory of classes that grow: `python tests/benchmarks/class_growth.py [COUNT …]` (100 1000 10000).

Each learner hands in one small file for one exercise. Memory of the parent is looked at twice a second; a straight
line is fitted to time over count. The page of the largest class is left in the folder that `--keep` names.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from class_batch import BATCH, _pss

SOURCE = "import numpy as np\n\n\ndef sigmoid(x):\n    return 1 / (1 + np.exp(-{sign}x))  # {number}\n"


def grown(folder: Path, count: int) -> tuple[float, list[int]]:
    """Seconds of a run over so many learners, and the parent's memory in KiB on the way."""
    (folder / "in").mkdir(parents=True)
    for number in range(count):
        source = SOURCE.format(number=number, sign="-" if number % 7 == 0 else "")
        (folder / "in" / f"learner{number:05}.py").write_text(source)
    command = [*BATCH, "in", "--out", "out", "--seed", "7", "--only", "sigmoid", "--lang", "en"]
    began, memory = time.perf_counter(), []
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        memory.append(_pss(process.pid))
        time.sleep(0.5)
    if process.returncode:
        raise SystemExit(f"batch ended with {process.returncode}")
    return time.perf_counter() - began, [one for one in memory if one]


def main(counts: list[int], keep: Path | None) -> None:
    """Prints a line a class, and the fit."""
    print(" learners   seconds   ms each   parent MiB: after a tenth, half, nine tenths, most")
    seconds = []
    with tempfile.TemporaryDirectory() as top:
        for count in counts:
            folder = keep if keep and count == counts[-1] else Path(top, str(count))
            took, memory = grown(folder, count)
            seconds.append(took)
            places = [memory[min(int(share * len(memory)), len(memory) - 1)] for share in (0.1, 0.5, 0.9)]
            shown = "  ".join(f"{one / 1024:.0f}" for one in (*places, max(memory)))
            print(f"{count:9} {took:9.1f} {1000 * took / count:9.1f}   {shown}", flush=True)
    if len(counts) > 2:
        slope, start = np.polyfit(counts, seconds, 1)
        residual = np.abs(np.polyval([slope, start], counts) - seconds).max()
        print(f"line: {1000 * slope:.1f} ms a learner + {start:.1f} s, off by {residual:.1f} s at most")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("counts", nargs="*", type=int, default=[100, 1000, 10_000])
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    sys.exit(main(asked.counts, asked.keep))
