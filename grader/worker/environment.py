"""What a worker finds around it: variables, and the places Python reads from."""

from __future__ import annotations

import glob
import os
import site
import sys
import sysconfig
from collections.abc import Iterable

# Shared libraries, clocks, locales and the harmless devices. Not /etc/passwd, not /proc, not $HOME.
_SYSTEM = (
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/nix/store",
    "/gnu/store",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/timezone",
    "/etc/zoneinfo",
    "/usr/share/zoneinfo",
    "/usr/share/locale",
    "/usr/share/i18n",
    "/usr/share/fonts",
    "/sys/devices/system/cpu/online",
    "/sys/devices/system/cpu/possible",
    "/dev/zero",
    "/dev/random",
    "/dev/urandom",
)

# Where in these any Python, and not this one alone, keeps its packages.
_OF_PYTHONS = (
    *(f"{folder}/python*/{inner}-packages" for folder in _SYSTEM[:5] for inner in ("site", "dist")),
    *(f"{store}/*/lib/python*/site-packages" for store in ("/nix/store", "/gnu/store")),
)

ONE_THREAD = dict.fromkeys(
    ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"
)
"""Two BLAS threads make small steps slower, and processes in parallel have the cores already."""


def variables(scratch: str) -> dict[str, str]:
    """The whole environment of a worker, and of the process that workers are forked from.

    A fork inherits its parent's memory and with it the variables the parent was started with, whatever is
    deleted later: the warm parent is to be started with these as well.
    """
    return {
        "PATH": "",
        "HOME": scratch,
        "TMPDIR": scratch,
        "LANG": "C.UTF-8",
        "MPLBACKEND": "Agg",
        "PYTHONHASHSEED": "0",  # sets of words in one order, so that a run can be repeated
        "PYTHONDONTWRITEBYTECODE": "1",
        **ONE_THREAD,
        **{name: os.environ[name] for name in ("SYSTEMROOT", "TZ") if name in os.environ},
    }


def apply(scratch: str) -> str:
    """Replace the variables; the answer says what is in force."""
    wanted = variables(scratch)
    for name in set(os.environ).difference(wanted):
        del os.environ[name]
    for name, value in wanted.items():
        if os.environ.get(name) != value:  # most are there already: each change costs the fork a page
            os.environ[name] = value
    if "tempfile" in sys.modules:  # it asks the variables once and remembers: perhaps in the parent
        sys.modules["tempfile"].tempdir = scratch  # type: ignore[attr-defined]
    return f"{len(wanted)} variables, own folder for home and temporary files"


def python_paths() -> list[str]:
    """What the running interpreter reads: its library, what is installed beside it, shared libraries, clocks."""
    return _existing([*_libraries(), *_SYSTEM])


def installed_copies(package: str) -> list[str]:
    """Every copy of a package that lies where an interpreter looks: this one, or another one beside it.

    The system's folders are readable as a whole, and another Python's packages may lie in them.
    """
    folders = [
        *_libraries(),
        *sys.path,
        site.getusersitepackages(),
        *site.getsitepackages([sys.prefix, sys.base_prefix]),
    ]
    beside = [f"{folder}{below}/{package}" for folder in folders if folder for below in ("", "/site-packages")]
    others = [path for pattern in _OF_PYTHONS for path in glob.glob(f"{pattern}/{package}")]  # noqa: PTH207 - absolute
    return _existing([*beside, *others])


def _libraries() -> list[str]:
    """Library folders of the environment and of its base, not the prefixes: a prefix may be a whole home."""
    names = ("stdlib", "platstdlib", "purelib", "platlib")
    found = [sysconfig.get_path(name, vars=base) for base in _bases() for name in names]
    found += [f"{base}/{lib}" for base in (sys.prefix, sys.base_prefix) for lib in ("lib", "lib64", "DLLs")]
    found += [f"{sys.prefix}/pyvenv.cfg"]
    return found + [path for path in sys.path if path.endswith(("site-packages", "dist-packages", ".zip"))]


def _bases() -> list[dict[str, str]]:
    prefixes = ((sys.prefix, sys.exec_prefix), (sys.base_prefix, sys.base_exec_prefix))
    return [{"base": b, "platbase": e, "installed_base": b, "installed_platbase": e} for b, e in prefixes]


def _existing(paths: Iterable[str]) -> list[str]:
    return [path for path in dict.fromkeys(paths) if os.path.lexists(path)]
