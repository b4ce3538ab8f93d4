"""A cold `dlgrade submit --only sigmoid` beside a bare `import numpy`, in turn, each in a new process.

python tests/benchmarks/cold_start.py [--runs 15]
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SOURCE = "import numpy as np\n\n\ndef sigmoid(x):\n    return 1 / (1 + np.exp(-x))\n"
NUMPY = [sys.executable, "-c", "import numpy"]
HELP = [str(Path(sys.executable).with_name("dlgrade")), "--help"]


def seconds(command: list[str], folder: str) -> float:
    began = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.py").write_text(SOURCE)
        submit = [str(Path(sys.executable).with_name("dlgrade")), "submit", "a.py", "--only", "sigmoid"]
        commands = {"import numpy": NUMPY, "dlgrade --help": HELP, "submit --only sigmoid": submit}
        for command in commands.values():
            seconds(command, folder)
        rounds = [{name: seconds(command, folder) for name, command in commands.items()} for _ in range(runs)]
    for name in commands:
        ratio = statistics.median(one[name] / one["import numpy"] for one in rounds)
        print(f"{name:24} {1000 * statistics.median(one[name] for one in rounds):6.0f} ms   x {ratio:.2f}")
    print(f"largest process {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10} MiB")


if __name__ == "__main__":
    main()
