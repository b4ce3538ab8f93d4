"""The layers as a whole: what is said of them, what happens where one is not there or fails."""

from __future__ import annotations

import errno
import os
import pathlib
import platform
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from dlgrade.grader.worker import environment, landlock, process, seccomp, wall

Confined = Callable[..., Any]


def nothing() -> int:
    return 0


def states(layers: Any) -> dict[str, bool]:
    return {name: on for name, on, _ in layers}


def test_all_layers_are_in_force_and_say_what_they_are(confined: Confined) -> None:
    layers = confined(nothing).layers
    assert [name for name, _, _ in layers] == list(wall.LAYERS)
    offered = states(wall.available())
    assert states(layers) == offered
    assert all(detail for _, _, detail in layers)


@pytest.mark.parametrize("layer", wall.LAYERS)
def test_a_layer_that_is_switched_off_says_so(confined: Confined, layer: str) -> None:
    found = {name: (on, detail) for name, on, detail in confined(nothing, off=frozenset({layer})).layers}
    assert found[layer] == (False, "switched off")
    assert sum(on for on, _ in found.values()) == sum(states(wall.available()).values()) - 1


def test_no_such_layer(tmp_path: pathlib.Path) -> None:
    with pytest.raises(ValueError, match="moat"):
        wall.prepare([], [], str(tmp_path), frozenset({"moat"}))


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_elsewhere_layers_are_off_with_a_reason(monkeypatch: pytest.MonkeyPatch, system: str, tmp_path: Any) -> None:
    monkeypatch.setattr(sys, "platform", system)
    found = {name: (on, detail) for name, on, detail in wall.available()}
    assert found["landlock"] == (False, "only Linux has it")
    assert found["seccomp"] == (False, "only Linux has it")
    assert wall.prepare([], [], str(tmp_path)).why_not.keys() == {"landlock", "seccomp"}


def test_where_there_are_no_sessions_and_no_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wall.resources, "resource", None)
    monkeypatch.delattr(os, "setsid")
    found = states(wall.available())
    assert not found["process"]
    assert not found["rlimits"]
    assert found["environment"]


def test_a_machine_without_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    assert "riscv64" in {name: detail for name, _, detail in wall.available()}["seccomp"]


@pytest.mark.parametrize(("number", "text"), [(errno.ENOSYS, "none"), (errno.EOPNOTSUPP, "switched off")])
def test_a_kernel_without_landlock(monkeypatch: pytest.MonkeyPatch, number: int, text: str) -> None:
    def absent() -> int:
        raise OSError(number, "not here")

    monkeypatch.setattr(landlock, "abi", absent)
    found = {name: (on, detail) for name, on, detail in wall.available()}
    assert found["landlock"][0] is False
    assert text in found["landlock"][1]


def test_a_layer_that_was_promised_and_fails_raises(confined: Confined, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise OSError(errno.EINVAL, "odd kernel")

    monkeypatch.setattr(seccomp, "install", fail)
    result = confined(nothing)
    assert result.error == "WallError"
    assert "seccomp: [Errno 22] odd kernel" in result.text


def test_a_scratch_folder_elsewhere_raises(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, elsewhere = tmp_path / "scratches", tmp_path / "elsewhere"
    root.mkdir()
    elsewhere.mkdir()
    program = (
        "import sys; from dlgrade.grader.worker import wall\n"
        "try: wall.enter(wall.prepare(wall.python_paths(), [], sys.argv[1]), sys.argv[2], wall.Limits())\n"
        "except wall.WallError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", program, root, elsewhere], capture_output=True, text=True)
    assert "is not one of" in done.stdout, done.stderr


def test_a_worker_whose_parent_is_gone_does_not_start(tmp_path: pathlib.Path) -> None:
    from dataclasses import replace

    prepared = wall.prepare([], [], str(tmp_path), frozenset(wall.LAYERS))
    with pytest.raises(wall.WallError, match="gone"):
        wall.enter(replace(prepared, parent=1 << 30), str(tmp_path), wall.Limits())


def test_the_layers_load_under_another_name_and_without_dlgrade() -> None:
    """As the warm parent loads them: the folder alone, as a package of its own."""
    folder = pathlib.Path(wall.__file__).parent
    program = f"""
import importlib.machinery, importlib.util, sys
package = importlib.machinery.ModuleSpec("dlgrade_worker", None, is_package=True)
package.submodule_search_locations = [{str(folder)!r}]
sys.modules["dlgrade_worker"] = importlib.util.module_from_spec(package)
from dlgrade_worker import wall
assert wall.LAYERS
print([name for name in sys.modules if name.split(".")[0] in ("dlgrade", "numpy")])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr


def inherited(extra: int) -> list[int]:
    found = []
    for descriptor in range(256):
        try:
            os.fstat(descriptor)
        except OSError:
            continue
        found.append(descriptor)
    return found


def test_descriptors_are_not_inherited(confined: Confined) -> None:
    # The three standard ones and the one the answer goes through.
    reader = os.open("/dev/null", os.O_RDONLY)
    assert len(confined(inherited, reader).value) == 4
    assert len(confined(inherited, reader, off=frozenset({"process"})).value) > 4
    os.close(reader)


def test_state_of_the_process(confined: Confined) -> None:
    def state() -> dict[str, str]:
        wanted = ("NoNewPrivs", "CapEff", "Seccomp")
        lines = (line.split(":", 1) for line in pathlib.Path("/proc/self/status").read_text().splitlines())
        return {name: value.strip() for name, value in lines if name in wanted}

    found = confined(state, off=frozenset({"landlock"})).value
    assert found["NoNewPrivs"] == "1"
    assert found["Seccomp"] == "2"
    assert int(found["CapEff"], 16) in (0, 4)  # nothing, or as root the reading of what others own


def test_variables(monkeypatch: pytest.MonkeyPatch, confined: Confined) -> None:
    monkeypatch.setenv("TOKEN_OF_THE_INSTRUCTOR", "secret")
    names = set(confined(lambda: list(os.environ)).value)
    assert names == set(environment.variables("/"))
    assert "TOKEN_OF_THE_INSTRUCTOR" in confined(lambda: list(os.environ), off=frozenset({"environment"})).value


def test_what_python_needs_is_found_and_what_is_private_is_not() -> None:
    paths = wall.python_paths()
    assert any(pathlib.Path(os.__file__).is_relative_to(path) for path in paths)
    for private in (pathlib.Path.home(), pathlib.Path("/etc/passwd"), pathlib.Path("/proc/self")):
        assert not any(private.is_relative_to(path) for path in paths)


def test_installed_copies_are_found() -> None:
    found = wall.installed_copies("pytest")
    assert any(path.endswith("site-packages/pytest") for path in found)


def test_copies_of_another_python_are_found_too(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of /usr/lib may be read, and another Python there may have this package."""
    copy = tmp_path / "python3.99" / "dist-packages" / "dlgrade"
    copy.mkdir(parents=True)
    assert any(pattern.startswith("/usr/local/lib/python*/") for pattern in environment._OF_PYTHONS)
    monkeypatch.setattr(environment, "_OF_PYTHONS", (f"{tmp_path}/python*/dist-packages",))
    assert str(copy) in wall.installed_copies("dlgrade")


def test_whoever_asks_has_tasks() -> None:
    assert wall.resources.tasks_of_user() > 0


def test_a_system_that_is_not_linux_gets_a_session(monkeypatch: pytest.MonkeyPatch, confined: Confined) -> None:
    monkeypatch.setattr(process, "linux", lambda: False)
    assert confined(nothing).layers[0][2] == "own session, no inherited descriptors"
