"""What builds and serves the site."""
