"""How much work a picture is worth."""

from typing import Literal

# How hard the subject is looked for: by the draft network alone, by both, or by the main one from two sides.
Mode = Literal["fast", "standard", "best"]
