"""What a person may choose, as dataclasses with the defaults that suit most pictures."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """How a cut-out is made.

    Attributes:
        decontaminate: Replace the old background's colour in half-transparent pixels by the estimated foreground.
    """

    decontaminate: bool = True
