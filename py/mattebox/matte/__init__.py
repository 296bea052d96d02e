"""Where the subject ends, and what colour it has there."""
