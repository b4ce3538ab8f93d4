"""A convolution is judged with our windows where the learner's own are refused, through the real wall."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from dlgrade.exercises import catalogue
from dlgrade.grader.collect import collect
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers
from dlgrade.reports import record as rec

WINDOWS = """
import numpy as np

def conv_output_size(input_size, filter_size, stride=1, pad=0):
    return (input_size + 2 * pad - filter_size) // stride PLUS

def im2col(x, filter_h, filter_w, stride=1, pad=0):
    img = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    win = np.lib.stride_tricks.sliding_window_view(img, (filter_h, filter_w), (2, 3))[:, :, ::stride, ::stride]
    n, c, oh, ow = win.shape[:4]
    return win.transpose(0, 2, 3, ORDER).reshape(n * oh * ow, -1)

def col2im(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    n, c, h, w = input_shape
    oh, ow = (h + 2 * pad - filter_h) // stride + 1, (w + 2 * pad - filter_w) // stride + 1
    win = col.reshape(n, oh, ow, SIZES).transpose(BACK)
    img = np.zeros((n, c, h + 2 * pad, w + 2 * pad))
    for i in range(oh):
        for j in range(ow):
            top, left = i * stride, j * stride
            img[:, :, top : top + filter_h, left : left + filter_w] ADDED win[:, :, :, :, i, j]
    return img[:, :, pad : pad + h, pad : pad + w]
"""

CONVOLUTION = """
from windows import conv_output_size, im2col, col2im

class Convolution:
    def __init__(self, W, b, stride=1, pad=0):
        self.W, self.b, self.stride, self.pad = W, b, stride, pad
    def forward(self, x):
        fn, _, fh, fw = self.W.shape
        oh, ow = (conv_output_size(size, f, self.stride, self.pad) for size, f in zip(x.shape[2:], (fh, fw)))
        self.shape, self.col = x.shape, im2col(x, fh, fw, self.stride, self.pad)
        rows = self.col @ self.W.transpose(WAY).reshape(fn, -1).T + self.b
        return rows.reshape(len(x), oh, ow, fn).transpose(0, 3, 1, 2)
    def backward(self, dout):
        fn, c, fh, fw = self.W.shape
        d = dout.transpose(0, 2, 3, 1).reshape(-1, fn)
        flat = self.W.transpose(WAY).reshape(fn, -1)
        self.db, self.dW = d.sum(axis=0), (d.T @ self.col).reshape([(fn, c, fh, fw)[n] for n in (WAY)]).transpose(UNDO)
        return col2im(d @ flat, self.shape, fh, fw, self.stride, self.pad)
"""

BOOK = {"ORDER": "1, 4, 5", "SIZES": "c, filter_h, filter_w", "BACK": "0, 3, 4, 5, 1, 2"}
LAST = {"ORDER": "4, 5, 1", "SIZES": "filter_h, filter_w, c", "BACK": "0, 5, 3, 4, 1, 2"}


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers() as one:
        yield one


def graded(workers: Workers, folder: Path, layout: dict[str, str], **words: str) -> dict[str, rec.Exercise]:
    way, undo = ("0, 1, 2, 3", "0, 1, 2, 3") if layout is BOOK else ("0, 2, 3, 1", "0, 3, 1, 2")
    files = {"windows.py": WINDOWS, "layers.py": CONVOLUTION}
    for name, text in files.items():
        for word, value in {**layout, "PLUS": "+ 1", "ADDED": "+=", "WAY": way, "UNDO": undo, **words}.items():
            text = text.replace(word, value)
        (folder / name).write_text(text)
    exercises = [catalogue.exercises()[id] for id in ("conv-size", "im2col", "col2im", "conv")]
    record = grade(Task(collect(folder), exercises, (), 3, "en", "mine"), workers)
    return {one.id: one for one in record.exercises}


@pytest.mark.parametrize(
    ("words", "needs", "names"),
    [({"PLUS": ""}, "conv-size", "conv_output_size"), ({"ADDED": "="}, "col2im", "col2im, im2col")],
)
def test_a_convolution_on_wrong_windows_is_judged_with_ours(
    words: dict[str, str], needs: str, names: str, tmp_path: Path, workers: Workers
) -> None:
    found = graded(workers, tmp_path, BOOK, **words)

    assert found[needs].state != "pass" and found["conv"].state == "pass"
    assert found["conv"].advice == (f"Judged with our {names} in place of yours, since {needs} did not pass.",)


def test_where_the_columns_have_another_order_than_ours_it_waits(tmp_path: Path, workers: Workers) -> None:
    found = graded(workers, tmp_path, LAST, ADDED="=")

    assert found["conv"].state == "blocked"
    assert found["conv"].advice[-1] == "Mend col2im first."


def test_with_right_windows_of_another_order_it_passes(tmp_path: Path, workers: Workers) -> None:
    found = graded(workers, tmp_path, LAST)

    assert (found["conv"].state, found["conv"].advice) == ("pass", ())
