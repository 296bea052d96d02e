"""Where the networks come from and what the build makes of them: `python -m model --cache DIR --out DIR`."""
