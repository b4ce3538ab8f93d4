"""Says in what way a value differs, where no known mistake explains it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations
from typing import Any

import numpy as np

from .compare import Difference, close
from .text import Text, sentence

NEARLY = 1e-5
"""An answer this near to the right one, relative to its largest element, is told to be inaccurate rather than other."""

HALF = 2 * float(np.finfo(np.float16).eps)
"""An answer in float16 this near to the right one is told to be in float16."""

KEYS_SHOWN = 40
KEY_SHOWN = 60

NO_RATIO = "–"
ONE_FOR_ALL = ("zeros", "sign", "factor", "offset")
"""What can be said of several single numbers at once."""

TOO_NEAR = 0.01
"""A factor this near to 1 is none that was forgotten: the value is rough, and is shown as it is."""

RESULT = Text(ja="返り値", en="the result")
NONE = Text(ja="空", en="none")
A_NUMBER = Text(ja="数値", en="a number")


@dataclass(frozen=True)
class Explanation:
    """A label for the sort of difference, and its sentence."""

    label: str
    text: Text


def explain(difference: Difference, among: Sequence[Difference] = (), of: int = 0) -> Explanation:
    """The most telling description of a difference: factor, sign, transpose, axis, order, first differing index.

    Args:
        difference: the difference.
        among: all differences of the check. A factor between single numbers is told only where they all have it.
        of: how many single numbers the answer holds; what holds of some of them is not told of all.
    """
    what = spoken(difference.path)
    if difference.aspect == "values":
        label, fields = _values(difference, [d for d in among if _is_number(d)], of)
    else:
        label, fields = difference.aspect, _fields(difference)
    plain = label == "first" and fields["ratio"] in ("", NO_RATIO)
    text = sentence("first_plain" if plain else label, what=what, **fields)
    if what is RESULT:
        text = Text(text.ja.replace(f"{RESULT.ja} ", RESULT.ja), text.en[:1].upper() + text.en[1:])
    return Explanation(label, text)


def telling(differences: Sequence[Difference]) -> Difference:
    """The first difference, or the first that is more than an inaccuracy where there is one."""
    return next((d for d in differences if not _nearly(d)), differences[0])


def _nearly(difference: Difference) -> bool:
    """Whether two values differ by little more than rounding, or by the place of an ε."""
    if difference.aspect != "values" or isinstance(difference.expected, str):
        return False
    return _off(difference) <= NEARLY


def _off(difference: Difference) -> float:
    """The largest error as a share of the largest expected element."""
    expected, got = np.asarray(difference.expected), np.asarray(difference.got, dtype=complex)
    scale = float(np.abs(expected).max(initial=0.0))
    worst = float(np.abs(got - expected).max(initial=0.0)) if np.isfinite(got).all() else np.inf
    return worst / scale if scale else np.inf


def _is_number(difference: Difference) -> bool:
    return (
        difference.aspect == "values" and isinstance(difference.expected, np.ndarray) and not difference.expected.ndim
    )


def spoken(path: str) -> str | Text:
    """A place in an answer as a learner would call it: `[2]['W1']`, the third case's W1, is `W1`."""
    names = re.findall(r"['\"]([^'\"]*)['\"]|([^\[\]'\"]+)(?![^\[]*\])", path)
    plain = ".".join(name for pair in names for name in pair if name)
    return plain or RESULT


def _fields(difference: Difference) -> dict[str, Any]:
    expected, got = difference.expected, difference.got
    if difference.aspect == "shape":
        return _shape(expected, got)
    if difference.aspect == "estimate":
        return {"expected": number(expected), "got": number(got), "margin": number(difference.bound)}
    if difference.aspect == "type":
        return {"expected": _kind(expected, " "), "got": _kind(got)}
    if difference.aspect == "keys":
        return {"expected": _keys(expected), "got": _keys(got) or NONE}
    return {"expected": expected, "got": got}


def _keys(names: Sequence[str]) -> str:
    """The first of the keys; a learner's dictionary may have any number of them, of any length."""
    shown = [name if len(name) <= KEY_SHOWN else f"{name[:KEY_SHOWN]}…" for name in names[:KEYS_SHOWN]]
    return ", ".join(shown if len(names) <= KEYS_SHOWN else [*shown, "…"])


def _shape(expected: Any, got: Any) -> dict[str, Any]:
    return {
        "expected": expected if isinstance(expected, tuple) else expected.shape,
        "got": got if isinstance(got, tuple) else got.shape,
    }


def _kind(value: Any, before: str = "") -> Text:
    if isinstance(value, np.ndarray):
        return Text(f"形 {value.shape} の配列", f"an array of shape {value.shape}") if value.ndim else A_NUMBER
    name = "None" if value is None else type(value).__name__
    return Text(f"{before}{name} ", name)


def number(value: Any) -> str:
    """A number short enough to read; an exact whole number stays whole."""
    value = np.asarray(value).item() if np.size(value) == 1 else value
    return f"{value + 0.0:.6g}" if isinstance(value, float) else str(value)


def _values(difference: Difference, numbers: Sequence[Difference], of: int) -> tuple[str, dict[str, Any]]:
    expected, got, bound = difference.expected, difference.got, difference.bound
    if isinstance(expected, str):
        return "first", {"index": "", "expected": expected, "got": got, "ratio": ""}
    if not np.isfinite(got).all() and np.isfinite(expected).all():
        return "not_finite", {"count": int((~np.isfinite(got)).sum()), "total": got.size}
    if np.any(np.imag(got)) and not np.iscomplexobj(expected):
        return "complex", {}
    scale = float(np.abs(expected).max(initial=0.0))
    if got.dtype == np.float16 and _off(difference) <= HALF:
        return "half", {}
    if _nearly(difference):
        return "inaccurate", {"error": number(_off(difference))}
    bound = max(bound, 1e-6 * scale)
    if _is_number(difference) and 0 < len(numbers) < of:
        return "first", first_differing(difference)
    pooled = len(numbers) > 1 and _is_number(difference)
    if pooled:
        expected = np.array([float(d.expected) for d in numbers])
        got = np.array([float(d.got) for d in numbers])
        bound = max(bound, 1e-6 * float(np.abs(expected).max()))
    for label, fields in _candidates(expected, got, bound):
        if label in ONE_FOR_ALL if pooled else expected.ndim or label != "zeros":
            return label, fields
    return "first", first_differing(difference)


def _candidates(expected: Any, got: Any, bound: float) -> Iterator[tuple[str, dict[str, Any]]]:
    e, g = np.asarray(expected).astype(float), np.asarray(got).astype(float)
    if not np.any(g):
        yield "zeros", {}
    if close(e, -g, bound).all():
        yield "sign", {}
    factor = _factor(e, g, bound)
    if factor is not None:
        yield "factor", {"factor": _ratio(factor)}
    if e.size > 2 and np.ptp(g - e) <= bound:
        yield "offset", {"offset": number(float((g - e).flat[0]))}
    for axes in permutations(range(e.ndim)):
        if (
            axes != tuple(range(e.ndim))
            and e.ndim <= 4
            and e.transpose(axes).shape == g.shape
            and close(e.transpose(axes), g, bound).all()
        ):
            yield ("transposed", {}) if e.ndim == 2 else ("axes", {"axes": axes})
    yield from _moved(e, g, bound)


def _moved(e: Any, g: Any, bound: float) -> Iterator[tuple[str, dict[str, Any]]]:
    for axis in range(e.ndim):
        if e.shape[axis] < 2:
            continue
        if close(np.flip(e, axis), g, bound).all():
            yield "flipped", {"axis": axis}
        for step in (1, -1):
            shifted = close(np.roll(e, step, axis), g, bound)
            inner = np.delete(shifted, 0 if step == 1 else -1, axis)
            if inner.size > 2 and inner.all():
                yield "shifted", {"axis": axis, "step": step}
        if e.shape[axis] > 2 and _same_rows(e, g, axis, bound):
            yield "permuted", {"axis": axis}
    if e.size > 2 and close(np.sort(e, axis=None), np.sort(g, axis=None), bound).all():
        yield "reordered", {}


def _same_rows(e: Any, g: Any, axis: int, bound: float) -> bool:
    """Whether the slices along an axis are the same ones in another order."""
    rows_e, rows_g = (np.moveaxis(a, axis, 0).reshape(a.shape[axis], -1) for a in (e, g))
    order_e, order_g = (np.lexsort(np.round(rows, 6).T[::-1]) for rows in (rows_e, rows_g))
    return bool(close(rows_e[order_e], rows_g[order_g], bound).all())


def _factor(e: Any, g: Any, bound: float) -> float | None:
    """k where g = k·e and k is not 1; one number alone tells a factor only where it is a simple one."""
    energy = float((e * e).sum())
    if not energy or not np.isfinite(g).all():
        return None
    k = float((e * g).sum()) / energy
    if not np.isfinite(k):
        return None
    if np.count_nonzero(np.abs(e) > bound) < 2 and not _simple(k):
        return None
    if not k or abs(k - 1) < TOO_NEAR:
        return None
    return k if close(k * e, g, max(1.0, abs(k)) * bound).all() else None


def _simple(k: float) -> bool:
    """Whether a factor is one that is forgotten or doubled: ±2, ±3, ±4 or one over them."""
    return any(abs(abs(k) - simple) < 1e-6 * simple for whole in (2, 3, 4) for simple in (whole, 1 / whole))


def _ratio(k: float) -> str:
    fraction = Fraction(k).limit_denominator(256)
    if abs(k - float(fraction)) < 1e-6 * abs(k):
        return str(fraction)
    return number(k)


def first_index(difference: Difference) -> tuple[int, ...]:
    """Index of the first element outside the tolerance."""
    agree = close(difference.expected, difference.got, difference.bound)
    return tuple(int(i) for i in np.argwhere(~agree)[0])


def first_differing(difference: Difference) -> dict[str, Any]:
    """Index, expected, got and ratio of the first element that differs."""
    index = first_index(difference)
    e, g = difference.expected[index], difference.got[index]
    whole = difference.expected.dtype.kind in "biu"
    ratio = number(float(g) / float(e)) if e and g and np.isfinite(g) and not whole else NO_RATIO
    return {"index": list(index) if index else "", "expected": number(e), "got": number(g), "ratio": ratio}
