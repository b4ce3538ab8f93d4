"""Which failures are the machine's: they speak neither of the learner's work nor of a fault in the program."""

from __future__ import annotations

import errno

OF_THE_MACHINE = frozenset(
    getattr(errno, name)
    for name in (
        "EAGAIN",  # no process or thread can be had
        "EDQUOT",  # the quota is used up
        "EIO",  # the disk fails
        "EMFILE",  # this process may open no more files
        "ENFILE",  # nor may the machine
        "ENOBUFS",
        "ENOMEM",
        "ENOSPC",  # the disk is full
        "ESTALE",  # a network drive is gone
        "ETIMEDOUT",
    )
    if hasattr(errno, name)  # Windows lacks some
)
"""Numbers of errors of the system that come and go with the machine."""
