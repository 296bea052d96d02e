"""Pictures by the thousand: what is found, what the results are called, what was done, and processes that do it."""
