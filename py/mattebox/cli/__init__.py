"""The command `mattebox`."""

from .app import main as main
