"""Bytes in, bytes out: reading and writing pictures."""
