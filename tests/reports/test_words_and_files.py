"""Words in both languages, and files that are there whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import stat
from pathlib import Path
from typing import Any

import pytest
from dlgrade.reports import words as module
from dlgrade.reports.page import render
from dlgrade.reports.serial import from_json
from dlgrade.reports.words import catalogue
from dlgrade.reports.write import ReportError, write_report

from .sample import sample

REPORTS = Path(module.__file__ or "").parent


def test_every_text_is_there_in_both_languages_with_the_same_fields() -> None:
    for section, entries in catalogue().items():
        for name, texts in entries.items():
            fields = {lang: set(re.findall(r"{(\w+)", text)) for lang, text in texts.items()}

            assert set(texts) == {"ja", "en"}, f"{section}.{name}"
            assert all(text.strip() for text in texts.values()), f"{section}.{name}"
            assert fields["ja"] == fields["en"], f"{section}.{name}"


def test_every_key_is_used() -> None:
    sources = [file.read_text(encoding="utf-8") for file in [*REPORTS.rglob("*.py"), *REPORTS.glob("templates/*.html")]]
    code = "\n".join(sources)
    made_up = (
        "state.",
        "kind.",
        "chapter.",
        "submitted.",
        "layer.",
        "help.",
        "help_question.",
        "learner.",
        "column.",
        "difficulty.",
        "discrimination.",
    )  # keys that code puts together

    for section, entries in catalogue().items():
        for name in entries:
            key = f"{section}.{name}"
            assert key.startswith(made_up) or f'"{key}"' in code, key


def test_the_report_is_a_page_and_the_record_it_shows(tmp_path: Path) -> None:
    page = write_report(sample(), tmp_path / "new" / "out")

    assert page.read_text(encoding="utf-8") == render(sample())
    assert from_json((page.parent / "record.json").read_text(encoding="utf-8")) == sample()
    assert sorted(file.name for file in page.parent.iterdir()) == ["index.html", "record.json"]
    assert stat.S_IMODE(page.stat().st_mode) == 0o644


@pytest.mark.parametrize("call", ["os.fsync", "pathlib.Path.replace", "tempfile.mkstemp"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_what_cannot_be_written_leaves_the_old_report_whole(
    call: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(code, os.strerror(code))

    write_report(sample("en"), tmp_path)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    monkeypatch.setattr(call, refuse)

    with pytest.raises(ReportError) as caught:
        write_report(sample("ja"), tmp_path)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before
    assert str(tmp_path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine")

    with pytest.raises(ReportError, match="taken"):
        write_report(sample("en"), tmp_path / "taken")
    assert (tmp_path / "taken").read_text() == "mine"


def test_a_disk_that_fills_up_between_the_files_leaves_neither(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = iter([None, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))])

    def fill_up(handle: int) -> None:
        if error := next(calls):
            raise error

    monkeypatch.setattr("os.fsync", fill_up)

    with pytest.raises(ReportError, match=r"index\.html"):
        write_report(sample("en"), tmp_path)
    assert not list(tmp_path.iterdir())
