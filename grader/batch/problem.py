"""What is wrong with what an instructor handed us."""

from __future__ import annotations


class BatchError(Exception):
    """Wrong usage or unreadable input of a class: one sentence in both languages saying what, where, what to do."""

    def __init__(self, en: str, ja: str) -> None:
        super().__init__(en)
        self.texts = {"ja": ja, "en": en}
