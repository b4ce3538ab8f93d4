"""The encodings a submission may be in."""

from __future__ import annotations

import codecs

from dlgrade.grader.collect.decode import _ENCODINGS


def test_the_accepted_encodings_stand_under_the_names_that_python_gives_them() -> None:
    assert [codecs.lookup(name).name for name in _ENCODINGS] == list(_ENCODINGS)
