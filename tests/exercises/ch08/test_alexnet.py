"""AlexNet: answers in other forms pass, wrong ones are refused by name, some of both through the wall."""

from pathlib import Path

import numpy as np
import pytest
from dlgrade.exercises.catalogue import exercises
from dlgrade.exercises.checking.diagnose import diagnose
from dlgrade.exercises.checking.judge import judge
from dlgrade.exercises.checking.subject import Local
from dlgrade.exercises.checking.verify import verify
from dlgrade.grader.collect import collect
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers
from dlgrade.reference.alexnet import alexnet_parameter_count as right_counts
from dlgrade.reference.alexnet import alexnet_shapes as right_shapes

UNGROUPED = [34944, 614656, 885120, 1327488, 884992, 37752832, 16781312, 4097000]
GROUPED = [34944, 307456, 885120, 663936, 442624, 37752832, 16781312, 4097000]
WITHOUT = ["conv1", "conv2", "conv3", "conv4", "conv5", "fc6", "fc7", "fc8"]


def judged(shapes=right_shapes, counts=right_counts):
    symbols = {"alexnet_shapes": shapes, "alexnet_parameter_count": counts}
    return judge(exercises()["alexnet"], Local(symbols), 0)


def named(verdict):
    cause = diagnose(verdict)
    return cause.label if cause and cause.kind == "mistake" else None


def test_the_exercise_verifies():
    assert verify(exercises()["alexnet"], range(3)).breaches == {}


def bare():
    return list(right_shapes().values())


def pairs():
    return [(name.replace("fc", "affine"), list(shape)) for name, shape in right_shapes().items()]


def with_batch():
    return {name: (1, *shape) for name, shape in right_shapes().items()}


def arrays():
    return {name: np.array(shape) for name, shape in right_shapes().items()}


def records():
    return [{"name": name, "shape": shape, "kernel": "3x3"} for name, shape in right_shapes().items()]


def flat():
    return [(name, *shape) for name, shape in right_shapes().items()]


def with_relu_and_norm():
    found = {"input": (3, 227, 227)}
    for name, shape in right_shapes().items():
        found[name] = shape
        if name.startswith("conv"):
            found[f"relu_{name}"] = shape
        if name in ("conv1", "conv2"):
            found[f"lrn{name[-1]}"] = shape
    return {**found, "softmax": (1000,)}


def numbered_as_in_the_paper():
    found = {}
    for name, shape in right_shapes().items():
        kind, number = name[:-1], int(name[-1])
        number += 5 if kind in ("fc", "dropout") else 2 if name == "pool3" else 0
        found[f"{kind}{number}"] = shape[0] if kind in ("fc", "dropout") else shape
    return found


def unsorted():
    return dict(reversed(right_shapes().items()))


def with_activations_in_the_names():
    return {f"{name}_relu" if name[:2] in ("co", "fc") else name: shape for name, shape in right_shapes().items()}


@pytest.mark.parametrize(
    "shapes",
    [
        bare,
        pairs,
        with_batch,
        arrays,
        records,
        flat,
        with_relu_and_norm,
        numbered_as_in_the_paper,
        unsorted,
        with_activations_in_the_names,
    ],
)
def test_shapes_in_other_forms_pass(shapes):
    verdict = judged(shapes=shapes)
    assert (verdict.state, verdict.convention) == ("pass", "")


COUNTS = {
    "list": (lambda: GROUPED, ""),
    "dict without groups": (lambda: dict(zip(WITHOUT, UNGROUPED, strict=True)), "grouping_ignored"),
    "total beside": (lambda: {**dict(zip(WITHOUT, GROUPED, strict=True)), "total": sum(GROUPED)}, ""),
    "layers and total": (lambda: (dict(zip(WITHOUT, GROUPED, strict=True)), sum(GROUPED)), ""),
    "zeros for the others": (lambda: {**right_counts(), "pool1": 0, "dropout1": 0}, ""),
    "pairs": (lambda: list(zip(WITHOUT, GROUPED, strict=True)), ""),
    "weights and biases apart": (lambda: {name: (n - 4096, 4096) for name, n in right_counts().items()}, ""),
    "by name and part": (lambda: {name: {"W": n - 10, "b": 10} for name, n in right_counts().items()}, ""),
    "a total": (lambda: 60965224, "total_only"),
    "a NumPy total without groups": (lambda: np.int64(62378344), "grouping_ignored+total_only"),
}


@pytest.mark.parametrize("form", COUNTS)
def test_counts_in_other_forms_pass(form):
    counts, convention = COUNTS[form]
    verdict = judged(counts=counts)
    assert (verdict.state, verdict.convention) == ("pass", convention)


def channels_last():
    return {name: (*shape[1:], shape[0]) for name, shape in right_shapes().items()}


def test_channels_last_passes_whatever_is_counted():
    verdict = judged(shapes=channels_last, counts=lambda: sum(UNGROUPED))
    assert (verdict.state, verdict.convention) == ("pass", "grouping_ignored+total_only")


def test_channels_in_the_middle_are_refused():
    middle = {name: (shape[-1], *shape[:-1]) for name, shape in right_shapes().items()}
    assert judged(shapes=middle.copy).state == "partial"


def wrong_side():
    return {**right_shapes(), "conv2": (256, 26, 26)}


def nothing():
    return None


def off_by_one():
    return {**right_counts(), "fc3": 4097001}


def total_of_others():
    return {**right_counts(), "total": 60_000_000}


@pytest.mark.parametrize(
    ("wrong", "failing"),
    [
        ({"shapes": wrong_side}, ["convolutions"]),
        ({"shapes": lambda: bare()[:-1]}, None),
        ({"shapes": nothing}, None),
        ({"counts": nothing}, None),
        ({"counts": off_by_one}, ["counts", "total"]),
        ({"counts": total_of_others}, ["total"]),
        ({"counts": lambda: 60_000_000}, None),
        ({"counts": lambda: GROUPED[:-1]}, None),
        ({"counts": lambda: {**right_counts(), "conv2": 614656}}, ["counts", "total"]),
    ],
)
def test_wrong_answers_are_refused(wrong, failing):
    verdict = judged(**wrong)
    assert verdict.state != "pass"
    assert diagnose(verdict)
    if failing:
        assert [v.check.id for v in verdict.failing] == failing


def test_floats_are_advised_against():
    verdict = judged(shapes=lambda: {name: tuple(map(float, shape)) for name, shape in right_shapes().items()})
    assert verdict.state == "pass"
    assert [v.check.id for v in verdict.checks if v.state != "pass"] == ["whole"]


def test_a_wrong_rule_in_both_functions_is_named():
    side, shapes, n = 227, {}, {"conv1": 96, "conv2": 256, "conv3": 384, "conv4": 384, "conv5": 256}
    sizes = {"conv1": (11, 4, 0), "conv2": (5, 1, 2), "conv3": (3, 1, 1), "conv4": (3, 1, 1), "conv5": (3, 1, 1)}
    for name in ["conv1", "pool1", "conv2", "pool2", "conv3", "conv4", "conv5", "pool3"]:
        f, s, p = sizes.get(name, (3, 3, 0))
        side = (side + 2 * p - f) // s + 1
        shapes[name] = (n[name.replace("pool3", "conv5").replace("pool", "conv")], side, side)
    shapes |= {name: right_shapes()[name] for name in ("fc1", "dropout1", "fc2", "dropout2", "fc3")}
    counts = [*UNGROUPED[:5], 4096 * (256 * side**2 + 1), *UNGROUPED[6:]]
    assert named(judged(lambda: shapes, lambda: counts)) == "pool_stride"


def test_forgotten_biases_are_named_without_groups_too():
    outs = [96, 256, 384, 384, 256, 4096, 4096, 1000]
    for counts in (GROUPED, UNGROUPED):
        without = [count - out for count, out in zip(counts, outs, strict=True)]
        assert named(judged(counts=lambda without=without: without)) == "biases_forgotten"
        assert named(judged(counts=lambda without=without: sum(without))) == "biases_forgotten"


CODE = """
def out(h, f, s=1, p=0):
    return (h + 2 * p - f) // s + 1

layers = [("conv1", 96, 11, 4, 0), ("pool1", 0, 3, {stride}, 0), ("conv2", 256, 5, 1, 2), ("pool2", 0, 3, {stride}, 0),
          ("conv3", 384, 3, 1, 1), ("conv4", 384, 3, 1, 1), ("conv5", 256, 3, 1, 1), ("pool5", 0, 3, {stride}, 0)]

def alexnet_shapes():
    shapes, c, h = [], 3, 227
    for name, n, f, s, p in layers:
        c, h = n or c, out(h, f, s, p)
        shapes.append((name, (h, h, c)))
    for name, n in [("fc6", 4096), ("drop6", 4096), ("fc7", 4096), ("drop7", 4096), ("fc8", 1000)]:
        shapes.append((name, (n,)))
    return shapes

def alexnet_parameter_count():
    total, c = {{}}, 3
    for name, n, f, s, p in layers:
        if n:
            total[name] = n * c * f * f + n
            c = n
    d = 256 * alexnet_shapes()[7][1][0] ** 2
    for name, n in [("fc6", 4096), ("fc7", 4096), ("fc8", 1000)]:
        total[name] = d * n + n
        d = n
    return total
"""


def graded(folder: Path, code: str):
    (folder / "net.py").write_text(code)
    with Workers() as workers:
        return grade(Task(collect(folder), [exercises()["alexnet"]], (), 3, "en", "mine"), workers).exercises[0]


def test_pairs_with_channels_last_pass_through_the_wall(tmp_path):
    result = graded(tmp_path, CODE.format(stride=2))
    assert result.state == "pass"


def test_a_wrong_stride_is_named_through_the_wall(tmp_path):
    result = graded(tmp_path, CODE.format(stride=1))
    assert result.state in ("partial", "fail")
    assert result.cause.label == "pool_stride"
