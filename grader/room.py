"""Whether this process may have the memory that NumPy asks for: without it, its library ends the process."""

from __future__ import annotations

from ..exercises.fault import Fault

LEAST = 400 << 20  # of the judge, with NumPy and what draws pictures


class RoomError(Fault):
    """Less memory is allowed than NumPy needs.

    Args:
        limit: bytes of address space that are allowed.
    """

    def __init__(self, limit: int) -> None:
        super().__init__(f"memory is limited to {limit >> 20} MiB (ulimit -v), {LEAST >> 20} MiB are needed")
        self.limit = limit


def check_room() -> None:
    """To be called before NumPy is imported.

    Raises:
        RoomError: there is too little.
    """
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    if limit != resource.RLIM_INFINITY and limit < LEAST:
        raise RoomError(limit)
