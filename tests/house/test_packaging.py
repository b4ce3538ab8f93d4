"""What is built and installed works outside the checkout, whichever way it is installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "my_impl"
OPTIONS = ("--only", "softmax,affine,adam", "--seed", "1", "--format", "json")


def run(*command: str | Path, cwd: Path, umask: int = -1, **more: str) -> str:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "COV"))}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, env=environment | more, umask=umask
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tracked and untracked files of the checkout, without what tools left there."""
    folder = tmp_path_factory.mktemp("source") / "clone"
    leave = shutil.ignore_patterns(
        ".git", ".venv", "build", "dist", "*.egg-info", "__pycache__", ".mypy_cache", "dlgrade-report"
    )
    shutil.copytree(ROOT, folder, symlinks=True, ignore=leave)
    return folder


@pytest.fixture(scope="module")
def built(source: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The wheel and the sdist, the wheel built from the sdist."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, source / ".ci" / "pack.py", out, cwd=out)
    return {"wheel": next(out.glob("*.whl")), "sdist": next(out.glob("*.tar.gz"))}


def graded(folder: Path, *install: str | Path) -> dict[str, object]:
    """Installs in a new environment outside the checkout and grades some exercises of the example there."""
    run(sys.executable, "-m", "uv", "venv", "--quiet", folder / "env", cwd=folder)
    python = folder / "env" / "bin" / "python"
    run(sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", python, *install, cwd=folder)
    command = folder / "env" / "bin" / "dlgrade"
    text = run(command, "submit", EXAMPLE, *OPTIONS, "--out", folder / "report", cwd=folder)
    assert (folder / "report" / "index.html").is_file()
    record: dict[str, object] = json.loads(text)
    return record


def verdicts(record: dict[str, object]) -> object:
    exercises = record["exercises"]
    assert isinstance(exercises, list)
    return [(one["id"], one["state"], one["points"]) for one in exercises]


def test_wheel_sdist_and_editable_installs_give_the_same_verdicts(
    source: Path, built: dict[str, Path], tmp_path: Path
) -> None:
    ways = {"wheel": [built["wheel"]], "sdist": [built["sdist"]], "editable": ["-e", source], "folder": [source]}
    records = {}
    for name, install in ways.items():
        (tmp_path / name).mkdir()
        records[name] = verdicts(graded(tmp_path / name, *install))

    assert records["wheel"]
    assert all(record == records["wheel"] for record in records.values())


def test_the_wheel_brings_one_name_and_every_exercise(built: dict[str, Path]) -> None:
    names = zipfile.ZipFile(built["wheel"]).namelist()
    tops = {name.partition("/")[0] for name in names}

    assert {top for top in tops if not top.endswith(".dist-info")} == {"dlgrade"}
    for file in (ROOT / "exercises").rglob("*.toml"):
        assert f"dlgrade/{file.relative_to(ROOT).as_posix()}" in names
    assert not [name for name in names if name.startswith(("dlgrade/tests", "dlgrade/examples"))]


def test_the_same_sources_give_the_same_bytes_anywhere_and_any_time(
    source: Path, built: dict[str, Path], tmp_path: Path
) -> None:
    shutil.copytree(source, tmp_path / "elsewhere", symlinks=True)
    (tmp_path / "elsewhere" / "build" / "lib" / "dlgrade").mkdir(parents=True, exist_ok=True)
    (tmp_path / "elsewhere" / "build" / "lib" / "dlgrade" / "left.py").touch()
    for number, file in enumerate(sorted((tmp_path / "elsewhere").rglob("*.py"))):
        os.utime(file, (1e9 + number, 1e9 + number))
        file.chmod(file.stat().st_mode & 0o700)
    pack = tmp_path / "elsewhere" / ".ci" / "pack.py"

    run(sys.executable, pack, tmp_path / "out", cwd=tmp_path, umask=0o077, TZ="Asia/Tokyo", LC_ALL="C", LANG="C")

    for file in built.values():
        assert (tmp_path / "out" / file.name).read_bytes() == file.read_bytes()
