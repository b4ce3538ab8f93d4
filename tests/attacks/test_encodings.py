"""Sources that read as one thing and run as another: codings, line ends, look-alike names, hidden directions.

What is judged is what was read. Each has its twin: a right answer written in the same way.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from dlgrade.reports.record import Exercise

HEAD = "import numpy as np\n\n\n"
WRONG = "def sigmoid(x):\n    return np.asarray(x) * 0.0 + 7.0\n"
RIGHT = "def sigmoid(x):\n    x = np.asarray(x)\n    return 1 / (1 + np.exp(-np.clip(x, -700, 700)))\n"


def utf_7(hidden: str) -> str:
    """Code in the comment of a file that says it is UTF-7."""
    return f"# coding: utf-7\n# {('+' + codecs.encode(hidden, 'utf-16-be').hex())} {hidden.encode('utf-7').decode()}\n"


# Sources that hide the right answer from the eye or from the judge, and what an honest learner writes in that way.
HIDDEN = {
    "a coding line that turns the letters": (
        codecs.encode("# coding: rot13\n" + HEAD + RIGHT, "rot13").replace("# pbqvat: ebg13", "# coding: rot13"),
        "# -*- coding: utf-8 -*-\n# シグモイド\n" + HEAD + RIGHT,
    ),
    "a coding line of UTF-7 with code in a comment": (
        utf_7("\n" + HEAD + RIGHT) + HEAD + WRONG,
        "# vim: set fileencoding=utf-8 :\n# +AAo- is no line end\n" + HEAD + RIGHT,
    ),
    "a coding line that evaluates escapes": (
        '# coding: unicode_escape\nx = "\\x22\\x0a' + RIGHT.replace("\n", "\\x0a") + '"\n' + HEAD + WRONG,
        '# coding: latin-1\nname = "\\x22\\x0a"\n' + HEAD + RIGHT,
    ),
    "two coding lines that differ": (
        "# coding: utf-8\n# coding: rot13\n" + HEAD + WRONG,
        "# coding: utf-8\n# coding: utf8\n" + HEAD + RIGHT,
    ),
    "a byte order mark and a coding line that differ": (
        b"\xef\xbb\xbf# coding: shift_jis\n" + (HEAD + WRONG).encode(),
        b"\xef\xbb\xbf# coding: utf-8\n" + (HEAD + RIGHT).encode(),
    ),
    "UTF-16": (
        (HEAD + RIGHT.replace("700", "7")).encode("utf-16"),
        (HEAD + RIGHT).encode("utf-8-sig"),
    ),
    "a null byte in the middle": (
        (HEAD + RIGHT).replace("def", "\0def").encode(),
        (HEAD + 'EMPTY = "\\0"\n\n\n' + RIGHT).encode(),
    ),
    "letters whose second byte is a backslash": (
        ("# coding: cp932\n" + HEAD + "# 表\n" + WRONG).encode("cp932"),
        ("# coding: cp932\n" + HEAD + "# 表\nNAME = '予表'\n\n\n" + RIGHT).encode("cp932"),
    ),
    "escapes of ISO-2022 that swallow lines": (
        b"# coding: iso-2022-jp\n# \x1b$B%7\x1b(B\n" + (HEAD + WRONG).encode(),
        "# coding: iso-2022-jp\n# シグモイド\n".encode("iso-2022-jp") + (HEAD + RIGHT).encode(),
    ),
    "line ends that Python does not have": (
        HEAD + WRONG + "".join(f"# end{end}{RIGHT}" for end in "\u2028\u2029\x85\x1c\x1d\x0b").replace("\n", " "),
        HEAD + 'ENDS = "\u2028\u2029\x85"  # \u2028 \x1c\n\x0c\n' + RIGHT,
    ),
    "line ends of three kinds": (
        (HEAD + WRONG + "# \r" + WRONG).encode() + b"# \r\n",
        (HEAD + RIGHT).replace("\n", "\r").encode(),
    ),
    "a name in look-alike letters": (
        HEAD + WRONG + "\n\n" + RIGHT.replace("sigmoid", "s\u0456gm\u043eid"),
        HEAD + RIGHT.replace("sigmoid", "ｓｉｇｍｏｉｄ"),
    ),
    "directions that turn the text around": (
        HEAD + WRONG.replace("7.0", "7.0  # \u202e ((x-)pxe.pn + 1) / 1 nruter \u2066"),
        HEAD + "# \u200f\u05e9\u05dc\u05d5\u05dd \u202b\u0627\u0644\u062f\u0627\u0644\u0629\u202c\n" + RIGHT,
    ),
    "characters that are not seen": (
        HEAD + WRONG.replace("return", "\u00a0\u200b\u00adreturn"),
        HEAD + "# \u00a0\u200b\u00ad全角\u3000空白\n" + RIGHT,
    ),
    "half a surrogate pair": (
        (HEAD + "# \ud800\n" + WRONG).encode("utf-8", "surrogatepass"),
        (HEAD + "# 𝜎(x) 😀\n" + RIGHT.replace("x", "𝑥")).encode(),
    ),
}


@pytest.mark.parametrize("what", HIDDEN)
def test_what_is_hidden_from_the_eye_earns_nothing(
    what: str, hall: Any, honest: Mapping[str, Exercise], nothing_left: Callable[[], None]
) -> None:
    hidden, _ = HIDDEN[what]

    record = hall.grade({"impl.py": hidden})

    verdict = record.exercises[0]
    assert verdict.points == 0
    assert verdict.state in ("fail", "error", "missing"), verdict
    assert verdict.state != "missing" or any("impl.py" in note for note in record.submission.notes)
    assert hall.beside(record) == honest
    nothing_left()


@pytest.mark.parametrize("what", HIDDEN)
def test_a_right_answer_written_in_that_way_scores_full(what: str, hall: Any) -> None:
    _, open_ = HIDDEN[what]

    record = hall.grade({"impl.py": open_}, beside=())

    assert record.exercises[0].state == "pass", record
