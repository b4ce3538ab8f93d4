"""What the wall costs a worker: `python tests/grader/wall/cost.py [ROUNDS]`, medians of paired forks in ms.

A bare fork and a confined one take turns; each ends at once, and the clock runs from before the fork to after the
wait. The last line has 200 installed packages and the one among them that is hidden.
"""

from __future__ import annotations

import os
import pathlib
import statistics
import sys
import tempfile
import time
from collections.abc import Callable

import numpy  # noqa: F401 - the memory that is forked
from dlgrade.grader.worker import wall
from dlgrade.grader.worker.environment import variables


def lap(inside: Callable[[], object]) -> float:
    """Milliseconds from the fork to the end of a child that does one thing."""
    start = time.perf_counter()
    child = os.fork()
    if child == 0:
        try:
            inside()
        except BaseException:
            os._exit(1)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    return 1000 * (time.perf_counter() - start)


def compare(name: str, prepared: wall.Prepared, scratch: str, rounds: int) -> None:
    """Print the median of a bare fork and of what the wall adds to it."""
    bare, added, inside = [], [], []
    for _ in range(rounds):
        bare.append(lap(lambda: None))
        walled = lap(lambda: wall.enter(prepared, scratch, wall.Limits()))
        added.append(walled - bare[-1])
        inside.append(walled)
    figures = f"bare {statistics.median(bare):.2f}  added {statistics.median(added):.2f}"
    print(f"{name:28} {figures}  ratio {statistics.median(inside) / statistics.median(bare):.2f}")


def packages(root: pathlib.Path, count: int) -> tuple[str, str]:
    """A folder of installed packages, and the one to hide."""
    for i in range(count):
        (root / f"package{i}").mkdir(parents=True)
    return str(root), str(root / "package0")


def main(rounds: int) -> None:
    """All layers, each alone, and with a long folder to expand."""
    with tempfile.TemporaryDirectory() as top:
        scratch = pathlib.Path(top, "scratch")
        scratch.mkdir()
        site, hidden = packages(pathlib.Path(top, "site-packages"), 200)
        for name, readable, away, off in [
            ("all", [], [], frozenset[str]()),
            *((f"only {layer}", [], [], frozenset(wall.LAYERS) - {layer}) for layer in wall.LAYERS),
            ("all, 200 packages, 1 hidden", [site], [hidden], frozenset()),
        ]:
            paths = wall.python_paths() + readable
            compare(name, wall.prepare(paths, away, str(scratch), off), str(scratch), rounds)


if __name__ == "__main__":
    if os.environ.get("PATH"):  # as the warm parent is started: with a worker's own few variables
        os.execve(sys.executable, [sys.executable, *sys.argv], variables(tempfile.gettempdir()))
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
