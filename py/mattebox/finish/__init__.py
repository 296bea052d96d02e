"""What is put around the subject."""
