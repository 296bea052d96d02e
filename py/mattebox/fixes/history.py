"""The masks after each of the last corrections: the next one begins there, and an undone one ends there."""

from collections.abc import Mapping, Sequence

from ..arrays import Float
from ..imaging.grid import Grid
from ..options.fixes import Box, Fix
from ..subject.fusion import Subject
from .mask import State, correct, start

# So many steps can be undone at once. Each takes a few megabytes.
KEPT = 8


class MaskHistory:
    """An LRU cache of masks by the corrections that led to them, for one picture."""

    def __init__(self, picture: Float, subject: Subject, grid: Grid) -> None:
        """Args: picture: float32 (3, h, w) in 0..1, low resolution; grid: of that, in the full picture."""
        self._picture, self._subject, self._grid = picture, subject, grid
        self._start = start(subject, (), grid) if subject.found else None
        # Corrections, how many boxes had been looked at again by then, and what came of it; the latest last.
        self._states: list[tuple[tuple[Fix, ...], int, State]] = []

    def state(self, fixes: Sequence[Fix], closer: Mapping[Box, Float]) -> State:
        """What all corrections in their order come to; ``closer`` is `mask.correct`'s."""
        fixes, looked = tuple(fixes), len(closer)
        fitting = [
            (known, state) for known, then, state in self._states if then == looked and fixes[: len(known)] == known
        ]
        beginning = self._start or start(self._subject, fixes, self._grid)
        known, state = max(fitting, key=lambda pair: len(pair[0]), default=((), beginning))
        for count in range(len(known), len(fixes)):
            state = correct(state, fixes[count], self._picture, self._grid, closer)
            self._states = [*self._states, (fixes[: count + 1], looked, state)][-KEPT:]
        return state
