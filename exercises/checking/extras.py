"""What a check may need beyond the package itself."""

from __future__ import annotations

import importlib.util
from pathlib import Path

DIGITS = Path("datasets", "data", "digits.csv.gz")


def digits_file() -> Path | None:
    """The digits in the installed scikit-learn, which takes a second to import and is left alone."""
    found = importlib.util.find_spec("sklearn")
    places = [Path(place) / DIGITS for place in (found.submodule_search_locations or ())] if found else []
    return next((place for place in places if place.is_file()), None)


def installed(extra: str) -> bool:
    """Whether an extra of the package is there; there is one that checks ask for, `data`."""
    return not extra or digits_file() is not None
