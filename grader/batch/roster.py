"""The class list: a CSV with id, name and email in any order and in the encodings that spreadsheets write."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .problem import BatchError

ENCODINGS = ("utf-8-sig", "cp932")
MAX_BYTES = 32 << 20
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "id": (
        "id", "student id", "studentid", "student number", "sid", "sis user id", "sis id", "sis login id", "id number",
        "username", "login", "identifier", "github username", "github_username",
        "学籍番号", "学生番号", "id番号", "学番", "番号", "ユーザ名", "ユーザー名",
    ),
    "name": ("name", "full name", "student name", "student", "名前", "氏名", "学生氏名", "フルネーム"),
    "first": ("first name", "firstname", "given name", "名"),
    "last": ("last name", "lastname", "surname", "family name", "姓"),
    "email": ("email", "e-mail", "email address", "mail", "mail address", "メール", "メールアドレス"),
}  # fmt: skip


@dataclass(frozen=True)
class Student:
    """One line of the class list.

    Attributes:
        id: unique within the list.
        name: full name, empty where the list has none.
        email: address, empty where the list has none.
        names: other ways the same name is written, such as family name first.
    """

    id: str
    name: str = ""
    email: str = ""
    names: tuple[str, ...] = ()


def read_roster(path: Path) -> tuple[Student, ...]:
    """The students of a class list, in its order.

    Raises:
        BatchError: the file cannot be read, has no column of ids, or names an id twice.
    """
    rows = _rows(_text(path), path)
    columns = _columns(rows[0], path)
    students = [student for row in rows[1:] if (student := _student(row, columns))]
    seen: set[str] = set()
    for student in students:
        if student.id in seen:
            raise BatchError(
                f"{path.name} names the id {student.id} twice; each student needs an id of their own.",
                f"{path.name} に id {student.id} が二度あります。学生ごとに別の id を付けてください。",
            )
        seen.add(student.id)
    return tuple(students)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise BatchError(
            f"The roster {path} cannot be read ({error.strerror}); check the path.",
            f"名簿 {path} を読めません({error.strerror})。パスを確かめてください。",
        ) from None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BatchError(
        f"The roster {path} is neither UTF-8 nor Shift_JIS; save it as CSV in UTF-8.",
        f"名簿 {path} は UTF-8 でも Shift_JIS でもありません。UTF-8 の CSV で保存し直してください。",
    )


def _rows(text: str, path: Path) -> list[list[str]]:
    first = text.splitlines()[0] if text.strip() else ""
    delimiter = max(",;\t", key=first.count)
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True) if any(row)]
    except csv.Error as error:
        raise BatchError(
            f"The roster {path} is not CSV ({error}); save it as CSV in UTF-8.",
            f"名簿 {path} は CSV ではありません({error})。UTF-8 の CSV で保存し直してください。",
        ) from None
    if not rows:
        raise BatchError(
            f"The roster {path} is empty; it needs a line of headings and a line for each student.",
            f"名簿 {path} は空です。見出しの行と、学生ごとの行が必要です。",
        )
    return rows


def _columns(headings: Sequence[str], path: Path) -> dict[str, int]:
    """Which column is which; of several that could be one, the first."""
    plain = [plainly(heading) for heading in headings]
    found: dict[str, int] = {}
    for kind, known in HEADINGS.items():
        place = next((plain.index(name) for name in known if name in plain), None)
        if place is not None:
            found[kind] = place
    if "id" not in found and "email" in found:
        found["id"] = found["email"]
    if "id" not in found:
        raise BatchError(
            f"The roster {path} has no column of ids; name one column `id` (found: {', '.join(headings)}).",
            f"名簿 {path} に id の列がありません。列の見出しの一つを `id` にしてください"
            f"(見つかった見出し: {', '.join(headings)})。",
        )
    return found


def _student(row: Sequence[str], columns: Mapping[str, int]) -> Student | None:
    cells = {kind: row[place].strip() if place < len(row) else "" for kind, place in columns.items()}
    if not cells["id"]:
        return None
    first, last = cells.get("first", ""), cells.get("last", "")
    name = cells.get("name", "") or f"{first} {last}".strip()
    names = (f"{last} {first}".strip(), f"{last}{first}") if first and last else ()
    return Student(cells["id"], name, cells.get("email", ""), names)


def plainly(text: str) -> str:
    """A heading or a name as it is compared: width, case and runs of spaces do not matter."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
