"""Networks that people bring: their descriptors, known files, guesses about others, and where they are kept."""
