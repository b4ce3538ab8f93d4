"""The attacks once more as an ordinary user and within namespaces: a sample of them always, all of them with `-m long`.

A run of pytest of its own, with its own home and temporary folder, by a user whom no machine has or under `unshare`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ..grader.wall import yard

STRANGER = yard.STRANGER
HERE = Path(__file__).parent
ROOT = HERE.parents[1]
UNSHARE = ["unshare", "--user", "--map-root-user", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
WAYS = {
    "an ordinary user": (STRANGER, []),
    "root in namespaces": (0, UNSHARE),
    "an ordinary user in namespaces": (STRANGER, UNSHARE),
}
SAMPLE = (
    "write_report",
    "type_slots",
    "kill_parent",
    "reads_others",
    "network",
    "memory_numpy",
    "many_files",
    "at_exit",
    "metadata",
    "parents_memory",
)
Run = Callable[[Sequence[str], float], ElementTree.Element]


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def as_another(way: str) -> Iterator[Run]:
    """Runs pytest on paths below this folder, in one of the ways, and gives its report."""
    user, prefix = WAYS[way]
    if user and os.getuid():
        user = 0  # an ordinary user is one already
    elif not user and os.getuid():
        pytest.skip("only root is root")
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        if user:
            os.chown(folder, user, user)

        def started(command: Sequence[str], seconds: float) -> subprocess.CompletedProcess[str]:
            rest = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
            return subprocess.run(
                [*prefix, *command],
                cwd=ROOT,
                env={**rest, "HOME": folder, "TMPDIR": folder, "PYTHONDONTWRITEBYTECODE": "1"},
                timeout=seconds,
                capture_output=True,
                text=True,
                preexec_fn=yard.become_stranger if user else None,
            )

        def run(arguments: Sequence[str], seconds: float) -> ElementTree.Element:
            done = started([sys.executable, "-m", "pytest", "-q", f"--junitxml={report}", *arguments], seconds)
            assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]
            (suite,) = ElementTree.parse(report).getroot()
            return suite

        if prefix and not shutil.which(prefix[0]):
            pytest.skip("there is no unshare here")
        asked = started([sys.executable, "-c", "import dlgrade, pytest"], 60)
        if asked.returncode:
            pytest.skip(f"{way} cannot start Python here: {asked.stderr[-300:]}")
        yield run


def test_a_sample_of_the_attacks_earns_nothing_there_either(as_another: Run) -> None:
    suite = as_another([str(HERE / "test_submissions.py"), "-k", " or ".join(f"[{one}]" for one in SAMPLE)], 600)

    ran = {case.get("name", "").partition("[")[2].rstrip("]") for case in suite if not len(case)}
    assert set(SAMPLE) == ran


@pytest.mark.long
def test_all_attacks_earn_nothing_there_either(as_another: Run) -> None:
    suite = as_another([str(HERE), f"--ignore={__file__}"], 3000)

    left_out = [case.get("name") for case in suite if case.find("skipped") is not None]
    print(f"{suite.get('tests')} tests, {len(left_out)} left out: {left_out}")
    assert int(suite.get("tests", 0)) - len(left_out) > 300
