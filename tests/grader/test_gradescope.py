"""The Gradescope zip, unpacked and run as Gradescope does it, in folders of its own and without network."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from dlgrade.grader.cli import main
from dlgrade.grader.own_wheel import write_own_wheel

EXAMPLE = Path(__file__).parents[2] / "examples" / "my_impl"
ASSIGNMENT = """
title = "Homework 1"
exercises = ["sigmoid", "relu", "affine"]
hidden = ["affine"]
seed = 5

[points]
sigmoid = 7
"""
# Neither pip nor anything else of the two scripts may reach a network: nothing listens there.
NOWHERE = "http://127.0.0.1:9"
OFFLINE = dict.fromkeys(("http_proxy", "https_proxy", "PIP_INDEX_URL"), NOWHERE)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip, for this Python, with an assignment of three exercises."""
    folder = tmp_path_factory.mktemp("zip")
    (folder / "assignment.toml").write_text(ASSIGNMENT, encoding="utf-8")
    arguments = ["gradescope", "--out", folder / "out.zip", "--assignment", folder / "assignment.toml", "--lang", "en"]
    done = CliRunner().invoke(main, [str(part) for part in arguments])
    assert done.exit_code == 0, done.output
    return folder / "out.zip"


@pytest.fixture(scope="module")
def image(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree that Gradescope makes, with `setup.sh` run in it."""
    root = tmp_path_factory.mktemp("autograder")
    with zipfile.ZipFile(built) as archive:
        for info in archive.infolist():
            target = Path(archive.extract(info, root / "source"))
            target.chmod(stat.S_IMODE(info.external_attr >> 16))
    shutil.copy(root / "source" / "run_autograder", root / "run_autograder")
    (root / "results").mkdir()
    run(root, root / "source" / "setup.sh")
    return root


def run(root: Path, script: Path) -> subprocess.CompletedProcess[str]:
    bin_ = root / "bin"
    bin_.mkdir(exist_ok=True)
    python = bin_ / f"python{sys.version_info.major}.{sys.version_info.minor}"
    if not python.exists():
        python.symlink_to(os.path.realpath(sys.executable))
    environment = {"PATH": f"{bin_}:/usr/bin:/bin", "HOME": str(root), "DLGRADE_AUTOGRADER": str(root), **OFFLINE}
    done = subprocess.run([script], cwd=root, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def graded(root: Path, submission: Path) -> dict[str, Any]:
    shutil.rmtree(root / "submission", ignore_errors=True)
    (root / "results" / "results.json").unlink(missing_ok=True)
    shutil.copytree(submission, root / "submission")
    run(root, root / "run_autograder")
    results: dict[str, Any] = json.loads((root / "results" / "results.json").read_text(encoding="utf-8"))
    return results


def test_what_gradescope_runs_stands_at_the_root_and_can_be_run(built: Path) -> None:
    with zipfile.ZipFile(built) as archive:
        modes = {info.filename: stat.S_IMODE(info.external_attr >> 16) for info in archive.infolist()}

    assert modes["setup.sh"] == modes["run_autograder"] == 0o755
    assert modes["assignment.toml"] == 0o644
    wheels = [name for name in modes if name.startswith("wheels/")]
    assert {"dlgrade", "numpy", "click", "msgpack"} <= {name.partition("/")[2].partition("-")[0] for name in wheels}


def test_the_example_is_graded_from_the_zip_alone(image: Path) -> None:
    results = graded(image, EXAMPLE)

    tests = {test["extra_data"]["id"]: test for test in results["tests"]}
    assert list(tests) == ["sigmoid", "relu", "affine"]
    assert tests["sigmoid"]["max_score"] == 7
    assert {name for name, test in tests.items() if test["visibility"] == "hidden"} == {"affine"}
    assert results["score"] == pytest.approx(sum(test["score"] for test in tests.values()))
    assert results["score"] > 0
    assert results["extra_data"]["seed"] == 5


def test_the_same_submission_gives_the_same_results(image: Path) -> None:
    first, second = graded(image, EXAMPLE), graded(image, EXAMPLE)
    for one in (first, second):
        del one["execution_time"]

    assert first == second


def test_what_cannot_be_read_gets_a_sentence(image: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    results = graded(image, empty)

    assert results["score"] == 0
    assert results["output"]


def test_a_fault_of_ours_leaves_no_results_and_so_no_zero(image: Path) -> None:
    rules = image / "source" / "assignment.toml"
    right = rules.read_text(encoding="utf-8")
    rules.write_text("exercises = 3", encoding="utf-8")
    try:
        with pytest.raises(AssertionError, match="exercises"):
            graded(image, EXAMPLE)
    finally:
        rules.write_text(right, encoding="utf-8")
    assert not (image / "results" / "results.json").exists()


def test_the_wheel_is_the_same_bytes_each_time_and_holds_no_test(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, other = write_own_wheel(tmp_path / "a"), write_own_wheel(tmp_path / "b")

    assert one.read_bytes() == other.read_bytes()
    names = zipfile.ZipFile(one).namelist()
    assert {"dlgrade/__init__.py", "dlgrade/reports/templates/page.html", "dlgrade/grader/autograder/setup.sh"} <= {
        *names
    }
    assert not [name for name in names if "/tests/" in name or "__pycache__" in name]


def test_an_assignment_that_is_wrong_is_told_before_anything_is_fetched(tmp_path: Path) -> None:
    (tmp_path / "assignment.toml").write_text('exercises = ["sigmod"]', encoding="utf-8")
    arguments = [
        "gradescope",
        "--out",
        tmp_path / "x.zip",
        "--assignment",
        tmp_path / "assignment.toml",
        "--lang",
        "en",
    ]
    done = CliRunner().invoke(main, [str(part) for part in arguments])

    assert done.exit_code == 2
    assert "did you mean 'sigmoid'" in done.output
    assert not (tmp_path / "x.zip").exists()
