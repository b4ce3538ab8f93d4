"""The power goes: what is then on the disk opens, is sound, and holds whole submissions only, in their order."""

from __future__ import annotations

import random
import shutil
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from dlgrade.grader.batch.store import FILE, Entry, Store, Verdict

HEADER, FRAME, PAGE = 32, 24, 4096
SUBMISSIONS = 12


@pytest.fixture(scope="module")
def moments(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[int, Path]]:
    """Copies of the file and its log while they are written, with the number of submissions committed by then."""
    folder = tmp_path_factory.mktemp("power")
    found = []
    with Store(folder / FILE, make=True) as store:
        for number in range(SUBMISSIONS):
            with store.transaction():
                store.set_entry(Entry(f"s{number}", "x", f"d{number}", "set", 7, "graded", "{}"), _verdicts(number))
                found.append(_copied(folder, number, f"in{number}"))  # half of it is written
            found.append(_copied(folder, number + 1, f"after{number}"))
            if number == SUBMISSIONS // 2:
                store._db.execute("PRAGMA wal_checkpoint(PASSIVE)")
                found.append(_copied(folder, number + 1, "checkpoint"))
    return found


def _verdicts(number: int) -> Iterator[Verdict]:
    for item in range(20):
        yield Verdict(f"e{item}", "k", "pass", 1, 1, 0.1, random.Random(number * 100 + item).randbytes(400).hex())


def _copied(folder: Path, committed: int, name: str) -> tuple[int, Path]:
    copy = folder / name
    copy.mkdir()
    for file in (FILE, f"{FILE}-wal"):
        if (folder / file).exists():
            shutil.copy(folder / file, copy / file)
    return committed, copy


def whole(folder: Path) -> int:
    """How many submissions there are, of each of which all is there, and no later one without the earlier ones."""
    with Store(folder / FILE, make=True) as store:
        assert store.sound() == "ok"
        kept = [number for number in range(SUBMISSIONS) if store.entry(f"s{number}")]
        assert kept == list(range(len(kept)))
        for number in kept:
            verdicts = store.verdicts(f"d{number}", "set", {f"e{item}": "k" for item in range(20)})
            assert sorted(verdicts.values(), key=lambda one: one.item) == sorted(
                _verdicts(number), key=lambda one: one.item
            )
    return len(kept)


def test_at_every_moment_all_that_was_committed_is_there(moments: list[tuple[int, Path]], tmp_path: Path) -> None:
    for committed, folder in moments:
        assert whole(shutil.copytree(folder, tmp_path / folder.name)) == committed


def test_a_log_cut_anywhere_holds_whole_submissions(moments: list[tuple[int, Path]], tmp_path: Path) -> None:
    draw = random.Random(1)
    for place, (committed, folder) in enumerate(moments[::3]):
        copy = shutil.copytree(folder, tmp_path / str(place))
        log = copy / f"{FILE}-wal"
        size = log.stat().st_size
        frames = (size - HEADER) // (FRAME + PAGE)
        cuts = [
            draw.randrange(size),
            HEADER + (frames - 1) * (FRAME + PAGE),
            HEADER + (frames - 1) * (FRAME + PAGE) + FRAME,
        ]
        for cut in cuts:  # anywhere; without the last frame; with its head and without its page
            shutil.copy(folder / f"{FILE}-wal", log)
            with log.open("r+b") as file:
                file.truncate(cut)
            shutil.copy(folder / FILE, copy / FILE)
            (copy / f"{FILE}-shm").unlink(missing_ok=True)
            assert whole(copy) <= committed


def test_a_log_with_a_torn_page_holds_whole_submissions(moments: list[tuple[int, Path]], tmp_path: Path) -> None:
    """A page is written by sectors of 512 bytes: some of them are still what was there before."""
    draw = random.Random(2)
    for place, (committed, folder) in enumerate(moments[::3]):
        copy = shutil.copytree(folder, tmp_path / str(place))
        log = copy / f"{FILE}-wal"
        data = bytearray(log.read_bytes())
        frames = (len(data) - HEADER) // (FRAME + PAGE)
        for frame in {draw.randrange(frames), frames - 1}:
            start = HEADER + frame * (FRAME + PAGE) + FRAME
            sector = start + 512 * draw.randrange(PAGE // 512)
            data[sector : sector + 512] = bytes(512)
        log.write_bytes(data)
        assert whole(copy) <= committed


def test_a_log_that_is_reordered_holds_whole_submissions(moments: list[tuple[int, Path]], tmp_path: Path) -> None:
    """A later frame is on the disk and an earlier one is not."""
    for place, (committed, folder) in enumerate(moments[2::4]):
        copy = shutil.copytree(folder, tmp_path / str(place))
        log = copy / f"{FILE}-wal"
        data = bytearray(log.read_bytes())
        frames = (len(data) - HEADER) // (FRAME + PAGE)
        gone = HEADER + (frames // 2) * (FRAME + PAGE)
        data[gone : gone + FRAME + PAGE] = bytes(FRAME + PAGE)
        log.write_bytes(data)
        assert whole(copy) <= committed


def test_without_its_log_the_file_is_as_it_was_at_the_last_checkpoint(
    moments: list[tuple[int, Path]], tmp_path: Path
) -> None:
    committed, folder = next(one for one in moments if one[1].name == "checkpoint")
    shutil.copy(folder / FILE, tmp_path / FILE)
    assert whole(tmp_path) == committed


def test_the_log_is_what_these_tests_take_it_for(moments: list[tuple[int, Path]]) -> None:
    log = (moments[1][1] / f"{FILE}-wal").read_bytes()
    magic, _, page = struct.unpack(">III", log[:12])
    assert magic in (0x377F0682, 0x377F0683)  # https://www.sqlite.org/fileformat2.html#the_write_ahead_log
    assert page == PAGE
    assert (len(log) - HEADER) % (FRAME + PAGE) == 0
