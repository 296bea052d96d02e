"""Arithmetic on arrays, which knows nothing of mattes."""
