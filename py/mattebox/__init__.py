"""Mattebox: background removal with numpy, Pillow and a salient-object network."""
