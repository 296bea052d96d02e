"""How many processes this machine takes, and what else it can do."""

import os

from ..native import cores

# Bytes that a process needs for itself, its networks and a picture of 24 megapixels.
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
