"""Real disks that are full, and processes that are gone: the whole command, as an instructor runs it."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from .conftest import ITEMS, MAIN, Done, Hall, plain_file, without_progress
from .surroundings import CANNOT, Surroundings

SIZES = (16, 64, 100, 140, 180, 200, 240, 280, 320, 360)  # KiB; from no store at all to the last page of the class


def on_small_disk(hall: Hall, size: int, *commands: str) -> Done:
    """Commands on a tmpfs of so many KiB that is then enlarged; what came of them is kept where it can be seen."""
    around = Surroundings((("none", str(hall.place.spare), (), f"size={size}k,mode=1777"),))
    kept = hall.place.out / f"disk{size}"
    kept.mkdir(exist_ok=True)
    script = "\n".join(commands).format(
        main=f"{shlex.quote(sys.executable)} -c {shlex.quote(MAIN)}",
        asked=f"--only {ITEMS} --seed 7",
        disk=shlex.quote(str(hall.place.spare)),
        kept=shlex.quote(str(kept)),
    )
    done = subprocess.run(
        around.command(["sh", "-c", script]),
        cwd=hall.place.top,
        env=os.environ,
        capture_output=True,
        text=True,
        timeout=300,
    )
    if done.returncode == CANNOT:
        pytest.skip(f"not run, this machine cannot make it: {done.stderr.strip()}")
    assert "Traceback" not in done.stderr
    return Done(done.returncode, done.stdout, done.stderr)


BATCH = "{main} batch class --jobs 2 --lang en --out {disk}/b {asked} 2> {kept}/said; echo status $?"


def a_full_disk(hall: Hall, whole_class: dict[str, Any], size: int) -> None:
    done = on_small_disk(
        hall, size, BATCH, "mount -o remount,size=64m {disk}",
        "{main} batch class --jobs 2 --lang en --out {disk}/b {asked}; echo status $?",
        "cp -r {disk}/b {kept}/b; find {disk} -name '.*' -type f",
    )  # fmt: skip
    kept = hall.place.out / f"disk{size}"
    statuses = [line.split()[1] for line in done.out.splitlines() if line.startswith("status")]
    said = without_progress((kept / "said").read_text())
    assert statuses in (["3", "0"], ["0", "0"])
    if statuses[0] == "3":
        assert len(said) == 1
        assert any(word in said[0] for word in ("full", "No space left", "disk I/O error")), said
    assert not [line for line in done.out.splitlines() if "/." in line], "nothing half-written is left"
    assert hall.records(f"disk{size}/b") == whole_class


def test_a_disk_that_fills_up_in_the_middle_of_a_class(hall: Hall, whole_class: dict[str, Any]) -> None:
    a_full_disk(hall, whole_class, 140)


@pytest.mark.long
@pytest.mark.parametrize("size", SIZES)
def test_a_disk_that_fills_up_at_any_moment_of_a_class(hall: Hall, whole_class: dict[str, Any], size: int) -> None:
    a_full_disk(hall, whole_class, size)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_report_for_which_there_is_no_space(hall: Hall, undisturbed: dict[str, Any], lang: str) -> None:
    done = on_small_disk(
        hall, 8, f"{{main}} submit 提出 --lang {lang} --out {{disk}}/r {{asked}}; echo status $?; find {{disk}} -type f"
    )
    assert done.out.splitlines() == ["status 3"], "and nothing half-written is left"
    assert "No space left" in done.sentence()


def test_standard_output_that_is_full(hall: Hall) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("not run, this machine has no /dev/full")
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-c", MAIN, "submit", "提出", "--only", ITEMS, "--out", "out/full", "--lang", "en"]
        done = subprocess.run(command, cwd=hall.place.top, stdout=full, stderr=subprocess.PIPE, text=True, timeout=300)
    assert done.returncode == 3
    assert "No space left" in Done(3, "", done.stderr).sentence()
    assert plain_file(hall.place.out / "full/record.json")["points"] == 4, "the report is written all the same"


def test_processes_of_a_class_whose_parent_is_gone_go_too(hall: Hall) -> None:
    command = [sys.executable, "-c", MAIN, "batch", "class", "--only", ITEMS, "--jobs", "2", "--out", "out/orphans"]
    temporary = hall.place.top / "temporary"  # a folder that was just made there stays
    temporary.mkdir()
    process = subprocess.Popen(
        command,
        cwd=hall.place.top,
        env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    found: set[int] = set()
    while len(found) < 4 and process.poll() is None:  # two of the pool, and a warm parent each at the least
        found |= descendants(process.pid)
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)  # as the kernel does where memory is short: that one alone
    process.wait()
    assert len(found) >= 4
    for _ in range(3000):
        if not (left := {pid for pid in found if alive(pid)}):
            return
        time.sleep(0.02)
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    pytest.fail(f"{len(left)} processes are left")


def descendants(pid: int) -> set[int]:
    try:
        children = {int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}
    except OSError:
        return set()
    return children.union(*(descendants(child) for child in children))


def alive(pid: int) -> bool:
    """Whether it runs; one that nobody has reaped yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


FAILING = """
set -e
mkdir {kept}/disk
truncate -s 64M {disk}/image
mkfs.ext4 -q -O ^has_journal -E lazy_itable_init=1 {disk}/image
device=$(losetup -f --show {disk}/image)
trap 'umount {kept}/disk; losetup -d $device' EXIT
mount $device {kept}/disk
head -c 2050k /dev/urandom > {kept}/disk/filled
sync -f {kept}/disk
set +e
{main} batch class --jobs 2 --lang en --out {kept}/disk/b {asked} 2> {kept}/said
echo status $?
{main} submit 提出 --lang ja --out {kept}/disk/r {asked} --format json 2> {kept}/report
echo status $?
"""


@pytest.mark.long
def test_a_disk_that_fails(hall: Hall) -> None:
    """A file system on a loop device whose own file may not grow: the kernel answers EIO to fsync."""
    if os.getuid() or not all(map(shutil.which, ("losetup", "mkfs.ext4"))) or not Path("/dev/loop-control").exists():
        pytest.skip("not run, a device that fails takes root, losetup and mkfs.ext4")
    done = on_small_disk(hall, 2500, *FAILING.splitlines())
    statuses = [line.split()[1] for line in done.out.splitlines() if line.startswith("status")]
    kept = hall.place.out / "disk2500"
    said = without_progress((kept / "said").read_text())
    assert statuses == ["3", "3"], (done, said)
    said += (kept / "report").read_text().splitlines()
    assert len(said) == 2, said
    for line in said:
        assert any(word in line for word in ("I/O error", "Input/output error", "No space left")), line
