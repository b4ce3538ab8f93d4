"""What dlgrade is made with is known by its hash, and what is dangerous in its code has its reason beside it."""

from __future__ import annotations

import json
import re
import subprocess
import sysconfig
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
SCRIPTS = Path(sysconfig.get_path("scripts"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
PACKAGES = ("__init__.py", "reference", "exercises", "reports", "grader")
SHA256 = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def locked(name: str) -> Iterator[tuple[Requirement, list[str]]]:
    """The requirements of a lock file, each with its hashes."""
    text = (ROOT / ".ci" / name).read_text(encoding="utf-8")
    for line in re.sub(r"\\\n", " ", re.sub(r"^\s*#.*\n", "", text, flags=re.M)).splitlines():
        yield Requirement(line.partition("--hash")[0]), line.split()


LOCKED = list(locked("lock.txt"))


@pytest.mark.parametrize("name", ["lock.txt", "build.txt"])
def test_a_lock_names_one_version_of_each_and_its_hashes(name: str) -> None:
    found = list(locked(name))

    assert found
    for requirement, words in found:
        assert re.fullmatch(r"==[\w.]+", str(requirement.specifier)), requirement
        assert [word for word in words if SHA256.fullmatch(word)], requirement


def test_a_lock_names_no_index_and_no_place_of_a_machine() -> None:
    for name in ("lock.txt", "build.txt", "lock"):
        text = (ROOT / ".ci" / name).read_text(encoding="utf-8")
        assert not re.search(r"https?:|--index|--find-links|file:", text)
        assert not re.search(r"[( ]/(?!usr/bin/env)", text)


@pytest.mark.parametrize("python", ["3.11.0", "3.12.9", "3.13.5"])
@pytest.mark.parametrize("extra", ["", *EXTRAS])
def test_the_lock_holds_what_the_project_asks_for(extra: str, python: str) -> None:
    environment = {**default_environment(), "python_full_version": python, "python_version": python[:4]}
    there = {
        canonicalize_name(one.name): one
        for one, _ in LOCKED
        if one.marker is None or one.marker.evaluate(environment)  # type: ignore[arg-type]
    }

    for text in EXTRAS[extra] if extra else PROJECT["project"]["dependencies"]:
        asked = Requirement(text)
        lock = there[canonicalize_name(asked.name)]
        assert asked.specifier.contains(str(lock.specifier).removeprefix("==")), f"{asked}, locked {lock}"
        assert asked.extras <= lock.extras


def test_what_a_wheel_is_built_with_is_locked() -> None:
    there = {canonicalize_name(one.name): str(one.specifier).removeprefix("==") for one, _ in locked("build.txt")}
    script = (ROOT / ".ci" / "lock").read_text(encoding="utf-8")

    for text in PROJECT["build-system"]["requires"]:
        asked = Requirement(text)
        assert asked.specifier.contains(there[canonicalize_name(asked.name)])
        assert f"'{text}'" in script


def test_ci_installs_by_hash_before_it_runs_the_readme() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    hashed = [n for n, line in enumerate(lines) if "--require-hashes" in line and "-r .ci/" in line]
    readme = [n for n, line in enumerate(lines) if "README.md |" in line]

    assert len(hashed) == len(readme) == 2
    assert max(hashed) < min(readme)


def test_bandit_finds_nothing() -> None:
    command = [SCRIPTS / "bandit", "--quiet", "--configfile", "pyproject.toml", "--recursive", *PACKAGES]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout


def test_every_place_that_a_security_linter_is_told_to_overlook_gives_its_reason() -> None:
    lines = [
        (path, line)
        for package in PACKAGES
        for path in ([ROOT / package] if package.endswith(".py") else sorted((ROOT / package).rglob("*.py")))
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"noqa: S\d|nosec", line)
    ]

    assert len(lines) > 5
    for path, line in lines:
        assert re.search(r"# noqa: S\d{3}  # \w+", line), f"{path.relative_to(ROOT)}: {line.strip()}"


def test_what_bandit_is_told_to_overlook_everywhere_ruff_asks_place_by_place() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    skipped = re.findall(r'^  "(B\d{3})", # (.+)$', text, re.M)

    assert [name for name, _ in skipped] == PROJECT["tool"]["bandit"]["skips"]
    assert {name for name, why in skipped if not why.startswith("S")} == {"B101", "B105", "B404", "B405"}
    assert all(why.startswith(f"S{name[1:]},") for name, why in skipped if why.startswith("S"))
    assert "S" in PROJECT["tool"]["ruff"]["lint"]["select"]


def test_the_bill_of_materials_is_valid_and_whole(tmp_path: Path) -> None:
    written = tmp_path / "sbom.json"
    command = [SCRIPTS / "cyclonedx-py", "requirements", "--pyproject", "pyproject.toml", "--output-reproducible"]
    done = subprocess.run(
        [*command, "--validate", "-o", written, ".ci/lock.txt"], cwd=ROOT, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr
    bill = json.loads(written.read_text(encoding="utf-8"))
    assert bill["bomFormat"] == "CycloneDX"
    assert bill["metadata"]["component"]["name"] == "dlgrade"
    listed = {(one["name"], one["version"]) for one in bill["components"]}
    assert listed == {(one.name, str(one.specifier).removeprefix("==")) for one, _ in LOCKED}
