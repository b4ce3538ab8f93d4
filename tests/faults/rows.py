"""The table of faults: what is broken, how it is made, what happens. Tests and docs/faults.md are made from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .surroundings import Surroundings

MIB = 1 << 20


@dataclass(frozen=True)
class Place:
    """Where a run happens; surroundings name these folders.

    Attributes:
        top: all of it, and the folder that commands run in.
        out: where results go.
        spare: an empty folder to mount something on.
    """

    top: Path
    out: Path
    spare: Path


@dataclass(frozen=True)
class Told:
    """One sentence and an exit status, in place of a result.

    Attributes:
        status: exit status.
        said: what the sentence speaks of, as a regular expression that holds in both languages.
    """

    status: int
    said: str


@dataclass(frozen=True)
class Unjudged:
    """A record that says of every exercise that we failed; none of them counts."""

    said: str


SAME = "same"
"""The record, or the store, of an undisturbed run, but for times and the layers of the wall."""
Expected = str | Told | Unjudged


@dataclass(frozen=True)
class Row:
    """One fault around a whole command.

    Attributes:
        id: names the test's case.
        fault: what is broken.
        made: how the test makes it.
        around: the surroundings of a command at a place.
        submit: what `submit` comes to.
        batch: what `batch` with two processes comes to.
        options: further options of `batch`.
    """

    id: str
    fault: str
    made: str
    around: Callable[[Place], Surroundings]
    submit: Expected = SAME
    batch: Expected = SAME
    options: tuple[str, ...] = ()

    def now(self, command: str) -> bool:
        """Whether this is tried in every run."""
        return NOW.get(self.id, "") in (command, "both")


def _tmpfs(where: Path | str, *flags: str, size: str = "64m") -> tuple[str, str, tuple[str, ...], str]:
    return "none", str(where), flags, f"size={size},mode=1777"


def _no_temporary(place: Place) -> Surroundings:
    shut = [_tmpfs(folder, "ro") for folder in ("/tmp", "/var/tmp") if Path(folder).is_dir()]
    kept = ((str(place.top), "/mnt", ("bind", "rec"), ""), *shut)
    return Surroundings(kept, variables={"TMPDIR": None}, enter="/mnt")


def _nowhere(place: Place) -> Surroundings:
    shut = ("none", "/mnt", ("bind", "remount", "ro"), "")
    return Surroundings((*_no_temporary(place).mounts, shut), variables={"TMPDIR": None}, enter="/mnt")


NOW = {
    "user": "submit",
    "nobodys_home": "submit",
    "nowhere": "submit",
    "ascii": "both",
    "closed_streams": "submit",
    "no_proc": "submit",
    "no_landlock": "both",
    "no_seccomp": "submit",
    "wsl": "submit",
    "docker": "both",
    "no_processes": "submit",
    "no_threads": "submit",
    "512_mib": "submit",
    "256_mib": "submit",
    "20_files": "submit",
}
"""What is tried in every run; the rest by `-m long` alone."""

ROWS: tuple[Row, ...] = (
    Row("user", "An ordinary user", "user and group 65534, no capabilities", lambda _: Surroundings(stranger=True)),
    Row("no_home", "No HOME", "the variable is taken away", lambda _: Surroundings(variables={"HOME": None})),
    Row(
        "nobodys_home",
        "No HOME, and a user that the machine does not list",
        "user 65534, HOME a folder that is not there",
        lambda _: Surroundings(variables={"HOME": "/nonexistent"}, stranger=True),
    ),
    Row(
        "read_only_home",
        "HOME may not be written",
        "HOME on a tmpfs mounted read-only",
        lambda place: Surroundings((_tmpfs(place.spare, "ro"),), variables={"HOME": str(place.spare)}),
    ),
    Row(
        "noexec",
        "Nothing may be executed from HOME and TMPDIR",
        "both on a tmpfs mounted noexec",
        lambda place: Surroundings(
            (_tmpfs(place.spare, "noexec"),), variables={"HOME": str(place.spare), "TMPDIR": str(place.spare)}
        ),
    ),
    Row(
        "lost_tmpdir",
        "TMPDIR is not there",
        "TMPDIR=/nonexistent",
        lambda _: Surroundings(variables={"TMPDIR": "/nonexistent"}),
    ),
    Row(
        "full_tmpdir",
        "TMPDIR is full",
        "TMPDIR on a tmpfs of 64 KiB that a file fills",
        lambda place: Surroundings(
            (_tmpfs(place.spare, size="64k"),), variables={"TMPDIR": str(place.spare)}, fills=str(place.spare / "all")
        ),
    ),
    Row("no_tmp", "No /tmp", "/tmp and /var/tmp on a tmpfs mounted read-only", _no_temporary),
    Row(
        "no_shm",
        "No shared memory",
        "/dev/shm on a tmpfs mounted read-only",
        lambda _: Surroundings((_tmpfs("/dev/shm", "ro"),)),
        batch=Told(2, "/dev/shm"),
    ),
    Row(
        "nowhere",
        "No folder at all for temporary files",
        "as above, and the working folder mounted read-only",
        _nowhere,
        Told(3, "temporary|No usable"),
        Told(2, "Read-only file system|temporary"),
    ),
    Row(
        "ascii",
        "The C locale, without Python's own remedies, and Japanese names and texts",
        "LC_ALL=C, PYTHONUTF8=0, PYTHONCOERCECLOCALE=0",
        lambda _: Surroundings(variables={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    ),
    Row(
        "ascii_streams",
        "Standard streams that take ASCII alone",
        "PYTHONIOENCODING=ascii",
        lambda _: Surroundings(variables={"PYTHONIOENCODING": "ascii"}),
    ),
    Row(
        "closed_streams",
        "Standard input, output and errors closed",
        "closed before the command starts",
        lambda _: Surroundings(closed=(0, 1, 2)),
    ),
    Row("no_proc", "No /proc", "an empty tmpfs over /proc", lambda _: Surroundings((_tmpfs("/proc"),))),
    Row(
        "no_landlock",
        "A kernel without Landlock",
        "a filter of libseccomp answers ENOSYS to its three calls",
        lambda _: Surroundings(filters=("no_landlock",)),
        batch=Told(2, "landlock.*--no-wall"),
    ),
    Row(
        "landlock_refused",
        "A container that refuses Landlock",
        "a filter of libseccomp answers EPERM to its three calls",
        lambda _: Surroundings(filters=("landlock_refused",)),
        batch=Told(2, "landlock.*--no-wall"),
    ),
    Row(
        "no_landlock_told",
        "A kernel without Landlock, and `--no-wall`",
        "as above",
        lambda _: Surroundings(filters=("no_landlock",)),
        options=("--no-wall",),
    ),
    Row(
        "no_seccomp",
        "A kernel without seccomp",
        "a filter of libseccomp answers ENOSYS to seccomp(2), EINVAL to prctl(PR_SET_SECCOMP)",
        lambda _: Surroundings(filters=("no_seccomp",)),
        batch=Told(2, "seccomp.*--no-wall"),
    ),
    Row(
        "wsl",
        "What WSL 1 lacks (Landlock, seccomp, young calls), and /proc, as a user",
        "all of these filters, and an empty tmpfs over /proc",
        lambda _: Surroundings((_tmpfs("/proc"),), filters=("no_landlock", "old_kernel", "no_seccomp"), stranger=True),
        batch=Told(2, "landlock.*seccomp.*--no-wall"),
    ),
    Row(
        "old_kernel",
        "A kernel without clone3, close_range, openat2, pidfd_open, rseq, memfd_create",
        "a filter of libseccomp answers ENOSYS",
        lambda _: Surroundings(filters=("old_kernel",)),
    ),
    Row(
        "docker",
        "A container with Docker's default seccomp profile, as root",
        "a filter of libseccomp that lets pass what the profile lets pass without a capability",
        lambda _: Surroundings(filters=("docker",)),
    ),
    Row(
        "docker_user",
        "The same as an ordinary user",
        "the same, user 65534",
        lambda _: Surroundings(filters=("docker",), stranger=True),
    ),
    Row("one_core", "One core", "the process may use its first processor alone", lambda _: Surroundings(one_core=True)),
    Row(
        "512_mib",
        "512 MiB of address space",
        "RLIMIT_AS, inherited by every process",
        lambda _: Surroundings(limits={"AS": 512 * MIB}),
    ),
    Row(
        "256_mib",
        "256 MiB of address space",
        "RLIMIT_AS",
        lambda _: Surroundings(limits={"AS": 256 * MIB}),
        Told(3, "256 MiB.*400 MiB.*ulimit -v"),
        Told(3, "256 MiB.*400 MiB.*ulimit -v"),
    ),
    Row(
        "64_mib",
        "64 MiB of address space, in which NumPy does not start",
        "RLIMIT_AS",
        lambda _: Surroundings(limits={"AS": 64 * MIB}),
        Told(3, "64 MiB.*400 MiB.*ulimit -v"),
        Told(3, "64 MiB.*400 MiB.*ulimit -v"),
    ),
    Row(
        "no_processes",
        "fork answers EAGAIN, from the start",
        "a filter of libseccomp answers EAGAIN to clone for a process",
        lambda _: Surroundings(filters=("no_processes",)),
        Told(3, "temporarily unavailable"),
        Told(3, "temporarily unavailable"),
    ),
    Row(
        "user_limit",
        "An ordinary user who may have one process",
        "RLIMIT_NPROC of 1, user 65534",
        lambda _: Surroundings(limits={"NPROC": 1}, stranger=True),
        Told(3, "temporarily unavailable"),
        Told(3, "temporarily unavailable"),
    ),
    Row(
        "no_threads",
        "No thread can be started",
        "a filter of libseccomp answers EAGAIN to clone with a thread",
        lambda _: Surroundings(filters=("no_threads",)),
        Unjudged("can't start new thread"),
        Told(3, "can't start new thread"),
    ),
    Row(
        "8_files",
        "8 descriptors: Python hardly starts",
        "RLIMIT_NOFILE",
        lambda _: Surroundings(limits={"NOFILE": 8}),
        Told(3, "Too many open files"),
        Told(3, "Too many open files"),
    ),
    Row(
        "20_files",
        "20 descriptors: no worker starts",
        "RLIMIT_NOFILE",
        lambda _: Surroundings(limits={"NOFILE": 20}),
        Unjudged("Too many open files"),
        Told(3, "Too many open files"),
    ),
    Row(
        "read_only_out",
        "The folder of the results may not be written",
        "on a tmpfs mounted read-only",
        lambda place: Surroundings((_tmpfs(place.out, "ro"),)),
        Told(2, "Read-only file system"),
        Told(2, "."),
    ),
    Row(
        "1971",
        "The clock stands in 1971",
        "faketime of Debian around the command",
        lambda _: Surroundings(prefix=("faketime", "1971-01-02 00:00:00")),
    ),
    Row(
        "2099",
        "The clock stands in 2099",
        "faketime of Debian around the command",
        lambda _: Surroundings(prefix=("faketime", "2099-12-31 23:59:00")),
    ),
)
