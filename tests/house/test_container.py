"""The container's recipe, built and run as it says: not as root, without network, read-only, the wall in force inside.

Long, and only where buildah, podman, runc and mmdebstrap are, as root. No registry is asked: where the recipe's base
image is not there already, one of the same name with Debian's Python stands in for it. Written into the command that
the recipe gives are only options that say which engine's storage, runtime and limits to use.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RECIPE = ROOT / "examples" / "ci" / "Containerfile"
TOOLS = ("buildah", "podman", "runc", "mmdebstrap")
NEEDED = ("python3", "python3-pip", "python3-venv", "ca-certificates")
STAND_IN = """FROM scratch
ADD base.tar /
RUN rm -f /usr/lib/python3*/EXTERNALLY-MANAGED && ln -sf python3 /usr/bin/python
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
"""
CERTIFICATES = Path("/etc/ssl/certs")
MAIN = "from dlgrade.grader.cli import main; main()"
MISSING = [tool for tool in TOOLS if not shutil.which(tool)]

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(bool(MISSING), reason=f"the container is not built here: no {', '.join(MISSING)}"),
    pytest.mark.skipif(os.geteuid() != 0, reason="the container is not built here: its storage is root's"),
]


@dataclass(frozen=True)
class Engine:
    """buildah and podman with a storage of their own."""

    folder: Path

    def run(self, *command: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
        names = {**os.environ, "BUILDAH_ISOLATION": "chroot", "STORAGE_DRIVER": "vfs"}
        storage = ["--root", str(self.folder / "root"), "--runroot", str(self.folder / "run"),
                   "--storage-driver", "vfs"]  # fmt: skip
        return subprocess.run([command[0], *storage, *command[1:]], cwd=folder or self.folder, env=names,
                              capture_output=True, text=True)  # fmt: skip

    def must(self, *command: str) -> None:
        done = self.run(*command)
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]

    def documented(self, *arguments: str, entry: str = "") -> subprocess.CompletedProcess[str]:
        """The recipe's `podman run` with other arguments to dlgrade; who is root has nobody's results to keep."""
        text = " ".join(
            line.removeprefix("#").strip(" \\") for line in RECIPE.read_text().splitlines() if line[:1] == "#"
        )
        found = re.search(r"podman run (--rm .*?) dlgrade batch", text)
        assert found
        options = shlex.split(found[1].replace('--userns keep-id --user "$(id -u):$(id -g)"', ""))
        here = ["--cgroup-manager", "cgroupfs", "--runtime", str(shutil.which("runc")), "run", "--ulimit",
                "nofile=1024:1024", "--ulimit", "nproc=4096:4096"]  # fmt: skip
        return self.run("podman", *here, *options, *(["--entrypoint", entry] if entry else []), "dlgrade", *arguments)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    made = Engine(tmp_path_factory.mktemp("container"))
    (base,) = set(re.findall(r"^FROM (\S+)", RECIPE.read_text(), re.M))
    made.must("buildah", "--version")
    release = platform.freedesktop_os_release()["VERSION_CODENAME"]
    of_debian = ["mmdebstrap", "--quiet", "--variant=minbase", f"--include={','.join(NEEDED)}", release]
    subprocess.run([*of_debian, str(made.folder / "base.tar")], check=True)
    (made.folder / "Base").write_text(STAND_IN)
    made.must("buildah", "build", "--tag", base, "--file", "Base", ".")
    (made.folder / "pip.conf").write_text(f"[global]\ncert = {CERTIFICATES}/ca-certificates.crt\n")
    of_this_machine = ["--volume", f"{made.folder}/pip.conf:/etc/pip.conf:ro", "--volume",
                       f"{CERTIFICATES}:{CERTIFICATES}:ro"]  # fmt: skip
    made.must(
        "buildah", "build", "--pull-never", "--file", str(RECIPE), "--tag", "dlgrade", *of_this_machine, str(ROOT)
    )
    shutil.copytree(ROOT / "examples" / "my_impl", made.folder / "submissions" / "my_impl")
    (made.folder / "results").mkdir()
    (made.folder / "results").chmod(0o777)
    yield made
    made.run("podman", "rmi", "--all", "--force")


def test_every_layer_of_the_wall_is_in_force_inside(engine: Engine) -> None:
    done = engine.documented("doctor", "--lang", "en")
    assert "Every layer is in force." in done.stdout, done.stdout + done.stderr


def test_inside_there_is_no_root_no_network_and_nothing_to_write_on(engine: Engine) -> None:
    looks = "id -u; ls /sys/class/net; touch /x || echo shut; grep CapEff /proc/self/status"
    done = engine.documented("-c", looks, entry="sh")
    assert done.stdout.split() == ["1000", "lo", "shut", "CapEff:", "0" * 16]


def test_the_example_gets_the_verdicts_that_it_gets_outside(engine: Engine) -> None:
    few = ("--only", "sigmoid,softmax,affine,adam", "--seed", "7", "--lang", "en", "--out")
    done = engine.documented("submit", "/submissions/my_impl", *few, "/results/report")
    assert done.returncode == 1, done.stderr
    subprocess.run([sys.executable, "-c", MAIN, "submit", "submissions/my_impl", *few, "outside"],
                   cwd=engine.folder, capture_output=True)  # fmt: skip
    inside, outside = (verdicts(engine.folder / path / "record.json") for path in ("results/report", "outside"))
    assert inside == outside
    assert len(inside) == 4


def verdicts(path: Path) -> list[tuple[str, str, float, str]]:
    record = json.loads(path.read_text(encoding="utf-8"))
    return [(one["id"], one["state"], one["points"], one["cause"] and one["cause"]["text"])
            for one in record["exercises"]]  # fmt: skip
