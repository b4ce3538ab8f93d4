"""dlgrade's own wheel, put together from what is installed, be it a wheel or an editable checkout.

The format is that of https://packaging.python.org/en/latest/specifications/binary-distribution-format/; the metadata
is the installed distribution's, the files are the package's. No build tool and no network is needed, and the same
sources give the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import zipfile
from collections.abc import Iterator
from importlib.metadata import Distribution
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
FOLDERS = ("reference", "exercises", "reports", "grader")
TAG = "py3-none-any"
DATE = (2020, 1, 1, 0, 0, 0)
WHEEL = f"Wheel-Version: 1.0\nGenerator: dlgrade\nRoot-Is-Purelib: true\nTag: {TAG}\n"


def write_own_wheel(folder: Path) -> Path:
    """Writes the wheel into `folder` and gives its path."""
    dist = _installed()
    info = f"dlgrade-{dist.version}.dist-info"
    files = {f"dlgrade/{file.relative_to(PACKAGE).as_posix()}": file.read_bytes() for file in _sources()}
    for name in ("METADATA", "entry_points.txt"):
        files[f"{info}/{name}"] = (dist.read_text(name) or "").encode()
    files[f"{info}/WHEEL"] = WHEEL.encode()
    files[f"{info}/RECORD"] = _record(files, f"{info}/RECORD").encode()
    path = folder / f"dlgrade-{dist.version}-{TAG}.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(entry(name), data)
    return path


def _installed() -> Distribution:
    """The distribution as it is installed, and not what a build may have left in the folder we stand in."""
    return next(dist for dist in Distribution.discover(name="dlgrade") if dist.read_text("METADATA"))


def entry(name: str, mode: int = 0o644) -> zipfile.ZipInfo:
    """An archive's entry with a fixed date, compressed, of that mode."""
    found = zipfile.ZipInfo(name, DATE)
    found.external_attr = (0o100000 | mode) << 16
    found.compress_type = zipfile.ZIP_DEFLATED
    return found


def _sources() -> Iterator[Path]:
    yield from (PACKAGE / name for name in ("__init__.py", "py.typed"))
    for folder in FOLDERS:
        for file in sorted((PACKAGE / folder).rglob("*")):
            hidden = any(part.startswith(".") or part == "__pycache__" for part in file.relative_to(PACKAGE).parts)
            if file.is_file() and not hidden:
                yield file


def _record(files: dict[str, bytes], own: str) -> str:
    lines = []
    for name, data in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        lines.append(f"{name},sha256={digest},{len(data)}\n")
    return "".join(lines) + f"{own},,\n"
