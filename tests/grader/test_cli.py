"""The command line as a learner meets it: what it prints, and how it ends."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from dlgrade.grader.cli import main
from dlgrade.reports.schema import json_schema
from jsonschema import Draft202012Validator

RIGHT = "import numpy as np\n\ndef sigmoid(x):\n    return 1 / (1 + np.exp(-x))\n"
WRONG = "import numpy as np\n\ndef sigmoid(x):\n    return np.tanh(x)\n"

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in an empty folder, with a cache of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("DLGRADE_LANG", "en")
    return lambda *args: CliRunner().invoke(main, [str(arg) for arg in args])


def impl(tmp_path: Path, text: str = RIGHT, name: str = "my_impl/a.py") -> Path:
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file.parent


def one_sentence(result: Result) -> str:
    """What was said on standard error: one line, no traceback."""
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, result.stderr
    assert "Traceback" not in result.output
    return lines[0]


def test_a_right_answer_passes_and_the_page_is_the_last_line(run: Run, tmp_path: Path) -> None:
    result = run("submit", impl(tmp_path), "--only", "sigmoid")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "dlgrade-report/index.html"
    assert (tmp_path / "dlgrade-report" / "record.json").is_file()


def test_a_wrong_answer_fails_with_its_cause(run: Run, tmp_path: Path) -> None:
    result = run("submit", impl(tmp_path, WRONG), "--only", "sigmoid", "--format", "json")
    record = json.loads(result.stdout)

    assert result.exit_code == 1
    assert record["exercises"][0]["cause"]["label"] == "tanh_instead"
    assert record["exercises"][0]["points"] == 0


def test_json_is_all_that_stands_on_standard_output_and_fits_its_schema(run: Run, tmp_path: Path) -> None:
    result = run("submit", impl(tmp_path, WRONG), "--format", "json", "--seed", "7")

    Draft202012Validator(json_schema()).validate(json.loads(result.stdout))
    assert "index.html" in result.stderr


def test_only_takes_commas_repetition_hyphens_and_underscores(run: Run, tmp_path: Path) -> None:
    result = run(
        "submit", impl(tmp_path), "--only", "sigmoid,sigmoid_grad", "--only", "q-conv-size", "--format", "json"
    )
    record = json.loads(result.stdout)

    assert [one["id"] for one in record["exercises"]] == ["sigmoid", "sigmoid-grad"]
    assert [one["id"] for one in record["questions"]] == ["q-conv-size"]


def test_the_same_seed_gives_the_same_bytes(run: Run, tmp_path: Path) -> None:
    folder = impl(tmp_path, WRONG)
    outputs = []
    for out in ("one", "two"):
        run("submit", folder, "--seed", "7", "--out", out)
        record = re.sub(r'"seconds": [0-9.e-]+', "", (tmp_path / out / "record.json").read_text())
        outputs.append((record, (tmp_path / out / "index.html").read_bytes()))

    assert outputs[0] == outputs[1]


def test_fail_under_decides_the_exit_status(run: Run, tmp_path: Path) -> None:
    folder = impl(tmp_path, RIGHT + "\ndef softmax(x):\n    return x\n")
    command = ("submit", folder, "--only", "sigmoid,softmax", "--fail-under")

    assert run(*command, "10").exit_code == 0
    assert run(*command, "90").exit_code == 1


def test_the_report_never_lands_inside_the_submission(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(impl(tmp_path))
    result = run("submit", ".", "--only", "sigmoid")

    assert result.exit_code == 0
    assert not (tmp_path / "my_impl" / "dlgrade-report").exists()
    assert run("submit", ".", "--out", "here").exit_code == 2


def test_an_unknown_id_is_answered_with_the_nearest(run: Run, tmp_path: Path) -> None:
    result = run("submit", impl(tmp_path), "--only", "sigmod")

    assert result.exit_code == 2
    assert "did you mean 'sigmoid'" in one_sentence(result)


def empty_folder(tmp_path: Path) -> Path:
    (tmp_path / "empty").mkdir()
    return tmp_path / "empty"


def binary(tmp_path: Path) -> Path:
    (tmp_path / "b.py").write_bytes(bytes(range(256)) * 20)
    return tmp_path / "b.py"


def giant(tmp_path: Path) -> Path:
    with (tmp_path / "big.py").open("wb") as file:
        file.truncate(1 << 30)
    return tmp_path / "big.py"


def archive(tmp_path: Path, name: str, data: bytes = b"x = 1\n", mode: int = 0o100644) -> Path:
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    with zipfile.ZipFile(tmp_path / "s.zip", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(info, data)
    return tmp_path / "s.zip"


def climbing_zip(tmp_path: Path) -> Path:
    return archive(tmp_path, "../../evil.py")


def linking_zip(tmp_path: Path) -> Path:
    return archive(tmp_path, "link.py", b"/etc/passwd", mode=0o120777)


def exploding_zip(tmp_path: Path) -> Path:
    return archive(tmp_path, "a.py", b"#" * (1 << 24))


def broken_notebook(tmp_path: Path) -> Path:
    (tmp_path / "n.ipynb").write_text('{"cells": [', encoding="utf-8")
    return tmp_path / "n.ipynb"


def julia_notebook(tmp_path: Path) -> Path:
    kernel = {"name": "julia-1.9", "language": "julia", "display_name": "Julia"}
    text = json.dumps({"cells": [], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5})
    (tmp_path / "j.ipynb").write_text(text, encoding="utf-8")
    return tmp_path / "j.ipynb"


def nothing(tmp_path: Path) -> Path:
    return tmp_path / "nowhere"


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(
    "make",
    [
        nothing,
        empty_folder,
        binary,
        giant,
        climbing_zip,
        linking_zip,
        exploding_zip,
        broken_notebook,
        julia_notebook,
    ],
    ids=lambda make: make.__name__,
)
def test_unusable_input_gets_one_sentence_and_exit_status_2(
    make: Callable[[Path], Path], lang: str, run: Run, tmp_path: Path
) -> None:
    path = make(tmp_path)
    result = run("submit", path, "--lang", lang)

    assert result.exit_code == 2
    assert path.name in one_sentence(result)
    assert result.stdout == ""
    assert not (tmp_path / "dlgrade-report").exists()


def test_a_syntax_error_in_one_of_three_modules_costs_that_one(run: Run, tmp_path: Path) -> None:
    impl(tmp_path, RIGHT)
    impl(tmp_path, "def softmax(x:\n", "my_impl/b.py")
    folder = impl(tmp_path, "def identity_function(x):\n    return x\n", "my_impl/c.py")
    result = run("submit", folder, "--only", "sigmoid,softmax,identity", "--format", "json")
    record = json.loads(result.stdout)

    assert {one["id"]: one["state"] for one in record["exercises"]} == {
        "sigmoid": "pass",
        "identity": "pass",
        "softmax": "missing",
    }
    assert any("b.py" in note for note in record["submission"]["notes"])


@pytest.mark.parametrize(
    ("code", "status"), [(errno.EROFS, 2), (errno.EACCES, 2), (errno.ENOSPC, 3), (errno.EIO, 3)], ids=str
)
def test_a_report_that_cannot_be_written_leaves_nothing_behind(
    code: int, status: int, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    folder = impl(tmp_path)
    monkeypatch.setattr("os.replace", refuse)
    monkeypatch.setattr("pathlib.Path.replace", refuse)
    result = run("submit", folder, "--only", "sigmoid", "--out", "out")

    assert result.exit_code == status
    assert "out" in one_sentence(result)
    assert not list((tmp_path / "out").glob("*"))


def test_out_that_is_a_file_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine")
    result = run("submit", impl(tmp_path), "--only", "sigmoid", "--out", "taken")

    assert result.exit_code == 2
    assert (tmp_path / "taken").read_text() == "mine"
    assert "taken" in one_sentence(result)


def test_check_prints_a_few_lines_and_the_same_verdict(run: Run, tmp_path: Path) -> None:
    folder = impl(tmp_path, WRONG)
    result = run("check", "sigmoid", folder)

    assert result.exit_code == 1
    assert "tanh" in result.stdout
    assert len(result.stdout.splitlines()) <= 6
    assert not (tmp_path / "dlgrade-report").exists()


def test_check_without_ids_looks_at_what_changed(run: Run, tmp_path: Path) -> None:
    folder = impl(tmp_path, RIGHT + "\ndef identity_function(x):\n    return x\n")

    assert "sigmoid" in run("check", folder).stdout
    assert "Nothing changed" in run("check", folder).stdout
    impl(tmp_path, RIGHT.replace("1 /", "1.0 /") + "\ndef identity_function(x):\n    return x\n")
    again = run("check", folder).stdout
    assert "sigmoid" in again
    assert "identity" not in again


def test_check_of_a_folder_without_any_exercise_says_so(run: Run, tmp_path: Path) -> None:
    result = run("check", impl(tmp_path, "x = 1\n"))

    assert result.exit_code == 2
    assert "dlgrade list" in one_sentence(result)


def test_replay_repeats_a_verdict(run: Run, tmp_path: Path) -> None:
    folder = impl(tmp_path, WRONG)
    run("submit", folder, "--only", "sigmoid", "--out", "out")
    result = run("replay", "out/record.json", "sigmoid")

    assert result.exit_code == 1
    assert "The same verdict" in result.stdout
    impl(tmp_path, RIGHT)
    changed = run("replay", "out/record.json", "sigmoid")
    assert "changed since" in changed.stderr


@pytest.mark.parametrize("text", ["{", "[]", '{"schema": 99}', ""])
def test_replay_of_something_that_is_no_record_is_one_sentence(text: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text(text)
    result = run("replay", "r.json", "sigmoid")

    assert result.exit_code == 2
    assert "r.json" in one_sentence(result)


def test_init_writes_skeletons_that_score_nothing_and_keeps_what_is_there(run: Run, tmp_path: Path) -> None:
    impl(tmp_path, RIGHT, "start/ch03/sigmoid.py")
    result = run("init", "start", "sigmoid", "softmax", "q-conv-size")

    assert result.exit_code == 0
    assert (tmp_path / "start/ch03/sigmoid.py").read_text() == RIGHT
    assert "q-conv-size" in (tmp_path / "start/answers.toml").read_text(encoding="utf-8")
    graded = json.loads(run("submit", "start", "--only", "sigmoid,softmax", "--format", "json").stdout)
    assert [(one["state"], one["points"]) for one in graded["exercises"]][1] == ("error", 0)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_list_and_show_know_every_exercise(lang: str, run: Run) -> None:
    listed = json.loads(run("list", "--format", "json", "--lang", lang).stdout)

    table = run("list", "--lang", lang).stdout
    for one in [*listed["exercises"], *listed["questions"]]:
        assert one["id"] in table
        assert run("show", one["id"].replace("-", "_"), "--lang", lang).exit_code == 0


def test_show_gives_the_prompt_the_accepted_names_and_the_skeleton(run: Run) -> None:
    shown = run("show", "adam").stdout

    assert "class Adam" in shown
    assert "AdamOptimizer" in shown
    assert "as in the paper" in shown


def test_verify_of_one_exercise_prints_its_counts(run: Run) -> None:
    result = run("verify", "sigmoid", "--seeds", "3")

    assert result.exit_code == 0
    assert "1 of 1 hold" in result.stdout


def test_doctor_names_each_layer(run: Run) -> None:
    result = run("doctor")

    assert all(layer in result.stdout for layer in ("process", "rlimits", "landlock", "seccomp", "environment"))


def python(code: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **variables}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)


def test_help_does_not_import_numpy() -> None:
    code = (
        "import sys\nfrom dlgrade.grader.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\nprint('numpy' in sys.modules)"
    )

    assert python(code).stdout.splitlines()[-1] == "False"


def test_no_colour_reaches_a_pipe(tmp_path: Path) -> None:
    folder = impl(tmp_path, WRONG)
    code = f"from dlgrade.grader.cli import main; main(['check', 'sigmoid', {str(folder)!r}], standalone_mode=False)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False)

    assert "\x1b" not in done.stdout + done.stderr


def test_grade_and_check_serve_notebooks_and_tests(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import dlgrade

    record = dlgrade.grade(impl(tmp_path), only=["sigmoid"], seed=1, lang="ja")

    assert record.exercises[0].state == "pass"
    assert dlgrade.check("sigmoid", tmp_path / "my_impl", lang="en").points == record.points
    assert "sigmoid" in capsys.readouterr().out
    with pytest.raises(AssertionError, match="tanh"):
        dlgrade.check("sigmoid", impl(tmp_path, WRONG), lang="en")


def test_numpy_state_of_the_caller_is_left_alone(tmp_path: Path) -> None:
    import dlgrade

    np.random.seed(3)
    expected = np.random.random()
    np.random.seed(3)
    dlgrade.grade(impl(tmp_path), only=["sigmoid"], seed=1)

    assert np.random.random() == expected


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    command = [sys.executable, "-c", "from dlgrade.grader.cli import main; main()", "errata", "--lang", "en"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    told = process.stderr.read()
    process.wait(60)
    process.stderr.close()

    assert told == b""
