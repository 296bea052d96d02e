"""What may be asked for: plain data and its limits."""
