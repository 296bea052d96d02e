"""The documentation, `dist/docs/`: Markdown and what the sources say of themselves, as pages."""
