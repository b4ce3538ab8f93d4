"""Sequence models: their checks verified, and one slip in a learner's code told by its own name, behind the wall."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from dlgrade.exercises.catalogue import exercises
from dlgrade.exercises.checking.verify import verify
from dlgrade.grader.collect import collect
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers

EXAMPLE = Path(__file__).parents[3] / "examples" / "my_impl"
SEEDS = {"birnn": 1, "attention": 1, "memory-net": 1, "seq2seq": 1}

SLIPS = [
    ("birnn", "(o1, o2[:, ::-1])", "(o1, o2)", "not_reversed_back"),
    ("birnn", "forward(xs[:, ::-1])", "forward(xs[::-1])", "rows_reversed"),
    ("birnn", "backward(dhs[:, ::-1, H:])", "backward(dhs[:, :, H:])", "dhs_not_reversed"),
    ("birnn", "dxs1 + dxs2[:, ::-1]", "dxs1 + dxs2", "dxs_not_reversed"),
    ("birnn", "dxs1 + dxs2[:, ::-1]", "dxs1", "dxs_of_one_direction"),
    ("birnn", "(o1, o2[:, ::-1])", "(o2[:, ::-1], o1)", "halves_swapped"),
    ("birnn", "TimeRNN(Wx2, Wh2, b2)", "TimeRNN(Wx1, Wh1, b1)", "weights_shared"),
    (
        "birnn",
        "= self.forward_rnn.grads + self.backward_rnn.grads",
        "= self.forward_rnn.grads",
        "grads_of_one_direction",
    ),
    (
        "attention",
        "a = softmax_rows(np.sum(hs * hr, axis=2))",
        "a = softmax_rows(np.sum(hs * hr, axis=2).T).T",
        "softmax_over_batch",
    ),
    ("attention", "a = softmax_rows(np.sum(hs * hr, axis=2))", "a = np.sum(hs * hr, axis=2)", "softmax_missing"),
    ("attention", "dhs0 + dhs1", "dhs0", "dhs_of_one_branch"),
    ("attention", "dhs0 + dhs1", "dhs1", "dhs_of_one_branch"),
    ("attention", "        ds -= a * ds.sum(axis=1, keepdims=True)\n        dt", "        dt", "softmax_sum_forgotten"),
    ("attention", "ds = a * da", "ds = da.copy()", "softmax_a_forgotten"),
    ("attention", "return dt * hr, np.sum(dt * hs, axis=1)", "return dt * hr, np.mean(dt * hs, axis=1)", "dh_averaged"),
    ("attention", "return dt * ar, np.sum(dt * hs, axis=2)", "return dt, np.sum(dt * hs, axis=2)", "dhs_without_a"),
    ("attention", "return np.sum(t, axis=1)", "return np.mean(t, axis=1)", "context_averaged"),
    (
        "attention",
        "self.attention_weight_layer = AttentionWeight()\n        self.weight_sum_layer = WeightSum()\n",
        "self.weight_sum_layer = self.LAYERS[1]\n        self.attention_weight_layer = self.LAYERS[0]\n\n"
        "    LAYERS = AttentionWeight(), WeightSum()\n\n    def begin(self):\n",
        "one_state_for_all",
    ),
    ("seq2seq", "ts[:, :-1], ts[:, 1:]", "ts[:, 1:], ts[:, 1:]", "target_not_shifted"),
    ("seq2seq", "ts[:, :-1], ts[:, 1:]", "ts, ts", "target_not_shifted"),
    ("seq2seq", "ts[:, :-1], ts[:, 1:]", "ts[:, 1:], ts[:, :-1]", "shifted_back"),
    ("seq2seq", "return self.encoder.backward(dh)", "return dh", "encoder_gradient_dropped"),
    ("seq2seq", "np.add.at(dW, self.idx, dout)", "dW[self.idx] = dout", "embedding_overwritten"),
    ("seq2seq", "return hs[:, -1, :]", "return hs[:, 0, :]", "first_state"),
    ("seq2seq", "dhs[:, -1, :] = dh", "dhs[:, :, :] = dh[:, None, :]", "dh_at_other_step"),
    ("seq2seq", "lstm_b, stateful=True)", "lstm_b, stateful=False)", "h_ignored"),
    ("seq2seq", "x = np.array(sample_id)", "x = np.array(start_id)", "start_fed_again"),
    (
        "seq2seq",
        "            out = self.embed.forward(x)\n",
        "            self.lstm.set_state(h)\n            out = self.embed.forward(x)\n",
        "state_reset_while_writing",
    ),
    ("seq2seq", "sampled = []", "sampled = [start_id]", "start_in_answer"),
    ("seq2seq", "dx /= mask.sum()", "dx /= N", "gradient_not_divided"),
    (
        "seq2seq",
        "        return self.affine.forward(out)\n",
        "        return softmax_rows(self.affine.forward(out))\n",
        "softmax_in_decoder",
    ),
    (
        "memory-net",
        "np.dot(stories, A), np.dot(stories, C)",
        "np.dot(stories, A), np.dot(stories, A)",
        "output_memory_is_input",
    ),
    ("memory-net", "u = u + self.read(p, self.c)", "u = self.read(p, self.c)", "u_not_added"),
    ("memory-net", "range(self.hops)", "range(1)", "one_hop_only"),
    ("memory-net", "hops=1", "hops=3", "other_default"),
    (
        "memory-net",
        "dc += p[:, :, None] * du[:, None, :]",
        "dc = p[:, :, None] * du[:, None, :]",
        "gradient_of_one_hop",
    ),
    ("memory-net", "du = du + np.sum", "du = np.sum", "du_of_addressing_alone"),
    ("memory-net", "            ds -= p * ds.sum(axis=1, keepdims=True)\n", "", "softmax_sum_forgotten"),
    ("memory-net", "u = np.dot(question, B)", "u = np.dot(question, A)", "question_through_A"),
]


@pytest.mark.parametrize(("id", "seeds"), SEEDS.items())
def test_every_mistake_is_refused_by_name_and_every_convention_accepted(id: str, seeds: int) -> None:
    assert verify(exercises()[id], range(seeds)).breaches == {}


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers() as pool:
        yield pool


@pytest.mark.parametrize(("id", "right", "wrong", "label"), SLIPS)
def test_one_slip_in_code_of_volume_two_is_told_by_its_name(
    workers: Workers, tmp_path: Path, id: str, right: str, wrong: str, label: str
) -> None:
    code = (EXAMPLE / "seq.py").read_text(encoding="utf-8")
    assert right in code
    shutil.copytree(EXAMPLE / "common", tmp_path / "common")
    shutil.copy(EXAMPLE / "rnn.py", tmp_path)
    (tmp_path / "seq.py").write_text(code.replace(right, wrong), encoding="utf-8")
    one = grade(Task(collect(tmp_path), [exercises()[id]], [], 4, "ja", "seq"), workers).exercises[0]

    assert one.state != "pass"
    assert one.cause is not None
    assert one.cause.label == label


def test_the_printed_formula_of_the_second_direction_is_told_to_stand_in_print(
    workers: Workers, tmp_path: Path
) -> None:
    code = (EXAMPLE / "seq.py").read_text(encoding="utf-8")
    shutil.copytree(EXAMPLE / "common", tmp_path / "common")
    shutil.copy(EXAMPLE / "rnn.py", tmp_path)
    wrong = code.replace("forward(xs[:, ::-1])", "forward(xs)").replace("(o1, o2[:, ::-1])", "(o1, o2)")
    (tmp_path / "seq.py").write_text(wrong, encoding="utf-8")
    one = grade(Task(collect(tmp_path), [exercises()["birnn"]], [], 4, "en", "seq"), workers).exercises[0]

    assert one.cause is not None
    assert one.cause.label == "reads_the_past"
    assert "(6.2)" in one.cause.printed_in
