"""Workers start, answer, die and are cleared away; what goes wrong is told apart."""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result
from dlgrade.exercises import catalogue
from dlgrade.exercises.checking.outcome import LearnerError
from dlgrade.grader import channel, processes
from dlgrade.grader.channel import Worker
from dlgrade.grader.cli import main
from dlgrade.grader.collect import collect
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.scratch import remove
from dlgrade.grader.worker.frames import Writer
from dlgrade.grader.workers import Workers, WorkersError

Load = Callable[..., Worker]
SIGMOID = "import numpy as np\n\n\ndef sigmoid(x):\n    return 1 / (1 + np.exp(-x))\n"


def nothing(value: Any) -> Any:
    raise TypeError(value)


def loaded(worker: Worker, source: str) -> Worker:
    writer = Writer(nothing)
    module = ["m", "m.py", writer.value(np.frombuffer(source.encode(), np.uint8)), False, None]
    worker.request({"op": "load", "modules": [module], "aliases": [], "symbols": {"f": ["m", "f"]}}, writer)
    return worker


def call(worker: Worker, *args: Any, functions: tuple[Callable[..., Any], ...] = ()) -> Any:
    writer = Writer(nothing)
    values = [writer.value(arg) for arg in args] + [["f", n] for n in range(len(functions))]
    message = {"op": "call", "symbol": "f", "args": values, "kwargs": {}}
    reply, reader = worker.request(message, writer, None, functions)
    return reader.value(reply["result"])


@pytest.fixture(scope="module")
def forked() -> Iterator[Workers]:
    with Workers("fork") as some:
        some.start(1).end()
        yield some


@pytest.fixture(scope="module", params=["fork", "spawn"])
def both(request: pytest.FixtureRequest, forked: Workers) -> Iterator[Workers]:
    if request.param == "fork":
        yield forked
        return
    with Workers("spawn") as some:
        yield some


@pytest.fixture
def load(both: Workers, monkeypatch: pytest.MonkeyPatch) -> Iterator[Load]:
    """Starts a worker on the source of a module that defines `f`."""
    monkeypatch.setattr(channel, "WALL_SHARE", 1.0)
    started: list[Worker] = []

    def start(source: str, cpu_seconds: int = 1) -> Worker:
        started.append(both.start(cpu_seconds))
        return loaded(started[-1], source)

    yield start
    for worker in started:
        worker.end()


def failure(worker: Worker, *args: Any, **more: Any) -> LearnerError:
    with pytest.raises(LearnerError) as caught:
        call(worker, *args, **more)
    return caught.value


def test_a_worker_answers(load: Load) -> None:
    assert call(load("def f(x):\n    return x + 1"), 41) == 42


def test_an_exception_leaves_the_worker_alive(load: Load) -> None:
    worker = load("def f(x):\n    if x:\n        raise ValueError('no')\n    return 7")
    error = failure(worker, 1)
    assert (error.state, error.type, error.message) == ("error", "ValueError", "no")
    assert [(frame.file, frame.line, frame.function) for frame in error.frames] == [("m.py", 3, "f")]
    assert call(worker, 0) == 7


def test_a_loop_and_a_sleep_both_run_out_of_time(load: Load) -> None:
    for source in ("def f():\n    while True: pass", "import time\ndef f():\n    time.sleep(1000)"):
        worker = load(source)
        assert failure(worker).state == "timeout"
        assert worker.ending is not None


def test_sleeping_a_little_in_each_of_many_calls_adds_up(load: Load) -> None:
    worker = load("import time\ndef f():\n    time.sleep(0.3)")
    with pytest.raises(LearnerError) as caught:
        for _ in range(100):
            call(worker)
    assert caught.value.state == "timeout"


def test_a_function_handed_in_is_called_back(load: Load) -> None:
    worker = load("def f(g):\n    return [g(1), g(x=2)]")
    assert call(worker, functions=(lambda x: x * 10,)) == [10, 20]


def test_a_function_handed_in_may_raise_and_may_give_nonsense(load: Load) -> None:
    worker = load("def f(g):\n    try:\n        return g(1)\n    except RuntimeError as e:\n        return str(e)")
    assert "ZeroDivisionError" in call(worker, functions=(lambda x: 1 / 0,))
    assert "Error" in call(worker, functions=(lambda x: object(),))


def test_a_worker_killed_in_a_call_is_told_apart_from_a_time_limit(load: Load) -> None:
    worker = load("import time\ndef f():\n    time.sleep(1000)")
    pid = worker.process.pid if isinstance(worker.process, processes.Forked) else worker.process.process.pid
    threading.Timer(0.2, os.kill, (pid, signal.SIGKILL)).start()
    if isinstance(worker.process, processes.Spawned):  # without the filter it may have done it itself
        assert failure(worker).message == "{'reason': 'SIGKILL'}"
        return
    with pytest.raises(WorkersError, match="SIGKILL"):
        call(worker)


def test_output_is_kept_up_to_a_limit_and_the_code_runs_on(load: Load) -> None:
    worker = load("import os\ndef f():\n    for _ in range(100):\n        os.write(1, b'x' * 50_000)\n    return 1")
    assert call(worker) == 1
    worker.end()
    assert worker.output() == "x" * channel.OUTPUT_KEPT


def test_output_that_is_no_text_is_read_all_the_same(load: Load) -> None:
    worker = load("import os\ndef f():\n    os.write(2, bytes(range(256)))\n    print('\\ud800 あ')")
    call(worker)
    worker.end()
    assert "あ" in worker.output()


def test_this_package_cannot_be_imported(load: Load) -> None:
    worker = load("def f():\n    import dlgrade.reference.functions")
    assert failure(worker).type == "ModuleNotFoundError"


def test_each_run_of_a_worker_hashes_alike(both: Workers) -> None:
    source = "def f():\n    return list({'a', 'b', 'c', 'd', 'e', 'f', 'g'})"
    orders = []
    for _ in range(2):
        worker = loaded(both.start(1), source)
        orders.append(call(worker))
        worker.end()
    assert orders[0] == orders[1]


def test_the_layers_are_on_in_a_forked_worker_and_off_in_a_spawned_one(both: Workers) -> None:
    both.start(1).end()
    assert {on for _, on, _ in both.layers} == {both.mode == "fork"}


def test_a_hundred_workers_leave_nothing(forked: Workers) -> None:
    assert forked.zygote is not None
    pid = forked.zygote.process.pid

    def standing() -> tuple[Any, ...]:
        gc.collect()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        descriptors = [len(list(Path(f"/proc/{who}/fd").iterdir())) for who in ("self", pid)]
        return children, descriptors, sorted(Path(forked.folder).iterdir()), threading.active_count()

    before = standing()
    for number in range(100):
        worker = forked.start(1)
        if number % 2:
            loaded(worker, "def f():\n    open('left', 'w').write('x')\n    import os\n    os._exit(3)")
            assert failure(worker).message == "{'reason': 'exit 3'}"
        worker.end()
    assert standing() == before


def test_a_closed_hall_leaves_no_process_and_no_folder() -> None:
    some = Workers("fork")
    worker = some.start(1)
    assert some.zygote is not None
    pids = [some.zygote.process.pid, worker.process.pid]  # type: ignore[union-attr]
    worker.end()
    some.close()
    assert not Path(some.folder).exists()
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_worker_dies_with_the_warm_parent_and_that_is_a_fault_of_ours() -> None:
    with Workers("fork") as some:
        worker = loaded(some.start(1), "import time\ndef f():\n    time.sleep(1000)")
        assert some.zygote is not None
        threading.Timer(0.2, some.zygote.process.kill).start()
        with pytest.raises(WorkersError):
            call(worker)
        worker = loaded(some.start(1), "def f():\n    return 1")
        assert call(worker) == 1, "there is another warm parent"
        worker.end()


def test_an_interrupt_from_the_terminal_leaves_the_warm_parent_to_clear_up(forked: Workers) -> None:
    assert forked.zygote is not None
    os.kill(forked.zygote.process.pid, signal.SIGINT)
    worker = loaded(forked.start(1), "def f():\n    return 1")
    assert call(worker) == 1
    worker.end()


def test_a_layer_that_does_not_come_up_is_a_fault_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "ADDRESS_SPACE", 1 << 70)
    with Workers("fork") as some, pytest.raises(WorkersError, match="rlimits"):
        some.start(1)


def test_python_that_does_not_start_is_a_fault_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "BOOT", "raise SystemExit('no numpy here')")
    with Workers("fork") as some, pytest.raises(WorkersError, match="no numpy here"):
        some.start(1)
    with Workers("spawn") as some, pytest.raises(WorkersError, match="did not connect"):
        some.start(1)
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(WorkersError, match="could not be started"):
        Workers("fork")


def test_no_place_for_files_is_a_fault_of_ours(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(WorkersError, match="temporary"):
        Workers("fork")


def record(folder: Path, some: Workers, *names: str) -> Any:
    exercises = [catalogue.exercises()[name] for name in names]
    return grade(Task(collect(folder), exercises, (), 7, "en", str(folder)), some)


def test_a_warm_parent_that_dies_costs_the_learner_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(SIGMOID)
    with Workers("fork") as some:
        assert some.zygote is not None
        some.zygote.process.kill()
        some.zygote.process.wait()
        assert [one.state for one in record(tmp_path, some, "sigmoid").exercises] == ["pass"]


def test_a_death_costs_its_own_check_and_the_next_gets_a_fresh_worker(forked: Workers, tmp_path: Path) -> None:
    source = "import os\nimport numpy as np\n\n\ndef sigmoid(x):\n    if np.max(x) > 500:\n        os._exit(1)\n"
    (tmp_path / "a.py").write_text(source + "    return np.exp(-np.logaddexp(0, -x))\n")
    (one,) = record(tmp_path, forked, "sigmoid").exercises
    states = {check.id: check.state for check in one.checks}
    assert one.state == "partial"
    assert "crashed" in states.values()
    assert states["types"] == "pass"


def test_both_modes_give_the_same_verdicts(both: Workers, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(SIGMOID + "\n\ndef softmax(x):\n    return np.exp(x) / np.sum(np.exp(x))\n")
    found = record(tmp_path, both, "sigmoid", "softmax")
    assert found.exercises[0].state == "pass"
    assert found.exercises[1].cause.kind == "mistake"
    assert found.wall.enforced == (both.mode == "fork")


def submit(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from dlgrade.grader.cli import main; main()", "submit", "impl"]
    command += ["--only", "sigmoid", "--format", "json", "--lang", "en"]
    environment = {**os.environ, **variables}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120)


def test_the_command_line_can_be_told_to_spawn(tmp_path: Path) -> None:
    (tmp_path / "impl").mkdir()
    (tmp_path / "impl/a.py").write_text(SIGMOID)
    done = submit(tmp_path, DLGRADE_WORKERS="spawn")
    assert done.returncode == 0, done.stderr
    wall = json.loads(done.stdout)["wall"]
    assert not wall["enforced"]
    assert {layer["on"] for layer in wall["layers"]} == {False}


def in_process(folder: Path) -> Result:
    (folder / "a.py").write_text(SIGMOID)
    options = ["--only", "sigmoid", "--format", "json", "--out", f"{folder}-out", "--lang", "en"]
    return CliRunner().invoke(main, ["submit", str(folder), *options])


def test_the_command_line_ends_with_three_and_one_sentence_where_no_worker_can_be_had(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    done = in_process(tmp_path)
    assert done.exit_code == 3
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.output


def test_the_command_line_ends_with_three_and_gives_no_zero_where_the_warm_parent_does_not_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "BOOT", "raise SystemExit('no numpy here')")
    done = in_process(tmp_path)
    assert done.exit_code == 3
    record = json.loads(done.stdout)
    assert [one["state"] for one in record["exercises"]] == ["grader_error"]
    assert (record["points"], record["max_points"]) == (0, 0)
    assert "no numpy here" in done.stdout


def test_folders_of_any_depth_and_mode_are_removed(tmp_path: Path) -> None:
    top = tmp_path / "scratch"
    top.mkdir()
    here = Path.cwd()
    try:
        os.chdir(top)
        for _ in range(3000):
            Path("a" * 100).mkdir()
            os.chdir("a" * 100)
        Path("file").write_text("x")
    finally:
        os.chdir(here)
    (top / "shut").mkdir()
    (top / "shut/inner").mkdir(mode=0o300)
    (top / "shut/inner/file").touch()
    (top / "shut").chmod(0)
    (top / "link").symlink_to(tmp_path)
    remove(str(top))
    assert not top.exists()
    assert tmp_path.exists()
    remove(str(top))


def test_time_is_not_up_for_a_worker_that_computes(forked: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channel, "WALL_SHARE", 0.05)
    source = "import time\ndef f():\n    while time.process_time() < 0.7: pass\n    return 1"
    worker = loaded(forked.start(2), source)
    began = time.monotonic()
    assert call(worker) == 1
    assert time.monotonic() - began > worker.wall_seconds
    worker.end()
