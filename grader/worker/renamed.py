"""Names that NumPy had when the textbooks were printed. They are given back: an old name is no mistake."""

from __future__ import annotations

from types import ModuleType

OLD: dict[str, str | type] = {
    # removed in NumPy 1.24
    "int": int,
    "float": float,
    "bool": bool,
    "complex": complex,
    "object": object,
    "str": str,
    # removed in NumPy 2.0
    "Inf": "inf",
    "Infinity": "inf",
    "infty": "inf",
    "NaN": "nan",
    "float_": "float64",
    "complex_": "complex128",
    "product": "prod",
    "cumproduct": "cumprod",
    "alltrue": "all",
    "sometrue": "any",
    "row_stack": "vstack",
    "in1d": "isin",
    "trapz": "trapezoid",
}


def give_back(numpy: ModuleType) -> None:
    """Adds each old name that this NumPy no longer has."""
    for name, now in OLD.items():
        # __getattr__ of a module raises with advice for these names, so ask its dictionary
        if name not in vars(numpy):
            setattr(numpy, name, getattr(numpy, now) if isinstance(now, str) else now)
