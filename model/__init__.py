"""Where the networks come from, how they were made, and what the build puts together of them (assemble.py)."""
