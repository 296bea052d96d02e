"""Pillow warns of large sizes and odd metadata; both are judged here, so nobody needs to hear of it."""

import contextlib
import sys
import threading
import warnings
from collections.abc import Iterator

_lock = threading.Lock()
_open = contextlib.ExitStack()
_inside = 0


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """No warnings meanwhile. Whoever enters first turns them off for all threads, whoever leaves last turns them on."""
    global _inside
    if getattr(sys.flags, "context_aware_warnings", False):  # then each thread has its own
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
        return
    with _lock:
        if not _inside:
            _open.enter_context(warnings.catch_warnings())
            warnings.simplefilter("ignore")
        _inside += 1
    try:
        yield
    finally:
        with _lock:
            _inside -= 1
            if not _inside:
                _open.close()
