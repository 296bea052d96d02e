"""What is wanted of every picture of a catalogue."""

from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from ..recipe import Recipe


@dataclass(frozen=True)
class Order:
    """A recipe with what belongs to it but lies in other files.

    Attributes:
        background: a picture to put behind the subjects.
        key: a PEM file with which results are signed, see `credentials.Signer`.
    """

    recipe: Recipe = field(default_factory=Recipe)
    background: Path | None = None
    key: Path | None = None

    @cached_property
    def hash(self) -> str:
        """The recipe's, or one of it and the background's bytes. Raises OSError."""
        if self.background is None:
            return self.recipe.hash
        return sha256(self.recipe.hash.encode() + self.background.read_bytes()).hexdigest()
