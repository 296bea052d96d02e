"""Mattebox: background removal with numpy, Pillow and a salient-object network."""

__version__ = "0.9.0"
