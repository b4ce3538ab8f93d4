"""The reference's convolutions beside the im2col usual in textbooks and beside PyTorch, as ratios in one run.

    python -m venv /tmp/bench
    /tmp/bench/bin/pip install torch --index-url https://download.pytorch.org/whl/cpu
    /tmp/bench/bin/pip install -e .
    /tmp/bench/bin/python tests/benchmarks/convolution.py [--rounds 15]

Forward and backward of 100 images of 28 × 28 with 30 filters of 5 × 5, no padding. In every round each form runs once,
one after the other, so that whatever else the machine does meets them alike; a ratio is the median over the rounds of
the ratios within a round. One thread and two, each in a process of its own. Without PyTorch its columns are left out.
Exit status 1: a goal for float64 is missed (1.7 × the textbook's speed, 1.3 × PyTorch's time), or values differ.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from dlgrade.reference.convolution import Convolution
from dlgrade.reference.fast_convolution import FastConvolution

Array = np.ndarray[Any, Any]
Both = Callable[[], tuple[Array, Array]]
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
IMAGES, SIDE, FILTERS, TAPS = 100, 28, 30, 5
FASTER_THAN_TEXTBOOK, OF_TORCH = 1.7, 1.3
SHAPES = [(dtype, channels) for dtype in (np.float64, np.float32) for channels in (1, 3, 16)]


class Textbook:
    """im2col as it is usually printed: zeros first, then tap by tap, then each window turned into a row."""

    def __init__(self, W: Array, b: Array) -> None:
        self.W, self.b = W, b

    def forward(self, x: Array) -> Array:
        FN, C, FH, FW = self.W.shape
        N, _, H, W = x.shape
        OH, OW = H - FH + 1, W - FW + 1
        img = np.pad(x, [(0, 0), (0, 0), (0, 0), (0, 0)], "constant")
        col = np.zeros((N, C, FH, FW, OH, OW), dtype=x.dtype)
        for y in range(FH):
            for z in range(FW):
                col[:, :, y, z, :, :] = img[:, :, y : y + OH, z : z + OW]
        self.x, self.col = x, col.transpose(0, 4, 5, 1, 2, 3).reshape(N * OH * OW, -1)
        self.col_W = self.W.reshape(FN, -1).T
        out = np.dot(self.col, self.col_W) + self.b
        return out.reshape(N, OH, OW, -1).transpose(0, 3, 1, 2)

    def backward(self, dout: Array) -> Array:
        FN, C, FH, FW = self.W.shape
        N, _, H, W = self.x.shape
        OH, OW = H - FH + 1, W - FW + 1
        dout = dout.transpose(0, 2, 3, 1).reshape(-1, FN)
        self.db = np.sum(dout, axis=0)
        self.dW = np.dot(self.col.T, dout).transpose(1, 0).reshape(FN, C, FH, FW)
        dcol = np.dot(dout, self.col_W.T)
        dcol = dcol.reshape(N, OH, OW, C, FH, FW).transpose(0, 3, 4, 5, 1, 2)
        img = np.zeros((N, C, H, W), dtype=dout.dtype)
        for y in range(FH):
            for z in range(FW):
                img[:, :, y : y + OH, z : z + OW] += dcol[:, :, y, z, :, :]
        return img


def of_layer(layer: Any, x: Array, dout: Array) -> Both:
    def both() -> tuple[Array, Array]:
        layer.forward(x)
        return layer.backward(dout), layer.dW

    return both


def of_torch(x: Array, W: Array, b: Array, dout: Array) -> Both:
    import torch

    torch.set_num_threads(int(os.environ[THREADS[0]]))
    tensors = [torch.tensor(array, requires_grad=True) for array in (x, W, b)]
    upstream = torch.tensor(dout)

    def both() -> tuple[Array, Array]:
        for tensor in tensors:
            tensor.grad = None
        torch.nn.functional.conv2d(*tensors).backward(upstream)
        return tensors[0].grad.numpy(), tensors[1].grad.numpy()  # type: ignore[union-attr]

    return both


def forms(dtype: Any, channels: int) -> dict[str, Both]:
    rng = np.random.default_rng(0)
    out = SIDE - TAPS + 1
    shapes = (IMAGES, channels, SIDE, SIDE), (FILTERS, channels, TAPS, TAPS), (FILTERS,), (IMAGES, FILTERS, out, out)
    x, W, b, dout = (rng.standard_normal(shape).astype(dtype) for shape in shapes)
    layers = {"textbook": Textbook, "plain": Convolution, "fast": FastConvolution}
    made = {name: of_layer(layer(W, b), x, dout) for name, layer in layers.items()}
    try:
        made["torch"] = of_torch(x, W, b, dout)
    except ImportError:
        print("PyTorch is not there: not compared", file=sys.stderr)
    return made


def seconds(function: Both) -> float:
    began = time.perf_counter()
    function()
    return time.perf_counter() - began


def measured(made: dict[str, Both], rounds: int) -> dict[str, Array]:
    """Seconds of every form in every round; forms that differ from the first in value end the run."""
    expected = made["textbook"]()
    for name, form in made.items():
        for got, right in zip(form(), expected, strict=True):
            bound = 50 * np.sqrt(right.size) * np.finfo(right.dtype).eps * np.abs(right).max()
            if not np.abs(got - right).max() <= bound:
                sys.exit(f"{name} differs from the textbook's values")
    times = np.array([[seconds(form) for form in made.values()] for _ in range(rounds)])
    return dict(zip(made, times.T, strict=True))


def ratio(times: dict[str, Array], over: str, under: str) -> float:
    return float(np.median(times[over] / times[under])) if over in times and under in times else float("nan")


def missed(dtype: Any, faster: float, of_torch_time: float) -> bool:
    return dtype is np.float64 and (faster < FASTER_THAN_TEXTBOOK or of_torch_time > OF_TORCH)


def one_process(rounds: int) -> int:
    """Every shape on the threads that the environment allows; gives the number of goals missed."""
    misses = 0
    for dtype, channels in SHAPES:
        times = measured(forms(dtype, channels), rounds)
        faster, of_time = ratio(times, "textbook", "fast"), ratio(times, "fast", "torch")
        misses += missed(dtype, faster, of_time)
        print(
            f"{os.environ[THREADS[0]]:>7}  {dtype.__name__:8}{channels:4}{np.median(times['fast']) * 1e3:9.1f}"
            f"{faster:12.2f}{ratio(times, 'plain', 'fast'):9.2f}{of_time:13.2f}"
            f"{'  MISSED' if missed(dtype, faster, of_time) else ''}",
            flush=True,
        )
    return misses


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--threads", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.threads:
        return min(1, one_process(args.rounds))
    print("threads  dtype     C  fast ms  textbook/fast  plain/fast  fast/torch")
    status = 0
    for threads in ("1", "2"):
        command = [sys.executable, __file__, "--threads", threads, "--rounds", str(args.rounds)]
        status |= subprocess.run(command, env={**os.environ, **dict.fromkeys(THREADS, threads)}, check=False).returncode
    return status


if __name__ == "__main__":
    sys.exit(main())
