"""Fuzzes one reader with atheris, guided by coverage, from the kept corpus.

    pip install atheris
    python tests/fuzz/fuzz.py TARGET --runs 100000            new inputs go to a folder of their own, see --found
    python tests/fuzz/fuzz.py TARGET --runs 0                 only the coverage of the kept corpus
    python tests/fuzz/fuzz.py TARGET --runs 100000 --merge    and keep of the new ones those that reach further
    python tests/fuzz/fuzz.py TARGET --runs 0 --merge --found FOLDER    only that, after a run that kept them there

Prints the executions, the edges reached, the memory after 10⁴ and after 10⁵ executions, the lines and branches of the
reader's modules that the corpus reaches, and the input of the first finding, if there is one. Exit status 1 on one.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CORPUS = HERE / "corpus"
LARGEST = 16_384
INSTRUMENTED = ["dlgrade.grader", "dlgrade.reports", "tomllib", "nbformat", "zipfile", "json"]
MARKS = (10_000, 100_000)
# `tests` before this folder, in which this very file has the name of the package
sys.path[0:1] = [str(HERE.parent), str(ROOT / ".typings")]


def inside(target: str, options: list[str]) -> None:
    """Runs libFuzzer in this process; it never returns."""
    import atheris

    with atheris.instrument_imports(include=INSTRUMENTED, enable_loader_override=False):
        from fuzz.targets import TARGETS, Refused
    from fuzz.mutating import mutated

    run, done = TARGETS[target].run, 0

    def once(data: bytes) -> None:
        nonlocal done
        done += 1
        if done in MARKS:
            print(f"memory after {done}: {_resident()} KiB", file=sys.stderr, flush=True)
        with contextlib.suppress(Refused):
            run(data)

    def change(data: bytes, largest: int, seed: int) -> bytes:
        return mutated(target, data, largest, seed, atheris.Mutate)

    atheris.Setup([sys.argv[0], *options], once, custom_mutator=change)
    atheris.Fuzz()


def _resident() -> int:
    found = re.search(r"VmRSS:\s*(\d+)", Path("/proc/self/status").read_text())
    return int(found[1]) if found else 0


def fuzz(target: str, runs: int, seconds: int, found: Path) -> bool:
    """Fuzzes and prints what libFuzzer says at its end; whether nothing was found."""
    from fuzz.targets import TARGETS

    with tempfile.NamedTemporaryFile("w", suffix=".dict") as tokens:
        tokens.writelines(f'"{_escaped(token)}"\n' for token in TARGETS[target].tokens)
        tokens.flush()
        options = [str(found / "new"), str(CORPUS / target), f"-runs={runs}", f"-max_len={LARGEST}", "-timeout=60"]
        options += [f"-dict={tokens.name}", f"-artifact_prefix={found}/", "-rss_limit_mb=2048", "-print_final_stats=1"]
        options += [f"-max_total_time={seconds}"] if seconds else []
        (found / "new").mkdir(parents=True, exist_ok=True)
        return _inside(target, options, found / "log")


def _escaped(token: bytes) -> str:
    return "".join(rf"\x{byte:02x}" for byte in token)


def merge(target: str, found: Path) -> None:
    """Adds to the corpus those of the new inputs, small ones first, that reach a branch which none before did."""
    reached = set[Any]()
    for path in sorted((CORPUS / target).iterdir()):
        reached |= _branches(target, path.read_bytes())
    for path in sorted((found / "new").iterdir(), key=lambda path: path.stat().st_size):
        branches = _branches(target, path.read_bytes())
        if branches - reached:
            reached |= branches
            shutil.copy(path, CORPUS / target / path.name[:12])


def _branches(target: str, data: bytes) -> set[Any]:
    from coverage import Coverage

    from fuzz.targets import TARGETS, Refused

    measure = Coverage(branch=True, data_file=None, include=[str(ROOT / name) for name in TARGETS[target].readers])
    measure.set_option("run:disable_warnings", ["no-data-collected"])
    measure.start()
    with contextlib.suppress(Refused):
        TARGETS[target].run(data)
    measure.stop()
    kept = measure.get_data()
    return {(file, arc) for file in kept.measured_files() for arc in kept.arcs(file) or ()}


def _inside(target: str, options: list[str], log: Path) -> bool:
    command = [sys.executable, str(Path(__file__).resolve()), target, "--inside", *options]
    with log.open("ab") as file:
        before = file.tell()
        done = subprocess.run(command, stdout=file, stderr=file, check=False)
    told = r"Done \d+ runs.*|memory after .*|stat::.*|.*DONE.*|.*ERROR: .*|.*Test unit written.*|^\w+Error: .*"
    text = log.read_bytes()[before:].decode("utf-8", "replace")
    print("\n".join(re.findall(told, text, re.MULTILINE)))
    return done.returncode == 0


def coverage(target: str) -> None:
    """Prints how many lines and branches of the reader's modules the kept corpus reaches."""
    from coverage import Coverage

    measure = Coverage(branch=True, data_file=None, include=[f"{ROOT}/grader/*", f"{ROOT}/reports/*"])
    measure.start()
    from fuzz.targets import TARGETS, Refused

    for path in sorted((CORPUS / target).iterdir()):
        with contextlib.suppress(Refused):
            TARGETS[target].run(path.read_bytes())
    measure.stop()
    for module in TARGETS[target].readers:
        percent = measure.report([str(ROOT / module)], file=io.StringIO())
        print(f"{module}: {percent:.0f} % of lines and branches")


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("target", choices=sorted(path.name for path in CORPUS.iterdir()))
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--seconds", type=int, default=0, help="end after so long; 0: after the runs only")
    parser.add_argument("--found", type=Path, help="where new inputs and findings go; else a temporary folder")
    parser.add_argument("--merge", action="store_true", help="keep of what is new what reaches further")
    arguments = parser.parse_args()
    if not arguments.runs and not arguments.merge:
        coverage(arguments.target)
        return 0
    found = arguments.found or Path(tempfile.mkdtemp(prefix="dlgrade-fuzz-"))
    clean = not arguments.runs or fuzz(arguments.target, arguments.runs, arguments.seconds, found)
    if arguments.merge:
        merge(arguments.target, found)
    # in a process of its own, so that what runs when a module is imported counts too
    subprocess.run([sys.executable, str(Path(__file__).resolve()), arguments.target, "--runs", "0"], check=True)
    print(f"inputs and log: {found}")
    return 0 if clean else 1


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    if sys.argv[2:3] == ["--inside"]:
        inside(sys.argv[1], sys.argv[3:])
    raise SystemExit(main())
