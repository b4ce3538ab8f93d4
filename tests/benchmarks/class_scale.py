"""Seconds of CPU, peak memory and bytes of the class page and of each export, for classes that grow.

`python tests/benchmarks/class_scale.py [LEARNERS …]`; each figure comes from a process of its own. The learners are
drawn from a seed; the time of drawing each is taken off.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from dlgrade.reports.classroom import Learner

sys.path.insert(0, str(Path(__file__).parents[1] / "reports"))
COLUMNS = 75


def measure(what: str, size: int) -> str:
    """One line: seconds of CPU, MiB, bytes of the largest file, number of files."""
    from classes import head, learners
    from dlgrade.reports.class_page import write_class
    from dlgrade.reports.exports.writing import write_class_export

    of = head(size, COLUMNS)
    drawing = 0.0

    def drawn() -> Iterator[Learner]:
        nonlocal drawing
        source = learners(of)
        while True:
            began = time.process_time()
            one = next(source, None)
            drawing += time.process_time() - began
            if one is None:
                return
            yield one

    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        began = time.process_time()
        if what == "class-page":
            write_class(of, drawn, out)
        else:
            write_class_export(what, of, drawn(), out / "file")
        took = time.process_time() - began - drawing
        sizes = [file.stat().st_size for file in out.iterdir()]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{what:12} {size:6} learners  {took:6.2f} s  {peak:6.1f} MiB  {max(sizes):10} bytes  {len(sizes)} files"


def main(sizes: list[int]) -> None:
    """Prints the table."""
    from dlgrade.reports.exports import names

    for what in ("class-page", *names("class")):
        for size in sizes:
            subprocess.run([sys.executable, __file__, what, str(size)], check=True)


if __name__ == "__main__":
    if len(sys.argv) == 3 and not sys.argv[1].isdigit():
        print(measure(sys.argv[1], int(sys.argv[2])), flush=True)
    else:
        main([int(size) for size in sys.argv[1:]] or [100, 1_000, 10_000])
