"""How many processes this machine takes, and what else it can do."""

import os

from ..native import cores

# Bytes that a process needs for itself, its networks and a picture of 24 megapixels; another picture takes no more.
_EACH = 2_000_000_000


def memory() -> int | None:
    """Bytes that are installed; None where the system does not tell."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return None


def workers() -> int:
    """Processes of a batch: one a core, as far as the memory goes."""
    room = memory()
    return max(1, min(cores(), room // _EACH if room is not None else 2))


def threads(workers: int) -> int:
    """Threads of each of so many processes."""
    return max(1, cores() // workers)


def at_once(workers: int, threads: int) -> int:
    """Pictures that each of so many processes has at a time: two where one would leave threads without work."""
    room = memory()
    return 2 if threads > 1 and (room is None or 2 * workers * _EACH <= room) else 1
