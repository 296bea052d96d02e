"""The npm package, for other people's sites."""
