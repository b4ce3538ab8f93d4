"""Builds sdist and wheel so that the same sources give the same bytes: `python .ci/pack.py OUT [SOURCES]`.

The builder is setuptools, called by `build`. What it takes from the day, the umask, the owner and the leftovers of
former builds is taken away: it works on a copy, the sdist is packed anew, and the wheel is built from that.
"""

from __future__ import annotations

import gzip
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

EPOCH = int(os.environ.get("SOURCE_DATE_EPOCH", 1_577_836_800))  # 2020; a zip cannot tell of days before 1980
LEFT_OVER = shutil.ignore_patterns(".git", ".venv", "build", "dist", "*.egg-info", "__pycache__", ".*_cache")


def main(out: Path, sources: Path) -> None:
    """Writes both into `out`."""
    os.umask(0o022)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        shutil.copytree(sources, work / "sources", symlinks=True, ignore=LEFT_OVER)
        sdist = out / _built("--sdist", work / "sources", work / "sdist").name
        sdist.write_bytes(_again((work / "sdist" / sdist.name).read_bytes()))
        with tarfile.open(sdist) as archive:
            archive.extractall(work / "unpacked", filter="data")
        wheel = _built("--wheel", work / "unpacked" / sdist.name.removesuffix(".tar.gz"), work / "wheel")
        shutil.copyfile(wheel, out / wheel.name)


def _built(kind: str, sources: Path, out: Path) -> Path:
    """What the builder made of a folder."""
    command = [sys.executable, "-m", "build", "--installer", "uv", kind, "--outdir", str(out), str(sources)]
    variables = {**os.environ, "SOURCE_DATE_EPOCH": str(EPOCH), "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}
    done = subprocess.run(command, env=variables, capture_output=True, text=True, cwd=sources)  # noqa: S603  # build
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return next(out.iterdir())


def _again(packed: bytes) -> bytes:
    """A tar.gz with the same files in the order of their names, without owners, days and what the umask left."""
    plain = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(packed)) as old, tarfile.open(fileobj=plain, mode="w") as new:
        for member in sorted(old.getmembers(), key=lambda one: one.name):
            mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
            fresh = member.replace(mtime=EPOCH, mode=mode, uid=0, gid=0, uname="", gname="", deep=False)
            fresh.pax_headers = {}
            new.addfile(fresh, old.extractfile(member) if member.isfile() else None)
    return gzip.compress(plain.getvalue(), mtime=EPOCH)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2] if len(sys.argv) > 2 else Path(__file__).parents[1]).resolve())
