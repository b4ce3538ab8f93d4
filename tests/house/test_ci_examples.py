"""The container's recipe, the workflow and the shell scripts, as far as they can be checked without running them.

Not checked here: that the image builds and that GitHub runs the workflow; neither a container engine nor GitHub is
needed for the tests.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sysconfig
from pathlib import Path

import click
import pytest
import yaml
from dlgrade.grader.cli import main

ROOT = Path(__file__).parents[2]
CI = ROOT / "examples" / "ci"
SCRIPTS = Path(sysconfig.get_path("scripts"))
RECIPE = (CI / "Containerfile").read_text(encoding="utf-8")


def lint(*command: str | Path) -> None:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


def parsed(command: str) -> click.Context:
    """A command line of ours, parsed by our own parser and not run."""
    name, *arguments = shlex.split(command)[1:]
    return main.commands[name].make_context(name, arguments)


def test_the_recipe_is_clean_to_hadolint() -> None:
    lint(SCRIPTS / "hadolint", "--failure-threshold", "style", CI / "Containerfile")


@pytest.mark.parametrize("name", ["setup.sh", "run_autograder"])
def test_the_scripts_are_clean_to_shellcheck(name: str) -> None:
    lint(SCRIPTS / "shellcheck", "--severity", "style", ROOT / "grader" / "autograder" / name)


def test_what_the_recipe_copies_is_there_and_is_the_whole_package() -> None:
    copied = {name for line in re.findall(r"^COPY (?!--from)(.+)$", RECIPE, re.M) for name in line.split()[:-1]}

    assert all((ROOT / name).exists() for name in copied)
    assert {"__init__.py", "py.typed", "pyproject.toml", "reference", "exercises", "reports", "grader"} <= copied


def test_the_container_is_not_root_and_its_command_takes_network_and_disk_away() -> None:
    users = re.findall(r"^USER (\d+)", RECIPE, re.M)
    command = " ".join(line.removeprefix("#").strip(" \\") for line in RECIPE.splitlines() if line.startswith("#"))

    assert users == ["1000"]
    for option in ("--network none", "--read-only", "--tmpfs /tmp", "--cap-drop all", "no-new-privileges", ":ro "):
        assert option in command
    assert parsed(re.search(r"dlgrade batch \S+ --out \S+", command)[0]).params["out"] == Path("/results")  # type: ignore[index]


def test_the_workflow_fits_the_published_schema() -> None:
    lint(SCRIPTS / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", CI / "grade.yml")


def test_the_workflow_may_do_nothing_but_read_and_its_commands_are_ours() -> None:
    workflow = yaml.safe_load((CI / "grade.yml").read_text(encoding="utf-8"))
    steps = workflow["jobs"]["grade"]["steps"]
    ours = [step["run"] for step in steps if step.get("run", "").startswith("dlgrade ")]

    assert workflow["permissions"] == {"contents": "read"}
    assert steps[0]["with"]["persist-credentials"] is False
    assert [parsed(command).params["layout"] for command in ours] == ["github"]
    # Nothing that others write may stand in a script's text.
    assert not [step for step in steps if "${{" in step.get("run", "")]
