"""Warnings are off while pictures are read, in whatever order threads come and go, and on afterwards."""

import threading
import warnings

import pytest

from mattebox.files.quiet import quiet


def test_warnings_come_back_when_the_last_has_left():
    before = list(warnings.filters)
    inside, leave = threading.Barrier(2), threading.Event()

    def first():
        with quiet():
            inside.wait(10)
            leave.wait(10)

    thread = threading.Thread(target=first)
    thread.start()
    with quiet():
        inside.wait(10)
        warnings.warn("unheard", stacklevel=1)
    warnings.warn("unheard: the first is still inside", stacklevel=1)
    leave.set()
    thread.join()
    assert warnings.filters == before
    with pytest.raises(UserWarning, match="heard again"):
        warnings.warn("heard again", stacklevel=1)


def test_an_error_inside_turns_them_on_again():
    with pytest.raises(ValueError, match="broken"), quiet():
        raise ValueError("broken")
    with pytest.raises(UserWarning, match="heard"):
        warnings.warn("heard", stacklevel=1)
