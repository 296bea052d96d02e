"""A network that does the same with a third of the work: `python -m model.compress`; README.md has what and why."""
